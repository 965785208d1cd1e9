import type { Fix, JsonObject, Level, Param, Path, Severity } from '@regraft/model'

/** What a parameter of a rule may be, and what it is where nobody says. */
export type ParamSpec = Omit<Param, 'value'>

/** What a check reports. `path` leads from the resource's root; `[]` is the resource. */
export interface ReportedFinding {
  readonly message: string
  readonly path: Path
  readonly fix?: Fix
  /** Only lower than the rule's own. */
  readonly severity?: Severity
  /** Paths that explain it. */
  readonly related?: readonly Path[]
}

/** Another resource of the unit. */
export interface RelatedResource {
  readonly address: string
  readonly resource: JsonObject
}

/** What a check can do beside looking at its resource. */
export interface CheckContext {
  readonly type: string
  readonly address: string
  /** The rule's parameters: given, else their defaults. */
  readonly params: JsonObject
  /** Resources of a type that `uses` names, by address. */
  related(type: string): readonly RelatedResource[]
  report(finding: ReportedFinding): void
}

/**
 * A rule whose check is a function of this process: plain data and code, so that it may come from another copy of the
 * library. `definePolicy` of `@regraft/define` types it.
 */
export interface PolicyDefinition {
  readonly id: string
  readonly title: string
  readonly description?: string
  readonly severity: Severity
  readonly fix?: Level
  readonly resources: readonly string[]
  readonly uses?: readonly string[]
  readonly aliases?: readonly string[]
  readonly controls?: { readonly [framework: string]: readonly string[] }
  readonly relatedResources?: readonly string[]
  readonly params?: { readonly [name: string]: ParamSpec }
  /** Told one resource; what it is given is frozen. Synchronous. */
  readonly check: (resource: JsonObject, context: CheckContext) => void
}
