import type { ClientCapabilities } from 'vscode-languageserver'

/** What the client at the other end can do, as far as the server asks. */
export interface Client {
  readonly relatedInformation: boolean
  readonly codeDescription: boolean
  readonly diagnosticData: boolean
  readonly tags: boolean
  /** It asks for diagnostics itself; then they are not sent unasked. */
  readonly pull: boolean
  /** What it pulled may name other documents, too. */
  readonly relatedDocuments: boolean
  /** It can be told to pull again. */
  readonly refresh: boolean
  /** Versioned edits; without them an edit says only which document it is for. */
  readonly documentChanges: boolean
  /** A place to type in within an edit. */
  readonly snippets: boolean
  /** Edits the server asks for. */
  readonly applyEdit: boolean
  /** Without them a quick fix would have to be a command. */
  readonly codeActionLiterals: boolean
  readonly preferred: boolean
  readonly markdown: boolean
  readonly watchers: boolean
  readonly folderChanges: boolean
  /** It answers what its settings are, and can be asked to tell of their changes. */
  readonly configuration: boolean
  readonly configurationChanges: boolean
  /** It answers `regraft/input`. */
  readonly input: boolean
}

export function clientOf({ textDocument, workspace, experimental }: ClientCapabilities): Client {
  const diagnostics = textDocument?.publishDiagnostics
  const pull = textDocument?.diagnostic
  const actions = textDocument?.codeAction
  const documentChanges = workspace?.workspaceEdit?.documentChanges ?? false
  const applyEdit = workspace?.applyEdit ?? false
  return {
    relatedInformation: (diagnostics?.relatedInformation || pull?.relatedInformation) ?? false,
    codeDescription: (diagnostics?.codeDescriptionSupport || pull?.codeDescriptionSupport) ?? false,
    diagnosticData: (diagnostics?.dataSupport || pull?.dataSupport) ?? false,
    tags: (diagnostics?.tagSupport ?? pull?.tagSupport) !== undefined,
    pull: pull !== undefined,
    relatedDocuments: pull?.relatedDocumentSupport ?? false,
    refresh: workspace?.diagnostics?.refreshSupport ?? false,
    documentChanges,
    snippets: documentChanges && (workspace?.workspaceEdit?.snippetEditSupport ?? false),
    applyEdit,
    codeActionLiterals: actions?.codeActionLiteralSupport !== undefined,
    preferred: actions?.isPreferredSupport ?? false,
    markdown: textDocument?.hover?.contentFormat?.includes('markdown') ?? false,
    watchers: workspace?.didChangeWatchedFiles?.dynamicRegistration ?? false,
    folderChanges: workspace?.workspaceFolders ?? false,
    configuration: workspace?.configuration ?? false,
    configurationChanges: workspace?.didChangeConfiguration?.dynamicRegistration ?? false,
    // What a command makes has to be applied, too.
    input: applyEdit && answersInput(experimental),
  }
}

/** `{ "regraft": { "input": true } }` */
function answersInput(experimental: unknown): boolean {
  if (typeof experimental !== 'object' || experimental === null) return false
  const { regraft } = experimental as { readonly regraft?: unknown }
  return (
    typeof regraft === 'object' &&
    regraft !== null &&
    (regraft as { readonly input?: unknown }).input === true
  )
}
