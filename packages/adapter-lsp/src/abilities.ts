import type { InitializeResult } from 'vscode-languageserver'
import { PositionEncodingKind, TextDocumentSyncKind } from 'vscode-languageserver'
import { fixAllKind, quickFixKind } from './kinds.ts'
import { version } from './version.ts'

/** What the server answers to `initialize`. Every client must know UTF-16, the unit that regraft counts in. */
export const abilities: InitializeResult = {
  serverInfo: { name: 'regraft', version },
  capabilities: {
    positionEncoding: PositionEncodingKind.UTF16,
    textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental, save: true },
    codeActionProvider: { codeActionKinds: [quickFixKind, fixAllKind] },
    workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
  },
}
