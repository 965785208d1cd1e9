import type { InitializeResult } from 'vscode-languageserver'
import { PositionEncodingKind, TextDocumentSyncKind } from 'vscode-languageserver'
import type { Client } from './client.ts'
import { fixAllKind, fixCommand, ignoreCommand, quickFixKind } from './kinds.ts'
import { checkWorkspaceCommand, fixWorkspaceCommand } from './protocol.ts'
import { version } from './version.ts'

/** What the server answers to `initialize`. Every client must know UTF-16, the unit that regraft counts in. */
export function abilitiesFor(client: Client): InitializeResult {
  const editing = client.applyEdit ? [fixWorkspaceCommand] : []
  const asking = client.input ? [fixCommand, ignoreCommand] : []
  return {
    serverInfo: { name: 'regraft', version },
    capabilities: {
      positionEncoding: PositionEncodingKind.UTF16,
      textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental, save: true },
      codeActionProvider: { codeActionKinds: [quickFixKind, fixAllKind] },
      hoverProvider: true,
      executeCommandProvider: { commands: [checkWorkspaceCommand, ...editing, ...asking] },
      ...(client.pull
        ? {
            diagnosticProvider: {
              identifier: 'regraft',
              interFileDependencies: true,
              workspaceDiagnostics: false,
            },
          }
        : {}),
      workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
    },
  }
}
