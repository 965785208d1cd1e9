import type { ForeignModule } from '@regraft/engine'
import type { Diagnostic, JsonObject } from '@regraft/model'

/** Texts by path, with `/`. */
export interface ForeignFiles {
  readonly [path: string]: string
}

/** What becomes of foreign policies: modules for the engine, some of them as they were found, and what is to be said. */
export interface Converted {
  readonly modules: { readonly [path: string]: string }
  readonly foreign: { readonly [path: string]: ForeignModule }
  readonly data?: JsonObject
  readonly diagnostics: readonly Diagnostic[]
}

/** All parts as one; later modules win. */
export function joined(parts: readonly Converted[]): Converted {
  const data = parts.find((part) => part.data !== undefined)?.data
  return {
    ...(data === undefined ? {} : { data }),
    modules: Object.assign({}, ...parts.map(({ modules }) => modules)) as Converted['modules'], // strings by path
    foreign: Object.assign({}, ...parts.map(({ foreign }) => foreign)) as Converted['foreign'],
    diagnostics: parts.flatMap(({ diagnostics }) => diagnostics),
  }
}
