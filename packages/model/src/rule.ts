import type { Level, Severity } from './finding.ts'
import type { Json } from './json.ts'

/** What a parameter may be. */
export const paramTypes = ['string', 'number', 'integer', 'boolean', 'list', 'map'] as const

/** A value of a rule that its users set: `data.regraft.params.<rule>.<name>` in Rego. */
export interface Param {
  readonly type: (typeof paramTypes)[number]
  readonly description?: string
  /** What holds when nothing is given; absent: the parameter is undefined then. */
  readonly default?: Json
  /** The only values allowed; of a list, the only items. */
  readonly enum?: readonly Json[]
  /** Least number, length of a text, or number of items. */
  readonly min?: number
  /** Largest number, length of a text, or number of items. */
  readonly max?: number
  /** Regular expression that a text, or each item of a list, matches somewhere. */
  readonly pattern?: string
  /** What was given. */
  readonly value?: Json
}

/** What a rule's metadata says, read once when its policy is loaded. One rule may have one policy per framework. */
export interface Rule {
  /** `aws/s3-versioning`. */
  readonly id: string
  readonly title: string
  readonly description: string
  readonly severity: Severity
  /** Upper bound of every fix of the rule; absent: the rule proposes none. */
  readonly fix?: Level
  /** Resource types it is asked about. */
  readonly resources: readonly string[]
  /** Resource types it may read through `data.regraft.resources`, sorted. */
  readonly uses: readonly string[]
  readonly aliases: readonly string[]
  readonly controls: { readonly [framework: string]: readonly string[] }
  readonly relatedResources: readonly string[]
  /** Packages that implement it, sorted: `regraft.aws.s3_versioning.terraform`. */
  readonly packages: readonly string[]
  /** What its users may set, by name; absent: nothing. */
  readonly params?: { readonly [name: string]: Param }
}
