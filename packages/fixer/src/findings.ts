import type { Loaded, Resource } from '@regraft/frameworks'
import type { Fix, Level, Path, Severity } from '@regraft/model'

/** A finding inside one unit, before it becomes part of a report. */
export interface UnitFinding {
  readonly rule: string
  readonly severity: Severity
  readonly message: string
  readonly resource: Resource
  readonly path: Path
  readonly related: readonly Path[]
  readonly fix?: Fix
  /** Upper bound that the rule's metadata and the configuration set. `off`: nobody may apply it. */
  readonly bound: Level | 'off'
  /** Why it is undetermined: a value on its path is unknown. */
  readonly undetermined?: string
  /** Why it is ignored. */
  readonly ignored?: string
}

/** The most that a fix of this finding may be called; where fixes are switched off, only a person may apply it. */
export function boundOf({ bound }: Pick<UnitFinding, 'bound'>): Level {
  return bound === 'off' ? 'manual' : bound
}

/** All findings of a unit at one moment. */
export interface Checked {
  readonly loaded: Loaded
  /** In the order of resources, then by path, then by rule. */
  readonly findings: readonly UnitFinding[]
  /** What policies said that failed, on a resource or altogether: what they would have found is not known. */
  readonly failures?: readonly string[]
}

/** Evaluates the policies on a unit; `previous` spares what did not change. Handed in by the engine. */
export type Check = (loaded: Loaded, previous?: Checked) => Checked
