import { type Evaluation, type EvaluationBatch, joinEvaluations, type PolicySet } from '@regraft/core'
import type { Checked, Snapshot, UnitFinding } from '@regraft/fixer'
import type { Diagnostic, Finding, Report } from '@regraft/model'
import { atSource } from './at-source.ts'
import type { EvaluateContext } from './evaluate.ts'
import { batchOf, failuresOf, findingsOf, plainBatch } from './evaluate.ts'
import { Fingerprints } from './fingerprint.ts'
import { endedIgnores, Ignores } from './ignores.ts'
import type { PoolEvaluator, RunOptions } from './options.ts'
import { fileOf } from './place-in-run.ts'
import { PlanSources } from './plan-sources.ts'
import type { OpenedUnit, Project } from './project.ts'
import { openProject, progress } from './project.ts'
import { buildReport, reportFindings } from './report.ts'
import { RunResources } from './run-resources.ts'
import type { RuleChoice } from './select.ts'
import { chooseRules } from './select.ts'
import { turns } from './turns.ts'
import type { Workspace } from './workspace.ts'

/** What the engine holds for every run. */
export interface Session {
  readonly policies: PolicySet
  readonly evaluator: PoolEvaluator | undefined
  /** Those of the policies that are functions of this thread: an evaluator does not know them. */
  readonly defined: PolicySet | undefined
  readonly maxFileBytes: number
  /** Whether any rule looks at resources of a type. */
  readonly wanted: (type: string) => boolean
  /** Frameworks that some policy asks about by name: the last steps of packages. */
  readonly asked: ReadonlySet<string>
}

/** One unit with its findings, and how to check it again. */
export interface CheckedUnit {
  readonly snapshot: Snapshot
  readonly checked: Checked
  readonly context: EvaluateContext
}

/** One run: what was discovered and chosen, and what comes up on the way. */
export interface Run {
  readonly project: Project
  readonly choices: ReadonlyMap<string, RuleChoice>
  /** Grows while units are loaded, evaluated and verified. */
  readonly diagnostics: Diagnostic[]
  /** Resources by file; grows while units are loaded. */
  readonly resources: Map<string, number>
  readonly scope: (path: string) => boolean
  /** Resources of all units, where some rule relates to them. */
  readonly related: RunResources | undefined
}

export async function discover(
  session: Session,
  workspace: Workspace,
  options: RunOptions,
  { again }: { readonly again: boolean },
): Promise<Run> {
  const choices = chooseRules(session.policies.rules, options)
  const { maxFileBytes, wanted, asked } = session
  const limits = { maxFileBytes, wanted, asked, again }
  const project = await openProject(workspace, options, limits)
  const scope = (path: string): boolean =>
    (workspace.scope?.(path) ?? true) && (options.files?.(path) ?? true)
  // A unit of which nothing is reported need not be opened: an editor asks about one manifest of many.
  const units = project.units.filter(({ unit }) => unit.files.some(scope))
  return {
    project: { ...project, units },
    choices,
    diagnostics: [...project.diagnostics, ...endedIgnores(options)],
    resources: new Map(),
    scope,
    related: await RunResources.of(session.policies, project),
  }
}

/** Units that evaluation workers get at a time; without workers one by one, so that memory stays small. */
const unitsAtOnce = 64

/** Loads and evaluates each unit in turn. A unit that was taken is forgotten when the next is asked for. */
export async function* checkedUnits(
  session: Session,
  run: Run,
  options: RunOptions,
): AsyncGenerator<CheckedUnit> {
  const { units } = run.project
  const step = session.evaluator ? unitsAtOnce : 1
  const ended = turns(options.signal)
  for (let from = 0; from < units.length; from += step) {
    progress(options, { phase: 'load', done: from, total: units.length })
    await ended()
    const opened: OpenedUnit[] = []
    for (const unit of units.slice(from, from + step)) opened.push(await run.project.open(unit))
    const batches = opened.map(({ snapshot }) => batchOf(snapshot.loaded, undefined, run.related?.all))
    const evaluations = await evaluate(session, batches)
    for (const [i, unit] of opened.entries()) {
      yield joined(session, run, options, unit, evaluations[i] ?? { findings: [], diagnostics: [] })
    }
  }
}

