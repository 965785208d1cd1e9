import type { Json, Path } from './json.ts'

export const severities = ['info', 'low', 'medium', 'high', 'critical'] as const
export type Severity = (typeof severities)[number]

/** From the mildest (0) to the gravest (4), for comparisons. */
export function severityRank(severity: Severity): number {
  return severities.indexOf(severity)
}

export const levels = ['manual', 'unsafe', 'safe'] as const
/** How far a fix may be trusted. See docs/safety.md. */
export type Level = (typeof levels)[number]

/** The more careful of two levels. */
export function lowerLevel(a: Level, b: Level): Level {
  return levels.indexOf(a) <= levels.indexOf(b) ? a : b
}

/** One step of a path that a policy writes. `match` picks the first list item that holds these members, so it survives index drift. */
export type Segment = string | number | { readonly match: { readonly [key: string]: Json } }

/** What a fix writes: JSON; a value the user is asked for; a reference in the format's own form; or JSON taken literally (`$lit` protects keys that start with `$`). */
export type Value = Json

/** A question that only the owner of the file can answer. */
export interface InputSpec {
  readonly type: 'string' | 'number' | 'boolean' | 'enum' | 'cidr' | 'list'
  readonly description: string
  readonly default?: Json
  readonly pattern?: string
  readonly values?: readonly Json[]
  readonly secret?: boolean
}

/** What every operation has. */
export interface OpBase {
  /** From the resource's root; the finding's path when absent. */
  readonly path?: readonly Segment[]
  /** The op applies only if the value there equals this. */
  readonly expect?: Json
}

/** Typed operation on a resource's model. Every one is idempotent. */
export type Op = OpBase &
  (
    | { readonly op: 'set'; readonly value: Value; readonly as?: 'block' | 'map' }
    | { readonly op: 'ensure'; readonly value: Value; readonly as?: 'block' | 'map' }
    | { readonly op: 'remove' }
    | {
        readonly op: 'ensure_item'
        readonly match: Json
        readonly value: Value
        readonly as?: 'block' | 'map'
      }
    | { readonly op: 'remove_item'; readonly match: Json }
    | { readonly op: 'rename'; readonly to: string }
    | { readonly op: 'add_resource'; readonly type: string; readonly name: string; readonly value: Value }
  )

/** What a policy proposes. `ops` are atomic: all or none. */
export interface Fix {
  readonly title: string
  readonly level?: Level
  readonly because?: string
  readonly ops: readonly Op[]
  readonly inputs?: { readonly [name: string]: InputSpec }
  readonly alternatives?: readonly Fix[]
}

/** What a policy returns, joined with the id of its rule and the resource it looked at. */
export interface RawFinding {
  readonly rule: string
  /** Index of the resource in the batch that was evaluated. */
  readonly resource: number
  readonly message: string
  readonly path: Path
  readonly severity?: Severity
  readonly fix?: Fix
  readonly related?: readonly Path[]
}
