import type { Engine, RunOptions } from '@regraft/engine'
import type { Finding } from '@regraft/model'
import type { Connection, TextDocuments } from 'vscode-languageserver'
import type { TextDocument } from 'vscode-languageserver-textdocument'
import type { Buffers, Places } from './buffers.ts'
import type { Client } from './client.ts'
import type { Settings } from './settings.ts'

/** What the last check found in one version of a document. */
export interface Found {
  readonly version: number
  readonly findings: readonly Finding[]
}

/** What the parts of the server share. */
export interface Session {
  readonly connection: Connection
  readonly documents: TextDocuments<TextDocument>
  readonly places: Places
  readonly engine: () => Promise<Engine>
  /** By URI. */
  readonly found: Map<string, Found>
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
