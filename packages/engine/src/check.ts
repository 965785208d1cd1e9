import type { PolicySet } from '@regraft/core'
import type { Checked, Snapshot } from '@regraft/fixer'
import type { Diagnostic, Report } from '@regraft/model'
import type { EvaluateContext } from './evaluate.ts'
import { batchOf, findingsOf } from './evaluate.ts'
import { Fingerprints } from './fingerprint.ts'
import { Ignores } from './ignores.ts'
import type { PoolEvaluator, RunOptions } from './options.ts'
import type { Project } from './project.ts'
import { openProject, progress } from './project.ts'
import { buildReport } from './report.ts'
import type { RuleChoice } from './select.ts'
import { chooseRules } from './select.ts'
import type { Workspace } from './workspace.ts'

/** What the engine holds for every run. */
export interface Session {
  readonly policies: PolicySet
  readonly evaluator: PoolEvaluator | undefined
  readonly maxFileBytes: number
}

/** One unit with its findings, and how to check it again. */
export interface CheckedUnit {
  readonly snapshot: Snapshot
  readonly checked: Checked
  readonly context: EvaluateContext
}

/** Steps 1 to 3 of a run: discover, load, evaluate. */
export interface Opened {
  readonly project: Project
  readonly choices: ReadonlyMap<string, RuleChoice>
  readonly units: readonly CheckedUnit[]
  /** Grows while fixes are verified. */
  readonly diagnostics: Diagnostic[]
  readonly scope: (path: string) => boolean
}

export async function open(session: Session, workspace: Workspace, options: RunOptions): Promise<Opened> {
  const choices = chooseRules(session.policies.rules, options)
  const project = await openProject(workspace, options, session.maxFileBytes)
  const diagnostics = [...project.diagnostics]
  const scope = (path: string): boolean =>
    (workspace.scope?.(path) ?? true) && (options.files?.(path) ?? true)
  const evaluations = await evaluateAll(session, project, options)
  const rules = new Map([...choices].map(([id, { rule }]) => [id, rule]))
  const units = project.snapshots.map((snapshot, i) => {
    const ignores = new Ignores(snapshot, options, rules)
    diagnostics.push(...ignores.diagnostics)
    const fingerprints = new Fingerprints()
    const baseline = new Set(options.baseline ?? [])
    const context: EvaluateContext = {
      policies: session.policies,
      choices,
      onDiagnostic: (diagnostic) => diagnostics.push(withFile(diagnostic, snapshot)),
      ignoreOf: (finding) =>
        baseline.has(fingerprints.of(snapshot.unit.id, finding))
          ? 'in the baseline'
          : ignores.reason(finding, snapshot),
    }
    const evaluation = evaluations[i] ?? { findings: [], diagnostics: [] }
    const findings = findingsOf(snapshot.loaded, evaluation, context).filter(({ resource }) =>
      scope(resource.file),
    )
    // Comments stand beside the text as it was: later checks of this unit go by what was ignored at first.
    const later = { ...context, ignoreOf: rememberIgnored(findings) }
    return { snapshot, checked: { loaded: snapshot.loaded, findings }, context: later }
  })
  return { project, choices, units, diagnostics, scope }
}

function rememberIgnored(findings: Checked['findings']): EvaluateContext['ignoreOf'] {
  const key = (finding: Omit<Checked['findings'][number], 'ignored'>): string =>
    JSON.stringify([finding.rule, finding.resource.address, finding.path])
  const reasons = new Map(
    findings.flatMap((finding) => (finding.ignored === undefined ? [] : [[key(finding), finding.ignored]])),
  )
  return (finding) => reasons.get(key(finding))
}

async function evaluateAll(
  session: Session,
  project: Project,
  options: RunOptions,
): ReturnType<PoolEvaluator['evaluate']> {
  const batches = project.snapshots.map((snapshot) => batchOf(snapshot.loaded))
  if (session.evaluator) return session.evaluator.evaluate(batches)
  return batches.map((batch, done) => {
    progress(options, { phase: 'evaluate', done, total: batches.length })
    options.signal?.throwIfAborted()
    return session.policies.evaluate(batch)
  })
}

function withFile(diagnostic: Diagnostic, snapshot: Snapshot): Diagnostic {
  const file = snapshot.unit.files[0]
  return diagnostic.file !== undefined || file === undefined ? diagnostic : { ...diagnostic, file }
}

export async function check(session: Session, workspace: Workspace, options: RunOptions): Promise<Report> {
  const opened = await open(session, workspace, options)
  const units = opened.units.map(({ snapshot, checked }) => ({
    snapshot,
    findings: checked.findings.map((finding) => ({ finding, healed: false })),
  }))
  return buildReport({ ...opened, root: workspace.root, units, edits: [] })
}
