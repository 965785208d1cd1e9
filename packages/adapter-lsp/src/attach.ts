import type { Engine } from '@regraft/engine'
import type { Connection, Disposable } from 'vscode-languageserver'
import { TextDocuments } from 'vscode-languageserver'
import { TextDocument } from 'vscode-languageserver-textdocument'
import { abilitiesFor } from './abilities.ts'
import { codeActions } from './actions.ts'
import { Places, workspaceOf } from './buffers.ts'
import { Checks } from './checks.ts'
import { clientOf } from './client.ts'
import { ClosedFiles } from './closed.ts'
import { executeCommand } from './commands.ts'
import { Configuration } from './configuration.ts'
import { Engines } from './engines.ts'
import { FolderConfigs } from './folder-config.ts'
import { foldersOf } from './folders.ts'
import { followDocuments } from './follow-documents.ts'
import { followWorkspace } from './follow-workspace.ts'
import { hover } from './hover.ts'
import { publish } from './publish.ts'
import { pullDiagnostics } from './pull.ts'
import { Schedule } from './schedule.ts'
import type { Session } from './session.ts'
import { runOptions } from './session.ts'

export interface LanguageServerOptions {
  /** Makes the engine to ask, once. Default: one with the built-in policies and those that the settings name. */
  readonly engine?: () => Promise<Engine>
}

/**
 * Makes a connection a language server for regraft: diagnostics for open buffers, quick fixes, ignores, hovers, and
 * `source.fixAll.regraft`. The caller makes the connection (`createConnection` of `vscode-languageserver`) and calls
 * `listen` on it afterwards. Nothing of the workspace is executed, and nothing is written: edits go to the client.
 */
export function attachLanguageServer(
  connection: Connection,
  options: LanguageServerOptions = {},
): Disposable {
  const engines = new Engines(options.engine)
  const session = newSession(connection, engines)
  const { documents } = session
  const schedule = new Schedule((key) => publish(session, key))
  connection.onInitialize((params) => {
    session.configuration.begin(params.initializationOptions)
    session.client = clientOf(params.capabilities)
    session.places.folders = foldersOf(params)
    // Policies load while the editor opens its first file; a failure is told when they are asked.
    session.engine(session.configuration.of('')).catch(() => undefined)
    return abilitiesFor(session.client)
  })
  connection.onInitialized(() => followWorkspace(session, engines, schedule))
  connection.onCodeAction((params, token) => codeActions(session, params, token))
  connection.onHover((params, token) => hover(session, params, token))
  connection.onExecuteCommand((params, token) => executeCommand(session, params, token))
  connection.languages.diagnostics.on(({ textDocument }, token) =>
    pullDiagnostics(session, textDocument.uri, token),
  )
  const disposables = [followDocuments(session, schedule), documents.listen(connection), schedule]
  return {
    dispose: () => {
      for (const disposable of disposables) disposable.dispose()
      session.checks.outdate()
    },
  }
}

function newSession(connection: Connection, engines: Engines): Session {
  const complain = (problem: string): void => connection.console.warn(`regraft: ${problem}`)
  const configuration = new Configuration(complain)
  const folderConfigs = new FolderConfigs(complain)
  const places = new Places()
  const engine: Session['engine'] = (settings) => engines.of(settings, places.folders[0] ?? '.')
  return {
    connection,
    documents: new TextDocuments(TextDocument),
    places,
    configuration,
    folderConfigs,
    engine,
    closed: new ClosedFiles(connection),
    client: clientOf({}),
    checks: new Checks(async (buffers, signal) => {
      const settings = configuration.of(buffers.key)
      const asked = await engine(settings)
      const config = await folderConfigs.of(buffers.root)
      return asked.check(workspaceOf(buffers, config), {
        ...runOptions(settings, config, buffers),
        signal,
      })
    }),
  }
}
