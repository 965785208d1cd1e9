import type { Document } from '@regraft/syntax'
import { HclDocument } from '@regraft/syntax'
import { hclFacts } from './hcl-facts.ts'
import { jsonFacts } from './json-facts.ts'
import type { Body, Expr, Place } from './source.ts'

/** What one file declares. Nothing is evaluated yet. */
export interface FileFacts {
  readonly file: string
  readonly resources: readonly ResourceBlock[]
  /** Of variables: their defaults. */
  readonly variables: readonly Declaration[]
  readonly locals: readonly Declaration[]
  readonly calls: readonly ModuleCall[]
  /** Everything else that may use a value: outputs, data sources, providers, checks. */
  readonly others: readonly { readonly address: string; readonly body: Body }[]
  /** Names that a variables file sets. */
  readonly settings: ReadonlySet<string>
}

export interface ResourceBlock {
  readonly type: string
  readonly name: string
  readonly body: Body
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

export const noFacts: Omit<FileFacts, 'file'> = {
  resources: [],
  variables: [],
  locals: [],
  calls: [],
  others: [],
  settings: new Set(),
}

const known = new WeakMap<Document, FileFacts>()

/** Read once per document. A file with syntax errors declares nothing: what recovery guessed is no ground to judge on. */
export function factsOf(file: string, document: Document): FileFacts {
  let facts = known.get(document)
  if (facts?.file === file) return facts
  facts = isBroken(document) ? { file, ...noFacts } : read(file, document)
  known.set(document, facts)
  return facts
}

export function isBroken(document: Document): boolean {
  return document.diagnostics.some((diagnostic) => diagnostic.severity === 'error')
}

function read(file: string, document: Document): FileFacts {
  if (document instanceof HclDocument) return hclFacts(file, document)
  return document.format === 'json' ? jsonFacts(file, document) : { file, ...noFacts }
}
