import type { Evaluation, EvaluationBatch, EvaluationResource, PolicySet } from '@regraft/core'
import { everyType, runType } from '@regraft/core'
import type { Check, Checked, UnitFinding } from '@regraft/fixer'
import type { Loaded, Resource } from '@regraft/frameworks'
import type { Diagnostic, Json, Path, RawFinding } from '@regraft/model'
import { comparePath, compareText, equalJson, isList, isObject, isUnknown } from '@regraft/model'
import type { RunResources } from './run-resources.ts'
import type { RuleChoice } from './select.ts'

/** Says why a finding is ignored, if it is. */
type IgnoreOf = (finding: Omit<UnitFinding, 'ignored'>) => string | undefined

export interface EvaluateContext {
  readonly policies: PolicySet
  readonly choices: ReadonlyMap<string, RuleChoice>
  readonly ignoreOf: IgnoreOf
  readonly onDiagnostic: (diagnostic: Diagnostic) => void
  /** What rules relate to beyond the unit. */
  readonly run?: RunResources
}

/** The batch that asks about every resource of a unit, or only some. */
export function batchOf(
  { resources }: Loaded,
  only?: readonly number[],
  run?: readonly EvaluationResource[],
): EvaluationBatch {
  return {
    resources,
    ...(only === undefined ? {} : { only }),
    ...(run === undefined ? {} : { run }),
  }
}

/** A batch that may leave this thread: only what its policies look at, as plain data. */
export function plainBatch(
  { resources, run }: EvaluationBatch,
  wanted: (type: string) => boolean,
): EvaluationBatch {
  return {
    resources: resources.map((resource) => {
      const { type, address, framework } = resource
      return {
        type,
        address,
        ...(framework === undefined ? {} : { framework }),
        input: wanted(type) ? resource.input : {},
      }
    }),
    ...(run === undefined ? {} : { run }),
  }
}

/** What policies said that failed: a lowered level or severity is only a warning. */
export function failuresOf({ diagnostics }: Evaluation): readonly string[] {
  return diagnostics.filter(({ severity }) => severity === 'error').map(({ message }) => message)
}

/** Joins what the policies returned with what is known of rule and resource. */
export function findingsOf(
  loaded: Loaded,
  evaluation: Evaluation,
  context: EvaluateContext,
): readonly UnitFinding[] {
  for (const diagnostic of evaluation.diagnostics) context.onDiagnostic(diagnostic)
  return evaluation.findings
    .flatMap((raw) => {
      const choice = context.choices.get(raw.rule)
      const resource = loaded.resources[raw.resource]
      return choice && resource ? [join(raw, choice, resource, context)] : []
    })
    .sort(byPlace(loaded))
}

function join(
  raw: RawFinding,
  choice: RuleChoice,
  resource: Resource,
  context: EvaluateContext,
): UnitFinding {
  const undetermined = unknownOn(resource.input, raw.path)
  const finding = {
    rule: raw.rule,
    severity: choice.severity === choice.rule.severity ? (raw.severity ?? choice.severity) : choice.severity,
    message: raw.message,
    resource,
    path: raw.path,
    related: raw.related ?? [],
    bound: choice.bound,
    ...(raw.fix === undefined ? {} : { fix: raw.fix }),
    ...(undetermined === undefined ? {} : { undetermined: `${undetermined} is not known offline` }),
  }
  const ignored = context.ignoreOf(finding)
  return ignored === undefined ? finding : { ...finding, ignored }
}

/**
 * The unknown that a path ends at: the value itself, or the deepest there is above it. An object may be unknown only in
 * part (`{...spread, key: 1}`): what is known inside it is judged for itself.
 */
function unknownOn(input: Json, path: Path): string | undefined {
  let value: Json = input
  for (const step of path) {
    const next = stepInto(value, step) ?? (isUnknown(value) ? stepInto(value['$json'], step) : undefined)
    if (next === undefined) break
    value = next
  }
  return isUnknown(value) ? value.$unknown : undefined
}

function stepInto(value: Json | undefined, step: string | number): Json | undefined {
  if (isList(value)) return typeof step === 'number' ? value[step] : undefined
  return isObject(value) && Object.hasOwn(value, step) ? value[String(step)] : undefined
}

function byPlace(loaded: Loaded): (a: UnitFinding, b: UnitFinding) => number {
  const place = new Map(loaded.resources.map((resource, i) => [resource, i]))
  return (a, b) =>
    (place.get(a.resource) ?? 0) - (place.get(b.resource) ?? 0) ||
    comparePath(a.path, b.path) ||
    compareText(a.rule, b.rule) ||
    compareText(a.message, b.message)
}

/**
 * The check that verification uses: evaluates again only resources whose input changed, and those that rules relate to
 * a type that changed.
 */
export function checker(context: EvaluateContext): Check {
  const readers = readersByType(context)
  return (loaded, previous) => {
    if (previous === undefined) {
      const evaluation = context.policies.evaluate(batchOf(loaded, undefined, context.run?.with(loaded)))
      return { loaded, findings: findingsOf(loaded, evaluation, context), failures: failuresOf(evaluation) }
    }
    const only = stale(loaded, previous, readers)
    const again = new Set(only.map((i) => loaded.resources[i]?.address))
    const kept = carry(previous, loaded, again)
    const failures = previous.failures ?? []
    if (only.length === 0) return { loaded, findings: kept, failures }
    const evaluation = context.policies.evaluate(batchOf(loaded, only, context.run?.with(loaded)))
    const fresh = findingsOf(loaded, evaluation, context)
    return {
      loaded,
      findings: [...kept, ...fresh].sort(byPlace(loaded)),
      failures: [...new Set([...failures, ...failuresOf(evaluation)])],
    }
  }
}

/** For each type that some rule relates to: the types whose resources that rule looks at. */
function readersByType(context: EvaluateContext): ReadonlyMap<string, ReadonlySet<string>> {
  const out = new Map<string, Set<string>>()
  for (const { rule } of context.choices.values()) {
    for (const name of rule.uses) {
      const used = runType(name) ?? name
      const readers = out.get(used) ?? new Set()
      for (const type of rule.resources) readers.add(type)
      out.set(used, readers)
    }
  }
  return out
}

function stale(
  loaded: Loaded,
  previous: Checked,
  readers: ReadonlyMap<string, ReadonlySet<string>>,
): readonly number[] {
  const before = new Map(previous.loaded.resources.map((resource) => [resource.address, resource]))
  const changed = new Set<number>()
  const types = new Set<string>()
  for (const [i, resource] of loaded.resources.entries()) {
    const was = before.get(resource.address)
    before.delete(resource.address)
    if (was && (was.input === resource.input || equalJson(was.input, resource.input))) continue
    changed.add(i)
    types.add(resource.type)
  }
  for (const gone of before.values()) types.add(gone.type)
  const used = types.size === 0 ? [] : [...types, everyType]
  const related = new Set(used.flatMap((type) => [...(readers.get(type) ?? [])]))
  return [...loaded.resources.keys()].filter(
    (i) => changed.has(i) || related.has(everyType) || related.has(loaded.resources[i]?.type ?? ''),
  )
}

/** Findings of resources that did not change, on the resources of the new load. */
function carry(
  previous: Checked,
  loaded: Loaded,
  again: ReadonlySet<string | undefined>,
): readonly UnitFinding[] {
  const now = new Map(loaded.resources.map((resource) => [resource.address, resource]))
  return previous.findings.flatMap((finding) => {
    const resource = now.get(finding.resource.address)
    return resource && !again.has(resource.address) ? [{ ...finding, resource }] : []
  })
}
