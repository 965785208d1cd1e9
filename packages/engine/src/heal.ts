import type { HealedUnit, ProposedFix, Tracked, UnitFinding } from '@regraft/fixer'
import { healUnit } from '@regraft/fixer'
import type { Diagnostic, Finding, Report, ReportEdit } from '@regraft/model'
import { atSource } from './at-source.ts'
import type { CheckedUnit, Run, Session } from './check.ts'
import { checkedUnits, discover, inScope } from './check.ts'
import { encode } from './decode.ts'
import { checker } from './evaluate.ts'
import { Fingerprints } from './fingerprint.ts'
import type { HealOptions } from './options.ts'
import { PlanSources } from './plan-sources.ts'
import { progress } from './project.ts'
import { proposalOf } from './proposal.ts'
import { buildReport, reportFindings } from './report.ts'
import type { FileWrite, Workspace, WriteOutcome } from './workspace.ts'

/** What is kept of a healed unit: no trees, only what will be written and told. */
interface Outcome {
  readonly findings: readonly Finding[]
  readonly edits: readonly ReportEdit[]
  readonly writes: readonly FileWrite[]
  /** Names of all inputs that fixes here ask for, plain and as `rule:name`. */
  readonly asked: readonly string[]
}

/** Steps 1 to 8: find, fix and prove in memory, then write what is proven. */
export async function heal(session: Session, workspace: Workspace, options: HealOptions): Promise<Report> {
  const run = await discover(session, workspace, options, { again: true })
  const outcomes: Outcome[] = []
  const plans = await PlanSources.of({ session, run, options })
  for await (const unit of checkedUnits(session, run, options)) {
    plans?.note(unit.snapshot)
    progress(options, { phase: 'fix', done: outcomes.length, total: run.project.units.length })
    outcomes.push(outcomeOf(unit, await healOne(unit, run, options), run))
  }
  const written = options.dryRun === true ? undefined : await write(workspace, outcomes, options)
  const failed = new Map((written?.failures ?? []).map(({ path, diagnostic }) => [path, diagnostic]))
  const findings = outcomes.flatMap((outcome) => tellUnwritten(outcome, failed))
  return buildReport({
    run,
    root: workspace.root,
    findings: atSource(findings, (await plans?.planned(findings)) ?? new Map()),
    edits: outcomes.flatMap(({ edits }) => edits.filter(({ file }) => !failed.has(file))),
    diagnostics: [...run.diagnostics, ...failed.values(), ...unusedInputs(options, outcomes)],
  })
}

async function healOne(unit: CheckedUnit, run: Run, options: HealOptions): Promise<HealedUnit> {
  const { confirm } = options
  const ids = idsOf(unit)
  const idOf = (finding: UnitFinding): string =>
    ids.get(finding) ?? new Fingerprints().of(unit.snapshot.unit.id, finding)
  const ask =
    confirm &&
    (async (proposal: ProposedFix): Promise<boolean> =>
      confirm(proposalOf(proposal, unit.snapshot, run.choices, idOf(proposal.first))))
  const chosen = options.findings && new Set(options.findings)
  const check = checker(unit.context)
  // Which files there are stays the same from one snapshot to the next.
  const reported = inScope(run, unit.snapshot)
  const checkInScope: typeof check = (loaded, previous) => {
    const checked = check(loaded, previous)
    return { loaded, findings: checked.findings.filter(reported) }
  }
  return healUnit(unit.snapshot, unit.checked, checkInScope, {
    unsafe: options.unsafe ?? false,
    answers: options.inputs ?? {},
    ...(ask ? { confirm: ask } : {}),
    ...(chosen ? { only: (finding) => chosen.has(idOf(finding)) } : {}),
  })
}

/** The names that a report on the texts before the run gives to their findings. */
function idsOf({ snapshot, checked }: CheckedUnit): ReadonlyMap<UnitFinding, string> {
  const fingerprints = new Fingerprints()
  return new Map(checked.findings.map((finding) => [finding, fingerprints.of(snapshot.unit.id, finding)]))
}

