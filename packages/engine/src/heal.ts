import type { HealedUnit, ProposedFix, Tracked } from '@regraft/fixer'
import { healUnit } from '@regraft/fixer'
import type { Diagnostic, Report, ReportEdit } from '@regraft/model'
import type { CheckedUnit, Opened, Session } from './check.ts'
import { open } from './check.ts'
import { encode } from './decode.ts'
import { checker } from './evaluate.ts'
import type { HealOptions } from './options.ts'
import { progress } from './project.ts'
import { proposalOf } from './proposal.ts'
import type { Settled, SettledUnit } from './report.ts'
import { buildReport } from './report.ts'
import type { FileWrite, Workspace, WriteOutcome } from './workspace.ts'

interface Healed {
  readonly unit: CheckedUnit
  readonly healed: HealedUnit
}

/** Steps 1 to 8: find, fix and prove in memory, then write what is proven. */
export async function heal(session: Session, workspace: Workspace, options: HealOptions): Promise<Report> {
  const opened = await open(session, workspace, options)
  const results: Healed[] = []
  for (const [done, unit] of opened.units.entries()) {
    progress(options, { phase: 'fix', done, total: opened.units.length })
    options.signal?.throwIfAborted()
    results.push({ unit, healed: await healOne(unit, opened, options) })
  }
  const edits = results.flatMap(({ healed }) => editsOf(healed))
  const outcome = options.dryRun === true ? undefined : await write(workspace, opened, results, options)
  const failed = new Map((outcome?.failures ?? []).map(({ path, diagnostic }) => [path, diagnostic]))
  return buildReport({
    ...opened,
    root: workspace.root,
    units: results.map((result) => settledUnit(result, failed)),
    edits: edits.filter(({ file }) => !failed.has(file)),
    diagnostics: [...opened.diagnostics, ...failed.values(), ...results.flatMap(unfinished)],
  })
}

async function healOne(unit: CheckedUnit, opened: Opened, options: HealOptions): Promise<HealedUnit> {
  const { confirm } = options
  const ask =
    confirm &&
    (async (proposal: ProposedFix): Promise<boolean> =>
      confirm(proposalOf(proposal, unit.snapshot, opened.choices)))
  const check = checker(unit.context)
  const inScope: typeof check = (loaded, previous) => {
    const checked = check(loaded, previous)
    return { loaded, findings: checked.findings.filter(({ resource }) => opened.scope(resource.file)) }
  }
  return healUnit(unit.snapshot, unit.checked, inScope, {
    unsafe: options.unsafe ?? false,
    answers: options.inputs ?? {},
    ...(ask ? { confirm: ask } : {}),
  })
}

function editsOf({ snapshot }: HealedUnit): readonly ReportEdit[] {
  return snapshot.files.flatMap((file) => snapshot.pieces(file)?.edits(file) ?? [])
}

async function write(
  workspace: Workspace,
  opened: Opened,
  results: readonly Healed[],
  options: HealOptions,
): Promise<WriteOutcome | undefined> {
  const files: FileWrite[] = []
  for (const { healed } of results) {
    for (const path of healed.snapshot.files) {
      const pieces = healed.snapshot.pieces(path)
      const before = opened.project.bytes.get(path)
      if (!pieces || !before || pieces.text === pieces.original) continue
      files.push({ path, before, after: encode(pieces.text) })
    }
  }
  if (files.length === 0) return undefined
  progress(options, { phase: 'write', done: 0, total: files.length })
  const outcome = await workspace.write(files)
  options.onWritten?.(outcome)
  return outcome
}

function settledUnit({ unit, healed }: Healed, failed: ReadonlyMap<string, Diagnostic>): SettledUnit {
  const addresses = new Map(unit.snapshot.loaded.resources.map((resource) => [resource.address, resource]))
  const changed = healed.snapshot.files.filter(
    (file) => healed.snapshot.pieces(file)?.text !== healed.snapshot.pieces(file)?.original,
  )
  const lost = changed.map((file) => failed.get(file)).find((diagnostic) => diagnostic !== undefined)
  const findings = healed.tracked.flatMap((tracked) => {
    const placed = onOriginal(tracked, addresses)
    return placed ? [unwritten(placed, lost, unit.snapshot.unit.files, failed)] : []
  })
  return { snapshot: unit.snapshot, findings }
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

/** A fix whose file could not be written did not happen. */
function unwritten(
  tracked: Tracked,
  lost: Diagnostic | undefined,
  files: readonly string[],
  failed: ReadonlyMap<string, Diagnostic>,
): Settled {
  const diagnostic = files.length === 1 ? lost : failed.get(tracked.finding.resource.file)
  if (diagnostic === undefined || !tracked.healed) return tracked
  const { outcome } = tracked
  return {
    finding: tracked.finding,
    healed: false,
    ...(outcome === undefined
      ? {}
      : { outcome: { ...outcome, result: 'refused', reason: diagnostic.message } }),
  }
}

function unfinished({ unit, healed }: Healed): readonly Diagnostic[] {
  if (!healed.unfinished) return []
  const file = unit.snapshot.unit.files[0]
  return [
    {
      code: 'NOT_SETTLED',
      severity: 'warning',
      message: `${unit.snapshot.unit.id} still had fixes to make after ten passes`,
      ...(file === undefined ? {} : { file }),
      hint: 'Run heal again, and report the rules that keep applying.',
    },
  ]
}
