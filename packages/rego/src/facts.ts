import type { Json, Range } from '@regraft/model'
import { columnOffset } from './diagnostics.ts'

/**
 * What a module says, read off its syntax tree without compiling. Names are whole: `data.regraft.fix.set`, `http.send`.
 * Ranges are UTF-16 offsets into the module's text.
 */
export interface ModuleFacts {
  /** A clause each. */
  readonly rules: readonly { readonly name: string; readonly at: Range }[]
  /** What under `data` the rules name, other than themselves, and the imports they use; sorted. */
  readonly names: readonly string[]
  readonly calls: readonly CallFact[]
  /**
   * References to the input in arguments under `not`, which nothing else in the body needs. Where one is undefined the
   * whole expression is, not true: OPA looks arguments up before the negation.
   */
  readonly negated: readonly { readonly path: readonly Json[]; readonly at: Range }[]
  /** Objects that are written out anywhere. */
  readonly objects: readonly ObjectFact[]
  readonly findings: readonly FindingFact[]
  readonly scans: readonly ScanFact[]
  /** Variables that hide `input`, `data` or an import. */
  readonly shadows: readonly { readonly name: string; readonly at: Range }[]
  /** Without their `#`. */
  readonly comments: readonly { readonly text: string; readonly at: Range }[]
}

export interface CallFact {
  readonly name: string
  /** Null for an argument that is no constant. */
  readonly args: readonly Json[]
  /** Its first argument is `input` itself. */
  readonly onInput: boolean
  readonly at: Range
}

export interface ObjectFact {
  /** Those with constant keys. */
  readonly members: readonly MemberFact[]
  readonly at: Range
}

export interface MemberFact {
  readonly key: string
  /** Null unless it is constant. */
  readonly value: Json
  /** Of a list: its items before the first that is no constant. */
  readonly items?: readonly Json[]
  /** The key. */
  readonly at: Range
}

/** What a clause of `deny` finds, where that can be told: `noset` is a `deny` that is no set, `other` no object. */
export type FindingFact =
  | { readonly kind: 'object'; readonly object: ObjectFact; readonly at: Range }
  | { readonly kind: 'noset' | 'other'; readonly at: Range }

/** A loop over `data.regraft.resources`. */
export interface ScanFact {
  /** All types, the resources of one, or everything by `walk`. */
  readonly over: 'types' | 'resources' | 'walk'
  /** How many such loops it stands in. */
  readonly depth: number
  readonly at: Range
}

interface Span {
  readonly row: number
  readonly col: number
  readonly endRow: number
  readonly endCol: number
}

/** The same with spans for ranges, as the Go side counts them. */
export type RawFacts = { readonly [name in keyof ModuleFacts]: unknown }

/** Facts with offsets for rows and columns. */
export function factsOf(raw: RawFacts, text: string): ModuleFacts {
  // OPA ends rows at LF only.
  const rows = [0]
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) rows.push(at + 1)
  // Every `at` is a span, and nothing else is named so: members of a policy's objects are listed, not keyed.
  return placed(raw, (row, col) => columnOffset(text, rows[row - 1] ?? text.length, col)) as ModuleFacts
}

type Offset = (row: number, col: number) => number

/** What holds JSON of the policy's own, in which nothing is to be looked for. */
const own: ReadonlySet<string> = new Set(['value', 'args', 'items', 'path'])

function placed(value: unknown, offset: Offset): unknown {
  if (Array.isArray(value)) return value.map((item) => placed(item, offset))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([key, member]) => {
      if (own.has(key)) return [key, member]
      return [key, key === 'at' ? rangeOf(member as Span, offset) : placed(member, offset)]
    }),
  )
}

function rangeOf({ row, col, endRow, endCol }: Span, offset: Offset): Range {
  return { start: offset(row, col), end: offset(endRow, endCol) }
}