function outcomeOf(unit: CheckedUnit, healed: HealedUnit, run: Run): Outcome {
  const { snapshot } = unit
  const addresses = new Map(snapshot.loaded.resources.map((resource) => [resource.address, resource]))
  const findings = healed.tracked.flatMap((tracked) => onOriginal(tracked, addresses) ?? [])
  if (healed.unfinished) run.diagnostics.push(notSettled(unit))
  const writes: FileWrite[] = []
  const edits: ReportEdit[] = []
  for (const path of healed.snapshot.files) {
    const pieces = healed.snapshot.pieces(path)
    if (!pieces || pieces.text === pieces.original) continue
    edits.push(...pieces.edits(path))
    // Only valid UTF-8 is read, so the text gives the bytes back exactly.
    writes.push({ path, before: encode(pieces.original), after: encode(pieces.text) })
  }
  const asked = healed.tracked.flatMap(({ finding }) => inputNames(finding))
  return { findings: reportFindings({ snapshot, findings }, run.choices), edits, writes, asked }
}

function inputNames({ rule, fix }: Tracked['finding']): readonly string[] {
  const fixes = fix === undefined ? [] : [fix, ...(fix.alternatives ?? [])]
  return fixes.flatMap(({ inputs = {} }) => Object.keys(inputs).flatMap((name) => [name, `${rule}:${name}`]))
}

/** Places in a report are those of the text before the run; a finding that came later is told on its resource as it was. */
function onOriginal(
  tracked: Tracked,
  addresses: ReadonlyMap<string, Tracked['finding']['resource']>,
): Tracked | undefined {
  if (tracked.original) return tracked
  if (tracked.healed) return undefined
  const resource = addresses.get(tracked.finding.resource.address)
  return resource && { ...tracked, finding: { ...tracked.finding, resource } }
}

async function write(
  workspace: Workspace,
  outcomes: readonly Outcome[],
  options: HealOptions,
): Promise<WriteOutcome | undefined> {
  const files = outcomes.flatMap(({ writes }) => writes)
  if (files.length === 0) return undefined
  progress(options, { phase: 'write', done: 0, total: files.length })
  const outcome = await workspace.write(files)
  options.onWritten?.(outcome)
  return outcome
}

/** A fix whose file could not be written did not happen. */
function tellUnwritten(outcome: Outcome, failed: ReadonlyMap<string, Diagnostic>): readonly Finding[] {
  if (!outcome.writes.some(({ path }) => failed.has(path))) return outcome.findings
  return outcome.findings.map((finding): Finding => {
    const diagnostic = failed.get(finding.location.file)
    if (finding.status !== 'healed' || diagnostic === undefined) return finding
    const fix = finding.fix && { ...finding.fix, result: 'refused' as const, reason: diagnostic.message }
    return { ...finding, status: 'open', ...(fix ? { fix } : {}) }
  })
}

/** Answers that no fix asked for while others wait for one: most likely a name that was mistyped. */
function unusedInputs({ inputs = {} }: HealOptions, outcomes: readonly Outcome[]): readonly Diagnostic[] {
  const waiting = outcomes.some(({ findings }) => findings.some(({ fix }) => fix?.result === 'needs-input'))
  if (!waiting) return []
  const asked = new Set(outcomes.flatMap((outcome) => outcome.asked))
  return Object.keys(inputs)
    .filter((name) => !asked.has(name))
    .map((name) => ({
      code: 'INPUT_UNUSED',
      severity: 'warning',
      message: `no fix asks for ${name}`,
      hint: 'The report names the inputs of each fix.',
    }))
}

function notSettled({ snapshot }: CheckedUnit): Diagnostic {
  const file = snapshot.unit.files[0]
  return {
    code: 'NOT_SETTLED',
    severity: 'warning',
    message: `${snapshot.unit.id} still had fixes to make after ten passes`,
    ...(file === undefined ? {} : { file }),
    hint: 'Run heal again, and report the rules that keep applying.',
  }
}
