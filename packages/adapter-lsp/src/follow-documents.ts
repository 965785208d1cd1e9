import type { Disposable } from 'vscode-languageserver'
import type { TextDocument } from 'vscode-languageserver-textdocument'
import type { Schedule } from './schedule.ts'
import type { Session } from './session.ts'

const [leastQuiet, mostQuiet] = [20, 250]

/** A document is checked when it opens, when it was left alone after a change, and when it is saved. */
export function followDocuments(session: Session, schedule: Schedule): Disposable {
  const { documents, places, checks, closed, configuration, connection } = session
  const known = new Set<string>()
  const soon = (document: TextDocument, delay: number): void => {
    const { key } = places.of(document)
    checks.outdate(key)
    void closed.outdate(document.uri)
    // A client that pulls asks by itself.
    if (!session.client.pull) schedule.soon(key, delay)
  }
  // Opening a document counts as a change of its content, too.
  const changes = documents.onDidChangeContent(({ document }) => {
    const { key } = places.of(document)
    // What takes long is not begun at every key.
    const usual = Math.min(Math.max(checks.cost(key), leastQuiet), mostQuiet)
    soon(document, known.has(document.uri) ? (configuration.of(key).delay ?? usual) : 0)
    known.add(document.uri)
  })
  const saves = documents.onDidSave(({ document }) => soon(document, 0))
  const closes = documents.onDidClose(({ document }) => {
    // The others in its folder see what is on disk again.
    soon(document, 0)
    known.delete(document.uri)
    places.forget(document.uri)
    if (!session.client.pull) void connection.sendDiagnostics({ uri: document.uri, diagnostics: [] })
  })
  return {
    dispose: () => {
      for (const listener of [changes, saves, closes]) listener.dispose()
    },
  }
}
