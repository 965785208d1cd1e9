import type { Engine } from '@regraft/engine'
import { createEngine } from '@regraft/engine'
import { builtin } from '@regraft/policies'
import type { Connection, Disposable } from 'vscode-languageserver'
import { DidChangeWatchedFilesNotification, TextDocuments } from 'vscode-languageserver'
import { TextDocument } from 'vscode-languageserver-textdocument'
import { abilities } from './abilities.ts'
import { codeActions } from './actions.ts'
import { Places } from './buffers.ts'
import { checkFolder } from './check.ts'
import { clientOf } from './client.ts'
import { told } from './failure.ts'
import { afterChange, foldersOf } from './folders.ts'
import { Schedule } from './schedule.ts'
import type { Session } from './session.ts'
import { readSettings } from './settings.ts'

export interface LanguageServerOptions {
  /** Makes the engine to ask, once. Default: one with the built-in policies. */
  readonly engine?: () => Promise<Engine>
}

const watched = '**/*.{tf,tofu,tf.json,tfvars,tfvars.json,yaml,yml,json,ts}'
const quiet = 200

/**
 * Makes a connection a language server for regraft: diagnostics for open buffers, quick fixes, and
 * `source.fixAll.regraft`. The caller makes the connection (`createConnection` of `vscode-languageserver`) and calls
 * `listen` on it afterwards. Nothing of the workspace is executed, and nothing is written: edits go to the client.
 */
export function attachLanguageServer(
  connection: Connection,
  options: LanguageServerOptions = {},
): Disposable {
  const documents = new TextDocuments(TextDocument)
  let session = newSession(connection, documents, options)
  const schedule = new Schedule((key, signal) => checkFolder(session, key, signal))
  const soon = (document: TextDocument, delay: number): void => {
    // What was found may have hung on this document.
    session.found.clear()
    schedule.soon(session.places.of(document).key, delay)
  }
  const checkAll = (): void => {
    for (const document of documents.all()) soon(document, 0)
  }
  connection.onInitialize((params) => {
    const { settings, problems } = readSettings(params.initializationOptions)
    for (const problem of problems) connection.console.warn(`regraft: ${problem}`)
    session = { ...session, client: clientOf(params.capabilities), settings }
    session.places.folders = foldersOf(params)
    // Policies load while the editor opens its first file; a failure is told when they are asked.
    session.engine().catch(() => undefined)
    return abilities
  })
  connection.onInitialized(() => followWorkspace(session, checkAll))
  connection.onCodeAction((params, token) => codeActions(session, params, token))
  connection.onDidChangeWatchedFiles(checkAll)
  const disposables = [
    followDocuments(documents, () => session, soon),
    documents.listen(connection),
    schedule,
  ]
  return {
    dispose: () => {
      for (const disposable of disposables) disposable.dispose()
    },
  }
}

function newSession(
  connection: Connection,
  documents: TextDocuments<TextDocument>,
  options: LanguageServerOptions,
): Session {
  const make = options.engine ?? (() => createEngine({ policies: [builtin] }))
  let engine: Promise<Engine> | undefined
  return {
    connection,
    documents,
    places: new Places(),
    engine: () => {
      engine ??= make()
      return engine
    },
    found: new Map(),
    client: clientOf({}),
    settings: {},
  }
}

/** A document is checked when it opens, when it was left alone after a change, and when it is saved. */
function followDocuments(
  documents: TextDocuments<TextDocument>,
  session: () => Session,
  soon: (document: TextDocument, delay: number) => void,
): Disposable {
  const known = new Set<string>()
  // Opening a document counts as a change of its content, too.
  const changes = documents.onDidChangeContent(({ document }) => {
    soon(document, known.has(document.uri) ? (session().settings.delay ?? quiet) : 0)
    known.add(document.uri)
  })
  const saves = documents.onDidSave(({ document }) => soon(document, 0))
  const closes = documents.onDidClose(({ document }) => {
    const { connection, places } = session()
    // The others in its folder see what is on disk again.
    soon(document, 0)
    known.delete(document.uri)
    places.forget(document.uri)
    void connection.sendDiagnostics({ uri: document.uri, diagnostics: [] })
  })
  return {
    dispose: () => {
      for (const listener of [changes, saves, closes]) listener.dispose()
    },
  }
}

/** Asks the client to tell of changed folders and of files that change outside the editor. */
function followWorkspace({ client, connection, places }: Session, checkAll: () => void): void {
  if (client.folderChanges) {
    connection.workspace.onDidChangeWorkspaceFolders((event) => {
      places.folders = afterChange(places.folders, event)
      checkAll()
    })
  }
  if (!client.watchers) return
  connection.client
    .register(DidChangeWatchedFilesNotification.type, { watchers: [{ globPattern: watched }] })
    .catch((error: unknown) => connection.console.warn(told(error)))
}
