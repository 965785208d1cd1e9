import type { ParamSpec, PolicyDefinition } from '@regraft/core'
import type { Fix, Json, JsonObject, Level, Path, Severity } from '@regraft/model'
import type { PathIn } from './path.ts'
import type { ResourceOf, TypeName } from './resource-types.ts'

/** What a check reports. `path` leads from the resource's root and is checked against its type; `[]` is the resource. */
export interface Reported<R, P extends Path> {
  readonly message: string
  readonly path: PathIn<R, P>
  /** What heals it: see `fix`. */
  readonly fix?: Fix | undefined
  /** Only lower than the rule's own. */
  readonly severity?: Severity | undefined
  /** Paths that explain it. */
  readonly related?: readonly Path[] | undefined
}

/** Another resource of the same unit. */
export interface Related<T extends string> {
  readonly address: string
  readonly resource: ResourceOf<T>
}

type ParamTypes = {
  string: string
  number: number
  integer: number
  boolean: boolean
  list: readonly Json[]
  map: JsonObject
}

/** Parameters as a check sees them: there when they have a default. */
export type ParamValues<P extends { readonly [name: string]: ParamSpec }> = {
  readonly [Name in keyof P]:
    | ParamTypes[P[Name]['type']]
    | (P[Name] extends { readonly default: Json } ? never : undefined)
}

/** What a check can do beside looking at its resource. */
export interface Context<
  T extends string,
  U extends string,
  P extends { readonly [name: string]: ParamSpec },
> {
  readonly type: T
  readonly address: string
  readonly params: ParamValues<P>
  /** Resources of a type that `uses` names, by address. */
  related<V extends U>(type: V): readonly Related<V>[]
  report<const Q extends Path>(finding: Reported<ResourceOf<T>, Q>): void
}

/** A policy as it is written. */
export interface Definition<
  T extends string,
  U extends string,
  P extends { readonly [name: string]: ParamSpec },
> {
  /** `acme/bucket-versions`: lower case, unique among all rules of a run. */
  readonly id: string
  /** One line that says what is wrong. */
  readonly title: string
  /** Why it matters. */
  readonly description?: string
  /** The highest that a finding may have. */
  readonly severity: Severity
  /** Upper bound of every fix; without it the rule only finds. */
  readonly fix?: Level
  /** Resource types it is asked about: Terraform's, or kinds of Kubernetes. */
  readonly resources: readonly T[]
  /** Types that `related` may give. */
  readonly uses?: readonly U[]
  /** Ids that other scanners know it by. */
  readonly aliases?: readonly string[]
  readonly controls?: { readonly [framework: string]: readonly string[] }
  /** Addresses of pages to read. */
  readonly relatedResources?: readonly string[]
  readonly params?: P
  /** Looks at one resource. Synchronous; what it is given is frozen. */
  check(resource: ResourceOf<T>, context: Context<T, U, P>): void
}

/**
 * A rule in TypeScript, typed by the resource types it looks at. Hand it to `createEngine` as
 * `{ id: 'acme', definitions: [rule] }`, or export it from a file that the command line names: `--policy ./rule.mjs`.
 * What is wrong with it is said when it is loaded (`POLICY_METADATA`).
 */
export function definePolicy<
  const T extends TypeName,
  const U extends TypeName = never,
  const P extends { readonly [name: string]: ParamSpec } = Record<never, ParamSpec>,
>(definition: Definition<T, U, P>): PolicyDefinition {
  // An engine hands a check only resources of the types that it names.
  return definition as unknown as PolicyDefinition
}
