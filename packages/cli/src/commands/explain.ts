import type { Rule } from '@regraft/model'
import { renderDiff, unifiedDiff } from '@regraft/reporters'
import type { Arguments } from '../args/arguments.ts'
import { loadConfig } from '../config/load.ts'
import { colorOf } from '../io/color.ts'
import type { Io } from '../io/io.ts'
import { noRule } from '../run/rules.ts'
import { engineOf } from '../run/session.ts'

type Docs = typeof import('@regraft/policies/docs')
type RuleDoc = NonNullable<ReturnType<Docs['ruleDoc']>>

/** Shows one rule: why it matters, what its fix does, an example before and after. */
export async function explain(args: Arguments, io: Io): Promise<number> {
  const [name = ''] = args.paths
  const config = await loadConfig(args.config, io.cwd, io.cwd)
  const engine = await engineOf(args, config, io)
  try {
    const rule = engine.rules.find(({ id, aliases }) => id === name || aliases.includes(name))
    if (!rule) throw noRule(name, engine.rules)
    const { ruleDoc } = await import('@regraft/policies/docs')
    io.stdout.write(page(rule, ruleDoc(rule.id), colorOf(io.stdout, io, args.noColor)))
    return 0
  } finally {
    await engine.close()
  }
}

function page(rule: Rule, doc: RuleDoc | undefined, color: boolean): string {
  const parts = [
    `${rule.id}: ${rule.title}`,
    facts(rule),
    doc ? withoutTitle(doc.readme) : rule.description,
    ...(doc?.examples ?? []).map((it) => example(it, color)),
    rule.relatedResources.map((link) => `See ${link}`).join('\n'),
  ]
  return parts
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .map((part) => `${part}\n`)
    .join('\n')
}

function facts({ severity, fix, resources, aliases, controls }: Rule): string {
  const rows: [string, string][] = [
    ['severity', severity],
    ['fix', fix === undefined ? 'none: it only finds' : `at most ${fix}`],
    ['looks at', resources.join(', ')],
    ['also known as', aliases.join(', ')],
    [
      'controls',
      Object.entries(controls)
        .map(([name, ids]) => `${name} ${ids.join(' ')}`)
        .join(', '),
    ],
  ]
  return rows
    .filter(([, value]) => value !== '')
    .map(([name, value]) => `${name.padEnd(13)}  ${value}`)
    .join('\n')
}

/** What is shown begins with the title and the id already. */
function withoutTitle(readme: string): string {
  return readme.replace(/^#[^\n]*\n+(`[^`\n]*`\n+)?/, '')
}

function example({ file, before, after }: RuleDoc['examples'][number], color: boolean): string {
  const whole = { start: 0, end: before.length, text: after }
  const diff = unifiedDiff(file, before, [whole])
  return `Before and after:\n\n${renderDiff(diff.replace(/^diff --git .*\n/, ''), { color })}`
}
