import type { CancellationToken } from 'vscode-languageserver'
import { uriOf } from './buffers.ts'
import { diagnosticsByPath, findingDiagnostics } from './diagnostics.ts'
import type { WorkspaceSummary } from './protocol.ts'
import { engineOf } from './run.ts'
import type { Session } from './session.ts'
import { runOptions } from './session.ts'
import { wholeWorkspace } from './whole-workspace.ts'

/** Checks every file below the workspace's folders, and tells of those that are not open, too. */
export async function checkWorkspace(session: Session, token: CancellationToken): Promise<WorkspaceSummary> {
  const controller = new AbortController()
  token.onCancellationRequested(() => controller.abort())
  const sum = { files: 0, open: 0, undetermined: 0, ignored: 0 }
  await session.closed.clear()
  for (const { buffers, workspace, config } of await wholeWorkspace(session)) {
    const engine = await engineOf({ session, buffers })
    const options = {
      ...runOptions(session.configuration.of(buffers.key), config, buffers),
      files: config.takes,
    }
    const report = await engine.check(workspace, { ...options, signal: controller.signal })
    const { summary } = report
    for (const name of ['files', 'open', 'undetermined', 'ignored'] as const) sum[name] += summary[name]
    const paths = new Set(
      [
        ...report.findings.map(({ location }) => location.file),
        ...report.diagnostics.flatMap(({ file }) => file ?? []),
      ].filter((path) => !buffers.byPath.has(path)),
    )
    const diagnosticOf = findingDiagnostics(engine, { session, buffers })
    for (const [path, diagnostics] of diagnosticsByPath(report, paths, session.client, diagnosticOf)) {
      const uri = uriOf(buffers, path)
      if (uri !== undefined) await session.closed.tell(uri, diagnostics)
    }
  }
  return sum
}
