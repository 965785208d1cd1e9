import type { FolderSettings } from '@regraft/config'
import type { Engine, RunOptions } from '@regraft/engine'
import type { Connection, TextDocuments } from 'vscode-languageserver'
import type { TextDocument } from 'vscode-languageserver-textdocument'
import type { Buffers, Places } from './buffers.ts'
import type { Checks } from './checks.ts'
import type { Client } from './client.ts'
import type { ClosedFiles } from './closed.ts'
import type { Configuration } from './configuration.ts'
import type { FolderConfigs } from './folder-config.ts'
import type { Settings } from './settings.ts'

/** What the parts of the server share. */
export interface Session {
  readonly connection: Connection
  readonly documents: TextDocuments<TextDocument>
  readonly places: Places
  readonly configuration: Configuration
  /** What the folders say themselves. */
  readonly folderConfigs: FolderConfigs
  /** The engine for what the settings of a folder name as policies. */
  readonly engine: (settings: Settings) => Promise<Engine>
  readonly checks: Checks
  readonly closed: ClosedFiles
  /** Known once the client has said what it can. */
  client: Client
}

/** The options of every run: what the settings say, and the configuration of the folder. */
export function runOptions(
  { rules, skipRules, frameworks, minSeverity }: Settings,
  { run, takes }: FolderSettings,
  { byPath }: Pick<Buffers, 'byPath'>,
): RunOptions {
  return {
    ...run,
    today: new Date().toISOString().slice(0, 10),
    // A buffer is checked because it is open, unless the folder leaves its file out.
    files: (path) => byPath.has(path) && takes(path),
    ...(rules ? { rules } : {}),
    ...(skipRules ? { skipRules } : {}),
    ...(frameworks ? { frameworks } : {}),
    ...(minSeverity ? { minSeverity } : {}),
  }
}

/** True while every document still is what it was when a run began. */
export function isCurrent({ documents }: Pick<Session, 'documents'>, buffers: Buffers): boolean {
  return [...buffers.byPath.values()].every(({ uri, version }) => documents.get(uri)?.version === version)
}
