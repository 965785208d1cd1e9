import { overlayWorkspace } from '@regraft/engine'
import type { Finding, Report } from '@regraft/model'
import { applyEdits } from '@regraft/model'
import { workspaceOf } from './buffers.ts'
import { commentStart, type Insertion, ignoreComment, ignorePlaces } from './comment.ts'
import type { DocumentRun } from './run.ts'
import { engineOf, reportOf } from './run.ts'
import { runOptions } from './session.ts'

const attention: ReadonlySet<string> = new Set(['open', 'undetermined'])

/** Where a comment ignores a finding, and the finding alone. */
export interface IgnorePlace {
  readonly at: number
  readonly text: (reason: string) => string
}

/** The first place where a check agrees that the comment does what it should; undefined when there is none. */
export async function ignorePlace(run: DocumentRun, finding: Finding): Promise<IgnorePlace | undefined> {
  const { buffer } = run
  const start = commentStart(buffer.path)
  if (start === undefined || finding.location.file !== buffer.path) return undefined
  const before = await reportOf(run)
  for (const place of ignorePlaces(buffer.text, finding.location.start.line)) {
    const text = (reason: string): string => place.text(ignoreComment(start, finding.rule, reason))
    if (await holds(run, finding, place, text('because'), before)) return { at: place.at, text }
  }
  return undefined
}

async function holds(
  run: DocumentRun,
  finding: Finding,
  { at }: Insertion,
  text: string,
  before: Report,
): Promise<boolean> {
  const { session, buffers, buffer, signal } = run
  const commented = applyEdits(buffer.text, [{ start: at, end: at, text }])
  const engine = await engineOf(run)
  const config = await session.folderConfigs.of(buffers.root)
  const after = await engine.check(
    overlayWorkspace(workspaceOf(buffers, config), new Map([[buffer.path, commented]])),
    {
      ...runOptions(session.configuration.of(buffers.key), config, buffers),
      signal,
    },
  )
  // The same finding may stand at several places of one line, as the instances of a resource do: the comment is for all.
  const meant = ({ id, rule, location }: Finding): boolean =>
    id === finding.id ||
    (rule === finding.rule &&
      location.file === finding.location.file &&
      location.start.line === finding.location.start.line)
  const statuses = (report: Report, expected: boolean): string =>
    JSON.stringify(
      report.findings
        .map((it) => [it.id, expected && meant(it) && attention.has(it.status) ? 'ignored' : it.status])
        .sort(([a = ''], [b = '']) => (a < b ? -1 : 1)),
    )
  return (
    statuses(after, false) === statuses(before, true) &&
    after.diagnostics.length === before.diagnostics.length
  )
}
