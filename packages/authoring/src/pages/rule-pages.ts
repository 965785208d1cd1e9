import { rulesIn } from '@regraft/core'
import { compareText, RegraftError } from '@regraft/model'
import type { AnnotationsRef, Rego } from '@regraft/rego'
import type { PolicyFolder } from '@regraft/testing'
import type { PageExample, RulePage } from './rule-page.ts'

/**
 * The pages of all rules among some policies, by id. `readme` gives the text of a file below a rule's folder, if there is
 * one. Throws RegraftError: `POLICY_COMPILE` for Rego that does not parse, `POLICY_METADATA`, `RULES_NONE`.
 */
export async function rulePages(
  rego: Rego,
  { modules, cases }: PolicyFolder,
  readme: (file: string) => string | undefined,
): Promise<readonly RulePage[]> {
  const sources = Object.entries(modules).map(([file, text]) => ({ file, text }))
  const { annotations, diagnostics } = await rego.inspect({ modules: sources })
  if (diagnostics.length > 0)
    throw new RegraftError('POLICY_COMPILE', 'There is Rego that does not parse', { diagnostics })
  const rules = rulesIn(annotations)
  if (rules.length === 0)
    throw new RegraftError('RULES_NONE', 'there is no rule among these policies', {
      hint: 'Name the folder of the policies; a rule begins with `# METADATA` and `custom.id`.',
    })
  return rules.map((rule) => {
    const [folder = ''] = foldersOf(rule.id, annotations)
    return { rule, readme: readme(`${folder}README.md`), example: exampleIn(folder, cases) }
  })
}

/** Where the files of a rule stand, with a `/` at the end; empty for the working folder. */
function foldersOf(id: string, annotations: readonly AnnotationsRef[]): readonly string[] {
  return annotations
    .filter(({ annotations: { custom } }) => custom?.['id'] === id)
    .map(({ location: { file } }) => file.slice(0, file.lastIndexOf('/') + 1))
    .sort(compareText)
}

/** The first file that is not the same after the fix, of the first case with an `after`. */
function exampleIn(folder: string, cases: { readonly [file: string]: string }): PageExample | undefined {
  for (const file of Object.keys(cases).sort(compareText)) {
    const [, name, separator, path] =
      /^(cases\/[^/]+\/)after([./])(.+)$/.exec(file.slice(folder.length)) ?? []
    if (!file.startsWith(folder) || name === undefined || path === undefined) continue
    const before = cases[`${folder}${name}before${separator}${path}`]
    const after = cases[file]
    if (after === undefined || before === after) continue
    return { file: separator === '/' ? path : `main.${path}`, before: before ?? '', after }
  }
  return undefined
}
