import type { Engine, RunOptions } from '@regraft/engine'
import type { Finding } from '@regraft/model'
import type { Connection, TextDocuments } from 'vscode-languageserver'
import type { TextDocument } from 'vscode-languageserver-textdocument'
import type { Buffers, Places } from './buffers.ts'
import type { Client } from './client.ts'
import type { Settings } from './settings.ts'

/** What the parts of the server share. */
export interface Session {
  readonly connection: Connection
  readonly documents: TextDocuments<TextDocument>
  readonly places: Places
  readonly engine: () => Promise<Engine>
  /** By URI: what the last check found in texts that are still the same. */
  readonly found: Map<string, readonly Finding[]>
  readonly client: Client
  readonly settings: Settings
}

/** The options of every run: nothing but what the settings say. */
export function runOptions({ settings }: Session): RunOptions {
  const { rules, skipRules, frameworks, minSeverity } = settings
  return {
    ...(rules ? { rules } : {}),
    ...(skipRules ? { skipRules } : {}),
    ...(frameworks ? { frameworks } : {}),
    ...(minSeverity ? { minSeverity } : {}),
  }
}

/** True while every document still is what it was when a run began. */
export function isCurrent({ documents }: Session, buffers: Buffers): boolean {
  return [...buffers.byPath.values()].every(({ uri, version }) => documents.get(uri)?.version === version)
}