async function evaluate(
  { policies, evaluator, defined, wanted }: Session,
  batches: readonly EvaluationBatch[],
): Promise<readonly Evaluation[]> {
  if (evaluator === undefined) return batches.map((batch) => policies.evaluate(batch))
  const there = evaluator.evaluate(batches.map((batch) => plainBatch(batch, wanted)))
  // While the workers are at it.
  const here = defined && batches.map((batch) => defined.evaluate(batch))
  const evaluations = await there
  return evaluations.map((evaluation, i) => joinEvaluations([evaluation, ...(here?.slice(i, i + 1) ?? [])]))
}

function joined(
  session: Session,
  run: Run,
  options: RunOptions,
  opened: OpenedUnit,
  evaluation: ReturnType<PolicySet['evaluate']>,
): CheckedUnit {
  const { snapshot } = opened
  const { loaded } = snapshot
  run.diagnostics.push(...opened.diagnostics)
  for (const { file, framework } of loaded.resources) {
    // What a view shows are the resources of another framework once more.
    if (run.project.owners.get(file) !== framework) continue
    run.resources.set(file, (run.resources.get(file) ?? 0) + 1)
  }
  const ignores = new Ignores(snapshot, options, run.choices)
  run.diagnostics.push(...ignores.diagnostics)
  const context: EvaluateContext = {
    policies: session.policies,
    choices: run.choices,
    onDiagnostic: (diagnostic) => run.diagnostics.push(withFile(diagnostic, snapshot)),
    ignoreOf: ignoreOf(snapshot, ignores, options),
    ...(run.related === undefined ? {} : { run: run.related }),
  }
  const findings = findingsOf(loaded, evaluation, context).filter(inScope(run, snapshot))
  // Comments stand beside the text as it was: later checks of this unit go by what was ignored at first.
  return {
    snapshot,
    checked: { loaded, findings, failures: failuresOf(evaluation) },
    context: { ...context, ignoreOf: rememberIgnored(findings) },
  }
}

/** Whether a finding is reported: what it is about is in scope. */
export function inScope(
  { scope }: Pick<Run, 'scope'>,
  snapshot: Pick<Snapshot, 'document'>,
): (finding: Pick<UnitFinding, 'resource' | 'path'>) => boolean {
  return (finding) => {
    const file = fileOf(finding, snapshot)
    return file !== undefined && scope(file)
  }
}

function ignoreOf(snapshot: Snapshot, ignores: Ignores, options: RunOptions): EvaluateContext['ignoreOf'] {
  const baseline = new Set(options.baseline ?? [])
  const fingerprints = new Fingerprints()
  return (finding) =>
    baseline.size > 0 && baseline.has(fingerprints.of(snapshot.unit.id, finding))
      ? 'in the baseline'
      : ignores.reason(finding, snapshot)
}

function rememberIgnored(findings: Checked['findings']): EvaluateContext['ignoreOf'] {
  const key = (finding: Omit<Checked['findings'][number], 'ignored'>): string =>
    JSON.stringify([finding.rule, finding.resource.address, finding.path])
  const reasons = new Map(
    findings.flatMap((finding) => (finding.ignored === undefined ? [] : [[key(finding), finding.ignored]])),
  )
  return (finding) => (reasons.size === 0 ? undefined : reasons.get(key(finding)))
}

function withFile(diagnostic: Diagnostic, snapshot: Snapshot): Diagnostic {
  const file = snapshot.unit.files[0]
  return diagnostic.file !== undefined || file === undefined ? diagnostic : { ...diagnostic, file }
}

/** Steps 1 to 3 of a run: discover, load, evaluate. */
export async function check(session: Session, workspace: Workspace, options: RunOptions): Promise<Report> {
  const run = await discover(session, workspace, options, { again: false })
  const findings: Finding[] = []
  const plans = await PlanSources.of({ session, run, options })
  for await (const { snapshot, checked } of checkedUnits(session, run, options)) {
    plans?.note(snapshot)
    const settled = checked.findings.map((finding) => ({ finding, healed: false }))
    findings.push(...reportFindings({ snapshot, findings: settled }, run.choices))
  }
  const related = atSource(findings, (await plans?.planned(findings)) ?? new Map())
  return buildReport({
    run,
    root: workspace.root,
    findings: related,
    edits: [],
    diagnostics: run.diagnostics,
  })
}
