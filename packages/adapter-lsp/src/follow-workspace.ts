import { pathToFileURL } from 'node:url'
import { DidChangeConfigurationNotification, DidChangeWatchedFilesNotification } from 'vscode-languageserver'
import type { Engines } from './engines.ts'
import { told } from './failure.ts'
import { afterChange } from './folders.ts'
import type { Schedule } from './schedule.ts'
import type { Session } from './session.ts'

const watched = '**/*.{tf,tofu,tf.json,tfvars,tfvars.json,yaml,yml,json,ts,rego}'

/** Follows folders, settings, and files that change outside the editor, as far as the client tells of them. */
export function followWorkspace(session: Session, engines: Engines, schedule: Schedule): void {
  const { connection, places, client, configuration } = session
  const checkAll = (): void => {
    session.checks.outdate()
    void session.closed.clear()
    if (client.pull) {
      if (client.refresh) connection.languages.diagnostics.refresh().catch(ignored)
    } else for (const document of session.documents.all()) schedule.soon(places.of(document).key, 0)
  }
  const ask = (): void => {
    const folders = new Map(places.folders.map((folder) => [folder, pathToFileURL(folder).href]))
    configuration
      .ask(connection, folders)
      .then((changed) => changed && checkAll())
      .catch((error: unknown) => connection.console.warn(told(error)))
  }
  if (client.folderChanges) {
    connection.workspace.onDidChangeWorkspaceFolders((event) => {
      places.folders = afterChange(places.folders, event)
      if (client.configuration) ask()
      checkAll()
    })
  }
  connection.onDidChangeConfiguration(({ settings }) => {
    // What a client pushes is the same for all folders.
    if (client.configuration) ask()
    else if (configuration.take(settings)) checkAll()
  })
  connection.onDidChangeWatchedFiles(({ changes }) => {
    if (changes.some(({ uri }) => uri.endsWith('.rego'))) engines.forgetOwn()
    // The configuration and the baseline are among the files that are watched.
    session.folderConfigs.forget()
    checkAll()
  })
  if (client.configuration) ask()
  register(session)
}

function register({ connection, client }: Session): void {
  const failed = (error: unknown): void => connection.console.warn(told(error))
  if (client.watchers)
    connection.client
      .register(DidChangeWatchedFilesNotification.type, { watchers: [{ globPattern: watched }] })
      .catch(failed)
  if (client.configurationChanges)
    connection.client.register(DidChangeConfigurationNotification.type, { section: 'regraft' }).catch(failed)
}

/** A client that is going away answers nothing. */
function ignored(): undefined {
  return undefined
}
