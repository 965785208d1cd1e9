import type { FolderSettings } from '@regraft/config'
import type { Engine, RunOptions, Workspace } from '@regraft/engine'
import { ruleMatches } from '@regraft/engine'
import { diskWorkspace } from '@regraft/engine/node'
import { nearest, RegraftError, type Severity, severities } from '@regraft/model'
import { type Schema, texts } from '../schema.ts'

/** What `check` and `heal` take alike. */
export interface RunArguments {
  readonly root?: string
  readonly paths?: readonly string[]
  readonly rules?: readonly string[]
  readonly skipRules?: readonly string[]
  readonly frameworks?: readonly string[]
  readonly minSeverity?: Severity
  readonly cursor?: string
  readonly limit?: number
}

export const rootSchema: Schema = {
  type: 'string',
  maxLength: 4096,
  description:
    'Folder to work in: absolute, or relative to the first allowed folder, which is meant when absent.',
}

/** The schema of a page's arguments. */
export const pageSchemas: { readonly [name: string]: Schema } = {
  cursor: {
    type: 'string',
    maxLength: 64,
    description: '`nextCursor` of the call before, with the same arguments.',
  },
  limit: { type: 'integer', minimum: 1, maximum: 200, description: 'Items of a page. Default 50.' },
}

/** The schemas of `RunArguments`. */
export const runSchemas: { readonly [name: string]: Schema } = {
  root: rootSchema,
  paths: texts('Files and folders below the root. Default: all of it.'),
  rules: texts(
    'Ids, globs (`aws/*`) or ids of other scanners (`CKV_AWS_21`) of the rules that are asked. Default: all.',
  ),
  skipRules: texts('The same, of rules that are not asked.'),
  frameworks: texts('`terraform`, `terraform-plan`, `kubernetes`, `pulumi`, … Default: all.'),
  minSeverity: { enum: severities },
  ...pageSchemas,
}

/** The files of a folder, or those of some paths in it, as its configuration takes them. */
export function workspaceIn(
  root: string,
  paths: readonly string[] | undefined,
  { files, run }: FolderSettings,
): Workspace {
  return diskWorkspace(root, { ...files, also: run.variables?.files ?? [], ...(paths ? { paths } : {}) })
}

/**
 * What the call says, and the configuration of the folder. Throws `RegraftError` `RULE_UNKNOWN`: a name that matches none must
 * not pass as clean.
 */
export function runOptions({ rules: all }: Engine, args: RunArguments, { run }: FolderSettings): RunOptions {
  const { rules, skipRules, frameworks, minSeverity } = args
  for (const name of [...(rules ?? []), ...(skipRules ?? [])])
    if (!all.some((rule) => ruleMatches(name, rule))) throw noRule(name, all)
  return {
    ...run,
    today: new Date().toISOString().slice(0, 10),
    ...(rules ? { rules } : {}),
    ...(skipRules ? { skipRules } : {}),
    ...(frameworks ? { frameworks } : {}),
    ...(minSeverity ? { minSeverity } : {}),
  }
}

export function noRule(name: string, rules: Engine['rules']): RegraftError {
  const near = nearest(
    name,
    rules.map(({ id }) => id),
  )
  return new RegraftError('RULE_UNKNOWN', `There is no rule ${JSON.stringify(name.slice(0, 200))}`, {
    hint: near === undefined ? 'list_rules lists them all.' : `Did you mean ${near}?`,
  })
}
