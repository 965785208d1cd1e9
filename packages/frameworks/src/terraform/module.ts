import { compareText } from '@regraft/model'
import type { Definition } from './definitions.ts'
import { Definitions, declare } from './definitions.ts'
import type { FileFacts, ResourceBlock } from './facts.ts'
import { directoryOf, fileKind, localModule } from './files.ts'
import { mergedBody } from './merged-body.ts'
import type { Body } from './source.ts'

/** A Terraform directory: what its files declare, taken together. */
export interface Module {
  readonly directory: string
  /** In the order Terraform merges them. */
  readonly files: readonly FileFacts[]
  readonly definitions: Definitions
  /** In the order of files, then of text. */
  readonly resources: readonly ModuleResource[]
}

export interface ModuleResource {
  readonly type: string
  readonly name: string
  /** Unique: a second declaration of the same address has `#2` after it. */
  readonly address: string
  /** The declaration with what override files change in it. */
  readonly body: Body
  readonly duplicate: boolean
}

/** What stands outside the module and decides about its variables. */
export interface Outside {
  /** Facts of the files that call it. */
  readonly callers: readonly FileFacts[]
  /** Variables files that do not parse: nobody knows what they set. */
  readonly brokenSettings: readonly string[]
}

export function moduleOf(directory: string, files: readonly FileFacts[], outside: Outside): Module {
  const entries = files.map((facts) => ({ facts, override: fileKind(facts.file) === 'override' }))
  const each = <T>(pick: (facts: FileFacts) => readonly T[]): { declaration: T; override: boolean }[] =>
    entries.flatMap(({ facts, override }) => pick(facts).map((declaration) => ({ declaration, override })))
  const variables = declare(
    'var',
    each((facts) => facts.variables),
  )
  applyOutside(variables, directory, files, outside)
  const locals = declare(
    'local',
    each((facts) => facts.locals),
  )
  return {
    directory,
    files,
    definitions: new Definitions(variables, locals),
    resources: resourcesOf(each((facts) => facts.resources)),
  }
}

/** A default does not hold where a variables file or a caller sets the variable. */
function applyOutside(
  variables: Map<string, Definition>,
  directory: string,
  files: readonly FileFacts[],
  { callers, brokenSettings }: Outside,
): void {
  const unsettle = (name: string, why: string): void => {
    const variable = variables.get(name)
    if (variable) variables.set(name, { ...variable, expr: undefined, why: `variable ${name} ${why}` })
  }
  for (const facts of callers)
    for (const call of facts.calls) {
      if (call.source === undefined || localModule(directoryOf(facts.file), call.source) !== directory)
        continue
      for (const name of call.body.members(undefined).keys()) unsettle(name, `is set by module.${call.name}`)
    }
  for (const facts of files) for (const name of facts.settings) unsettle(name, `is set in ${facts.file}`)
  for (const file of [...brokenSettings].sort(compareText))
    for (const name of variables.keys()) unsettle(name, `may be set in ${file}, which does not parse`)
}

function resourcesOf(
  declared: readonly { readonly declaration: ResourceBlock; readonly override: boolean }[],
): readonly ModuleResource[] {
  const overrides = new Map<string, Body[]>()
  for (const { declaration, override } of declared)
    if (override) {
      const base = `${declaration.type}.${declaration.name}`
      overrides.set(base, [...(overrides.get(base) ?? []), declaration.body])
    }
  const counts = new Map<string, number>()
  return declared.flatMap(({ declaration, override }) => {
    const { type, name, body } = declaration
    const base = `${type}.${name}`
    const count = counts.get(base) ?? 0
    // An override of nothing is a declaration.
    if (override && count > 0) return []
    counts.set(base, count + 1)
    const over = override ? [] : (overrides.get(base) ?? [])
    return [
      {
        type,
        name,
        address: count === 0 ? base : `${base}#${count + 1}`,
        body: mergedBody(body, over),
        duplicate: count > 0,
      },
    ]
  })
}
