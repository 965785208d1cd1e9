import type { Engine, HealOptions, RunOptions, Workspace } from '@regraft/engine'
import type { Report } from '@regraft/model'
import { workspaceBefore } from './before.ts'
import type { Changes } from './changes.ts'
import { doubtful, withFindings } from './narrow.ts'
import type { Repository } from './repository.ts'

/** What a run over changes alone works with. */
interface ChangedRun {
  readonly engine: Engine
  readonly workspace: Workspace
  readonly repository: Repository
  readonly changes: Changes
}

/**
 * Finds in changed files only, and tells what stands on a changed line. A finding on another line is told when the change
 * made it: something that was taken out elsewhere in its file was what kept it away.
 */
async function checkChanges(run: ChangedRun, options: RunOptions = {}): Promise<Report> {
  const report = await run.engine.check(run.workspace, changedOnly(run, options))
  return withFindings(report, await keeper(run, options, report))
}

/** The same for a heal: only what `checkChanges` tells is fixed and told. Every rule still takes part in the proof. */
async function healChanges(run: ChangedRun, options: HealOptions = {}): Promise<Report> {
  const { onProgress, signal, ...rest } = options
  const found = await run.engine.check(
    run.workspace,
    changedOnly(run, { ...rest, ...(signal ? { signal } : {}) }),
  )
  const keeps = await keeper(run, rest, found)
  const chosen = options.findings && new Set(options.findings)
  const ids = found.findings.filter(keeps).map(({ id }) => id)
  const report = await run.engine.heal(run.workspace, {
    ...changedOnly(run, options),
    findings: chosen ? ids.filter((id) => chosen.has(id)) : ids,
  })
  const others = new Set(found.findings.filter((finding) => !keeps(finding)).map(({ id }) => id))
  return withFindings(report, ({ id }) => !others.has(id))
}

function changedOnly<T extends RunOptions>({ changes }: ChangedRun, options: T): T {
  return { ...options, files: (path) => changes.has(path) && (options.files?.(path) ?? true) }
}

/** Says of a finding whether a changed line or the change itself made it. */
async function keeper(
  run: ChangedRun,
  options: RunOptions,
  report: Report,
): Promise<(finding: Report['findings'][number]) => boolean> {
  const { changes } = run
  const maybe = doubtful(report, changes)
  const fresh = new Set(maybe.map(({ id }) => id))
  if (fresh.size > 0) {
    const files = new Set(maybe.map(({ location }) => location.file))
    const before = workspaceBefore(run.workspace, run.repository, changes)
    const { onProgress, ...rest } = options
    const known = await run.engine.check(before, { ...rest, files: (path) => files.has(path) })
    for (const { id } of known.findings) fresh.delete(id)
  }
  return ({ id, location }) => changes.touches(location) || fresh.has(id)
}

/** An engine whose runs look at changes alone, whatever the workspace: the one of the repository's folder. */
export function engineForChanges(engine: Engine, repository: Repository, changes: Changes): Engine {
  return {
    rules: engine.rules,
    check: (workspace, options) => checkChanges({ engine, workspace, repository, changes }, options),
    heal: (workspace, options) => healChanges({ engine, workspace, repository, changes }, options),
    close: () => engine.close(),
  }
}
