import type { Document } from '@regraft/syntax'
import { HclDocument } from '@regraft/syntax/hcl'
import { kindByName } from './files.ts'
import { hclFacts } from './hcl-facts.ts'
import { jsonFacts } from './json-facts.ts'
import type { Body, Expr, Place } from './source.ts'

/** What one file declares. Nothing is evaluated yet. */
export interface FileFacts {
  readonly file: string
  readonly resources: readonly ResourceBlock[]
  readonly data: readonly ResourceBlock[]
  readonly variables: readonly VariableBlock[]
  readonly locals: readonly Declaration[]
  readonly outputs: readonly Declaration[]
  readonly calls: readonly ModuleCall[]
  /** Everything else that may use a value: providers, checks. */
  readonly others: readonly { readonly address: string; readonly body: Body }[]
  /** What a variables file sets. */
  readonly settings: readonly Declaration[]
}

export interface ResourceBlock {
  readonly type: string
  readonly name: string
  readonly body: Body
}

/** A variable with its default. */
export interface VariableBlock extends Declaration {
  readonly type: Expr | undefined
  /** Null stands for the default. */
  readonly nullable: boolean
}

export interface Declaration {
  readonly name: string
  /** Undefined: a variable without a default. */
  readonly expr: Expr | undefined
  /** Of the value. */
  readonly place: Place
}

export interface ModuleCall {
  readonly name: string
  /** `source`, when it is a plain string. */
  readonly source: string | undefined
  readonly body: Body
}

/** Facts while they are gathered. */
export type Mutable<T> = {
  -readonly [key in keyof T]: T[key] extends readonly (infer Item)[] ? Item[] : T[key]
}

export function emptyFacts(file: string): Mutable<FileFacts> {
  return {
    file,
    resources: [],
    data: [],
    variables: [],
    locals: [],
    outputs: [],
    calls: [],
    others: [],
    settings: [],
  }
}

const known = new WeakMap<Document, FileFacts>()

/**
 * Read once per document. A file with syntax errors declares nothing: what recovery guessed is no ground to judge on.
 * `sets`: it is a variables file, whatever its name.
 */
export function factsOf(file: string, document: Document, sets?: boolean): FileFacts {
  let facts = known.get(document)
  if (facts?.file === file) return facts
  facts = isBroken(document)
    ? emptyFacts(file)
    : read(file, document, sets ?? kindByName(file) === 'variables')
  known.set(document, facts)
  return facts
}

export function isBroken(document: Document): boolean {
  return document.diagnostics.some((diagnostic) => diagnostic.severity === 'error')
}

function read(file: string, document: Document, sets: boolean): FileFacts {
  if (document instanceof HclDocument) return hclFacts(file, document, sets)
  return document.format === 'json' ? jsonFacts(file, document, sets) : emptyFacts(file)
}
