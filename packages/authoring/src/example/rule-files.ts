import type { Texts } from '@regraft/testing'
import type { Proposal } from './policy.ts'
import { titleOf, typesOf } from './policy.ts'

/** The files of a rule's folder but for its Rego: README, the example as its case, the outcome as a clean case. */
export function exampleFiles(proposal: Proposal, before: Texts, after: Texts): Texts {
  const paths = Object.keys(before)
  const single = paths.length === 1 && paths[0]?.startsWith('main.') === true
  const changed = Object.fromEntries(Object.entries(after).filter(([path, text]) => before[path] !== text))
  return {
    'README.md': readme(proposal),
    'cases/example/case.yaml': 'unsafe: true\n',
    ...placed('cases/example/before', before, single),
    ...placed('cases/example/after', changed, single),
    ...placed('cases/clean/clean', after, single),
  }
}

function placed(folder: string, texts: Texts, single: boolean): Texts {
  return Object.fromEntries(
    Object.entries(texts).map(([path, text]) => [
      single ? `${folder}${path.slice('main'.length)}` : `${folder}/${path}`,
      text,
    ]),
  )
}

function readme(proposal: Proposal): string {
  const { id, choices, companions, severity } = proposal
  const wrong = [
    ...choices.map(({ clause: { place }, reading }) => `\`${place.name}\` ${reading.says}`),
    ...companions.map(({ says }) => says),
  ]
  const does = [...choices.map(({ reading }) => reading.does), ...companions.map((it) => it.does)]
  return `# ${titleOf(proposal)}

\`${id}\` · ${severity} · fix: unsafe

## Why

The rule was written by example (\`cases/example\`). It finds these in ${typesOf(proposal).join(', ')}:

${wrong.map((line) => `- ${line}.`).join('\n')}

## What the fix does

${does.map((line) => `- ${line}.`).join('\n')}

## What it may break

Whatever relies on the old value. While that is not known the fix asks for \`--unsafe\`; where nothing can break, write
\`fix.safe(operation, title)\` instead of \`fix.unsafe(…)\`, \`fix: safe\` in the metadata, and take \`unsafe: true\` out of the case.
`
}
