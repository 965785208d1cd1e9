import type { Report } from '@regraft/model'
import type { Buffers } from './buffers.ts'
import { workspaceOf } from './buffers.ts'
import { diagnosticsByPath } from './diagnostics.ts'
import { told } from './failure.ts'
import type { Session } from './session.ts'
import { isCurrent, runOptions } from './session.ts'

/** Checks the open documents of one folder and tells the client; says nothing about a version that is history. */
export async function checkFolder(session: Session, key: string, signal: AbortSignal): Promise<void> {
  const { connection, documents, places } = session
  try {
    const buffers = places.buffers(key, documents.all())
    if (buffers.byPath.size === 0) return
    const report = await checkBuffers(session, buffers, signal)
    if (signal.aborted) return
    const engine = await session.engine()
    const rules = new Map(engine.rules.map((rule) => [rule.id, rule]))
    for (const [path, diagnostics] of diagnosticsByPath(report, rules, buffers, session.client)) {
      const buffer = buffers.byPath.get(path)
      if (buffer === undefined || documents.get(buffer.uri)?.version !== buffer.version) continue
      const { uri, version } = buffer
      await connection.sendDiagnostics({ uri, version, diagnostics: [...diagnostics] })
      // A sibling may have changed while this one was told.
      if (signal.aborted) return
    }
  } catch (error) {
    if (!signal.aborted) connection.console.error(told(error))
  }
}

/** What is found in the buffers, remembered for the actions that are asked for next. */
export async function checkBuffers(session: Session, buffers: Buffers, signal: AbortSignal): Promise<Report> {
  const engine = await session.engine()
  const report = await engine.check(workspaceOf(buffers), {
    ...runOptions(session),
    files: (path) => buffers.byPath.has(path),
    signal,
  })
  if (!isCurrent(session, buffers)) return report
  for (const { path, uri } of buffers.byPath.values()) {
    const findings = report.findings.filter(({ location }) => location.file === path)
    session.found.set(uri, findings)
  }
  return report
}
