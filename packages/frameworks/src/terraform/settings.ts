import type { JsonObject } from '@regraft/model'
import { compareText } from '@regraft/model'
import type { Declaration, FileFacts } from './facts.ts'
import { kindByName } from './files.ts'

/** What variables files say of a root module's variables. */
export interface Settings {
  /** What Terraform would take, each with its place. */
  readonly values: ReadonlyMap<string, Declaration>
  /** Variables that files set which Terraform reads only when they are named. */
  readonly elsewhere: ReadonlyMap<string, readonly Declaration[]>
  /** A variables file that does not parse: nobody knows what it sets. */
  readonly broken: string | undefined
}

/** Variables files and values that the user names. */
export interface VariableOptions {
  /** Paths, in order; later ones win. */
  readonly files?: readonly string[]
  /** Values as `--var` gives them: text. */
  readonly values?: { readonly [name: string]: string }
  /** What a plan says that a root module's variables were. What the user gives comes before it. */
  readonly planned?: PlannedVariables
}

/** Values of the variables of one root module, as a plan has them. */
export interface PlannedVariables {
  /** The directory of the root module. */
  readonly root: string
  readonly values: JsonObject
}

/** A file's rank among those that Terraform reads by itself; undefined for those that have to be named. */
export function automatic(path: string): number | undefined {
  const name = path.slice(path.lastIndexOf('/') + 1)
  if (name === 'terraform.tfvars') return 0
  if (name === 'terraform.tfvars.json') return 1
  return /\.auto\.tfvars(\.json)?$/.test(name) ? 2 : undefined
}

/**
 * Settings for a root module, in Terraform's order: `terraform.tfvars`, `terraform.tfvars.json`, `*.auto.tfvars` by name,
 * the files that the user names. `broken` are variables files that do not parse.
 */
export function settingsOf(
  files: readonly FileFacts[],
  named: readonly FileFacts[],
  broken: readonly string[],
): Settings {
  const values = new Map<string, Declaration>()
  const elsewhere = new Map<string, Declaration[]>()
  const own = files.filter(({ file }) => kindByName(file) === 'variables')
  const ranked = own
    .flatMap((facts) => {
      const rank = automatic(facts.file)
      return rank === undefined ? [] : [{ facts, rank }]
    })
    .sort((a, b) => a.rank - b.rank || compareText(a.facts.file, b.facts.file))
  for (const facts of [...ranked.map(({ facts }) => facts), ...named])
    for (const setting of facts.settings) values.set(setting.name, setting)
  // Who names files says which count; else one that lies there may be meant.
  if (named.length === 0)
    for (const { file, settings } of own)
      if (automatic(file) === undefined)
        for (const setting of settings)
          elsewhere.set(setting.name, [...(elsewhere.get(setting.name) ?? []), setting])
  return { values, elsewhere, broken: [...broken].sort(compareText)[0] }
}
