import type { Diagnostic } from 'vscode-languageserver'
import type { Buffers } from './buffers.ts'
import { diagnosticsByPath, findingDiagnostics } from './diagnostics.ts'
import { told } from './failure.ts'
import { engineOf } from './run.ts'
import type { Session } from './session.ts'

/** Checks the open documents of one folder and tells the client; says nothing about a version that is history. */
export async function publish(session: Session, key: string): Promise<void> {
  const { connection, documents, places, checks, configuration } = session
  const buffers = places.buffers(key, documents.all())
  if (buffers.byPath.size === 0) return
  const off = configuration.of(key).enable === false
  const outrun = off ? () => false : checks.of(buffers).outrun
  try {
    const found = off ? new Map<string, readonly Diagnostic[]>() : await openDiagnostics(session, buffers)
    for (const [path, { uri, version }] of buffers.byPath) {
      // A sibling may have changed while the one before was told.
      if (outrun() || documents.get(uri)?.version !== version) continue
      await connection.sendDiagnostics({ uri, version, diagnostics: [...(found.get(path) ?? [])] })
    }
  } catch (error) {
    if (!outrun()) connection.console.error(told(error))
  }
}

/** The diagnostics of all open documents of a folder, by relative path. */
export async function openDiagnostics(
  session: Session,
  buffers: Buffers,
): Promise<ReadonlyMap<string, readonly Diagnostic[]>> {
  const report = await session.checks.of(buffers).report
  const diagnosticOf = findingDiagnostics(await engineOf({ session, buffers }), { session, buffers })
  return diagnosticsByPath(report, buffers.byPath.keys(), session.client, diagnosticOf)
}
