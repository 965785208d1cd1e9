import { compareText, RegraftError } from '@regraft/model'
import type { Rego } from '@regraft/rego'
import type { PolicyCase, Texts } from './case.ts'
import { noOptions, readCaseOptions } from './case-options.ts'

type Role = 'before' | 'after' | 'clean'

/**
 * Groups files `<rule>/cases/<name>/…` into cases, by rule and name. A file is `before.tf`, `after.tf`, `clean.yaml` and
 * the like, stands in a folder of one of those names, or is `case.yaml`.
 * `ruleOf` names the rule of the folder that holds `cases`; by default they are called alike.
 * Throws RegraftError `CASE_INVALID` for any other.
 */
export async function collectCases(
  rego: Rego,
  files: Texts,
  ruleOf: (folder: string) => string = (folder) => folder,
): Promise<readonly PolicyCase[]> {
  const folders = new Map<string, Map<string, string>>()
  for (const path of Object.keys(files).sort(compareText)) {
    const [, folder, rest] = /^(.+\/cases\/[^/]+)\/(.+)$/.exec(path) ?? []
    if (folder === undefined || rest === undefined) throw invalid(path, 'stands outside of a case folder')
    const group = folders.get(folder) ?? new Map<string, string>()
    folders.set(folder, group.set(rest, files[path] as string))
  }
  return Promise.all([...folders].map(([folder, group]) => caseOf(rego, folder, group, ruleOf)))
}

async function caseOf(
  rego: Rego,
  folder: string,
  files: ReadonlyMap<string, string>,
  ruleOf: (folder: string) => string,
): Promise<PolicyCase> {
  const [above = '', name = ''] = folder.split(/\/cases\/(?=[^/]+$)/)
  const texts: { [role in Role]?: Record<string, string> } = {}
  let options = noOptions
  for (const [path, text] of files) {
    if (path === 'case.yaml') {
      options = await readCaseOptions(rego, `${folder}/case.yaml`, text)
      continue
    }
    const placed = place(path)
    if (placed === undefined) throw invalid(`${folder}/${path}`, 'is no before, after, clean or case.yaml')
    const role = texts[placed.role] ?? {}
    role[placed.path] = text
    texts[placed.role] = role
  }
  if ((texts.before === undefined) === (texts.clean === undefined))
    throw invalid(folder, 'holds either before or clean')
  const rule = ruleOf(above)
  return { rule, name, folder, options, before: texts.before, after: texts.after, clean: texts.clean }
}

function place(path: string): { readonly role: Role; readonly path: string } | undefined {
  const [, role, separator, rest] = /^(before|after|clean)([./])(.+)$/.exec(path) ?? []
  if (role === undefined || rest === undefined) return undefined
  return { role: role as Role, path: separator === '/' ? rest : `main.${rest}` }
}

function invalid(path: string, problem: string): RegraftError {
  return new RegraftError('CASE_INVALID', `${path} ${problem}`, {
    hint: 'A case is a folder with before.* (and after.* when it heals) or clean.*, and optionally case.yaml.',
  })
}
