import type { Engine, RunOptions } from '@regraft/engine'
import type { Connection, TextDocuments } from 'vscode-languageserver'
import type { TextDocument } from 'vscode-languageserver-textdocument'
import type { Buffers, Places } from './buffers.ts'
import type { Checks } from './checks.ts'
import type { Client } from './client.ts'
import type { ClosedFiles } from './closed.ts'
import type { Configuration } from './configuration.ts'
import type { Settings } from './settings.ts'

/** What the parts of the server share. */
export interface Session {
  readonly connection: Connection
  readonly documents: TextDocuments<TextDocument>
  readonly places: Places
  readonly configuration: Configuration
  /** The engine for what the settings of a folder name as policies. */
  readonly engine: (settings: Settings) => Promise<Engine>
  readonly checks: Checks
  readonly closed: ClosedFiles
  /** Known once the client has said what it can. */
  client: Client
}

/** The options of every run: nothing but what the settings say. */
export function runOptions({ rules, skipRules, frameworks, minSeverity }: Settings): RunOptions {
  return {
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
