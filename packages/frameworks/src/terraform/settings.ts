import { compareText } from '@regraft/model'
import type { Declaration, FileFacts } from './facts.ts'
import { kindByName } from './files.ts'

/** What variables files say of a root module's variables. */
export interface Settings {
  /** What Terraform would take, each with its place. */
  readonly values: ReadonlyMap<string, Declaration>
  /** Variables that a file sets which Terraform reads only when it is named: name → file. */
  readonly elsewhere: ReadonlyMap<string, string>
  /** A variables file that does not parse: nobody knows what it sets. */
  readonly broken: string | undefined
}

/** Variables files and values that the user names. */
export interface VariableOptions {
  /** Paths, in order; later ones win. */
  readonly files?: readonly string[]
  /** Values as `--var` gives them: text. */
  readonly values?: { readonly [name: string]: string }
}

/** A file's rank among those that Terraform reads by itself; undefined for those that have to be named. */
function automatic(path: string): number | undefined {
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
  const elsewhere = new Map<string, string>()
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
      if (automatic(file) === undefined) for (const { name } of settings) elsewhere.set(name, file)
  return { values, elsewhere, broken: [...broken].sort(compareText)[0] }
}
