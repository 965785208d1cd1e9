import type { ClientCapabilities } from 'vscode-languageserver'

/** What the client at the other end can do, as far as the server asks. */
export interface Client {
  readonly relatedInformation: boolean
  readonly codeDescription: boolean
  readonly diagnosticData: boolean
  /** Versioned edits; without them an edit says only which document it is for. */
  readonly documentChanges: boolean
  /** Without them a quick fix would have to be a command. */
  readonly codeActionLiterals: boolean
  readonly preferred: boolean
  readonly watchers: boolean
  readonly folderChanges: boolean
}

export function clientOf({ textDocument, workspace }: ClientCapabilities): Client {
  const diagnostics = textDocument?.publishDiagnostics
  const actions = textDocument?.codeAction
  return {
    relatedInformation: diagnostics?.relatedInformation ?? false,
    codeDescription: diagnostics?.codeDescriptionSupport ?? false,
    diagnosticData: diagnostics?.dataSupport ?? false,
    documentChanges: workspace?.workspaceEdit?.documentChanges ?? false,
    codeActionLiterals: actions?.codeActionLiteralSupport !== undefined,
    preferred: actions?.isPreferredSupport ?? false,
    watchers: workspace?.didChangeWatchedFiles?.dynamicRegistration ?? false,
    folderChanges: workspace?.workspaceFolders ?? false,
  }
}
