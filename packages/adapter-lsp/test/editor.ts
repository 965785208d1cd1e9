import { type ChildProcess, fork, spawn } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { PassThrough } from 'node:stream'
import { fileURLToPath } from 'node:url'
import {
  IPCMessageReader,
  IPCMessageWriter,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-jsonrpc/node'
import { createConnection } from 'vscode-languageserver/node'
import type {
  ApplyWorkspaceEditParams,
  ClientCapabilities,
  CodeAction,
  CodeActionContext,
  Diagnostic,
  DocumentDiagnosticReport,
  Hover,
  InitializeResult,
  LogMessageParams,
  ProtocolConnection,
  PublishDiagnosticsParams,
  Range,
  RegistrationParams,
  WorkspaceEdit,
} from 'vscode-languageserver-protocol/node'
import {
  ApplyWorkspaceEditRequest,
  CodeActionRequest,
  ConfigurationRequest,
  createProtocolConnection,
  DiagnosticRefreshRequest,
  DidChangeConfigurationNotification,
  DidChangeTextDocumentNotification,
  DidChangeWatchedFilesNotification,
  DidChangeWorkspaceFoldersNotification,
  DidCloseTextDocumentNotification,
  DidOpenTextDocumentNotification,
  DidSaveTextDocumentNotification,
  DocumentDiagnosticRequest,
  ExecuteCommandRequest,
  ExitNotification,
  HoverRequest,
  InitializedNotification,
  InitializeRequest,
  LogMessageNotification,
  PublishDiagnosticsNotification,
  RegistrationRequest,
  ShutdownRequest,
} from 'vscode-languageserver-protocol/node'
import { TextDocument } from 'vscode-languageserver-textdocument'
import { attachLanguageServer, type LanguageServerOptions } from '../src/index.ts'
import { type InputAnswer, type InputQuestion, inputMethod } from '../src/protocol.ts'

export const bin: string = fileURLToPath(new URL('../bin/regraft-lsp.js', import.meta.url))

/** `npm test` builds first; a lone vitest may meet a clone where nothing is built. */
export const built: boolean = existsSync(fileURLToPath(new URL('../dist/bin.js', import.meta.url)))

export const everything: ClientCapabilities = {
  textDocument: {
    publishDiagnostics: { relatedInformation: true, codeDescriptionSupport: true, dataSupport: true },
    codeAction: {
      codeActionLiteralSupport: { codeActionKind: { valueSet: ['quickfix', 'source.fixAll'] } },
      isPreferredSupport: true,
    },
  },
  workspace: {
    workspaceEdit: { documentChanges: true },
    workspaceFolders: true,
    didChangeWatchedFiles: { dynamicRegistration: true },
  },
}

export const wholeText: Range = { start: { line: 0, character: 0 }, end: { line: 1_000_000, character: 0 } }

/** An editor as far as the protocol sees one: buffers with versions, and what the server said of them. */
export class Editor {
  readonly connection: ProtocolConnection
  readonly #child: ChildProcess | undefined
  readonly #exit: Promise<number | null> | undefined
  readonly buffers = new Map<string, TextDocument>()
  readonly published: PublishDiagnosticsParams[] = []
  readonly logged: LogMessageParams[] = []
  readonly registered: RegistrationParams[] = []
  /** What this editor's settings say under `regraft`: of the workspace, and of folders by URI. */
  configuration: unknown = null
  readonly folderConfiguration = new Map<string, unknown>()
  /** What the person at this editor was asked, and answers. */
  readonly asked: InputQuestion[] = []
  answer: (question: InputQuestion) => InputAnswer = () => null
  readonly applied: ApplyWorkspaceEditParams[] = []
  refreshes = 0
  #waiting: (() => void)[] = []
  stderr = ''

  private constructor(connection: ProtocolConnection, child?: ChildProcess) {
    this.connection = connection
    this.#child = child
    this.#exit = child && new Promise((resolve) => child.once('exit', (code) => resolve(code)))
    child?.stderr?.on('data', (text: Buffer) => {
      this.stderr += text.toString()
    })
    connection.onNotification(PublishDiagnosticsNotification.type, (params) => {
      this.published.push(params)
      for (const wake of this.#waiting.splice(0)) wake()
    })
    connection.onNotification(LogMessageNotification.type, (params) => {
      this.logged.push(params)
      for (const wake of this.#waiting.splice(0)) wake()
    })
    connection.onRequest(RegistrationRequest.type, (params) => {
      this.registered.push(params)
    })
    this.#answerRequests()
    connection.listen()
  }

  #answerRequests(): void {
    this.connection.onRequest(ConfigurationRequest.type, ({ items }) =>
      items.map(({ scopeUri }) =>
        scopeUri === undefined
          ? this.configuration
          : (this.folderConfiguration.get(scopeUri) ?? this.configuration),
      ),
    )
    this.connection.onRequest(inputMethod, (question: InputQuestion) => {
      this.asked.push(question)
      return this.answer(question)
    })
    this.connection.onRequest(ApplyWorkspaceEditRequest.type, async (params) => {
      this.applied.push(params)
      await this.apply(params.edit)
      return { applied: true }
    })
    this.connection.onRequest(DiagnosticRefreshRequest.type, () => {
      this.refreshes++
      for (const wake of this.#waiting.splice(0)) wake()
    })
  }

  /** The built server as a process of its own. */
  static spawn(env: NodeJS.ProcessEnv = {}): Editor {
    const child = spawn(process.execPath, [bin, '--stdio'], {
      stdio: ['pipe', 'pipe', 'pipe'],
      env: { ...process.env, ...env },
    })
    // A server that was killed reads nothing any more.
    child.stdin?.on('error', () => undefined)
    const { stdin, stdout } = child
    if (!stdin || !stdout) throw new Error('no pipes')
    return new Editor(
      createProtocolConnection(new StreamMessageReader(stdout), new StreamMessageWriter(stdin)),
      child,
    )
  }

  /** A server as VS Code starts one: a module of Node, spoken to over the channel between processes. */
  static fork(module: string): Editor {
    const child = fork(module, ['--node-ipc'], { stdio: ['ignore', 'pipe', 'pipe', 'ipc'] })
    return new Editor(
      createProtocolConnection(new IPCMessageReader(child), new IPCMessageWriter(child)),
      child,
    )
  }

  /** The server in this process, as a host embeds it. */
  static embedded(options: LanguageServerOptions = {}): Editor {
    const there = new PassThrough()
    const back = new PassThrough()
    const server = createConnection(new StreamMessageReader(there), new StreamMessageWriter(back))
    attachLanguageServer(server, options)
    server.listen()
    return new Editor(createProtocolConnection(new StreamMessageReader(back), new StreamMessageWriter(there)))
  }

  async start(
    folders: readonly string[],
    {
      capabilities = everything,
      settings,
      processId = process.pid,
    }: { capabilities?: ClientCapabilities; settings?: unknown; processId?: number | null } = {},
  ): Promise<InitializeResult> {
    const result = await this.connection.sendRequest(InitializeRequest.type, {
      processId,
      rootUri: null,
      capabilities,
      workspaceFolders: folders.map((uri) => ({ uri, name: uri })),
      ...(settings === undefined ? {} : { initializationOptions: settings }),
    })
    await this.connection.sendNotification(InitializedNotification.type, {})
    return result
  }

  async open(uri: string, text: string, languageId = 'terraform'): Promise<void> {
    this.buffers.set(uri, TextDocument.create(uri, languageId, 1, text))
    await this.connection.sendNotification(DidOpenTextDocumentNotification.type, {
      textDocument: { uri, languageId, version: 1, text },
    })
  }

  /** Replaces the only place where `was` stands, and tells the server of nothing else. */
  async type(uri: string, was: string, now: string): Promise<void> {
    const buffer = this.buffer(uri)
    const at = buffer.getText().indexOf(was)
    if (at < 0) throw new Error(`${was} is not in the buffer`)
    const range = { start: buffer.positionAt(at), end: buffer.positionAt(at + was.length) }
    await this.change(uri, [{ range, newText: now }])
  }

  async change(uri: string, edits: readonly { range: Range; newText: string }[]): Promise<void> {
    const buffer = this.buffer(uri)
    const version = buffer.version + 1
    // Later edits first: a client sends changes that each apply to the text after those before.
    const contentChanges = [...edits]
      .sort((a, b) => buffer.offsetAt(b.range.start) - buffer.offsetAt(a.range.start))
      .map(({ range, newText }) => ({ range, text: newText }))
    this.buffers.set(uri, TextDocument.update(buffer, contentChanges, version))
    await this.connection.sendNotification(DidChangeTextDocumentNotification.type, {
      textDocument: { uri, version },
      contentChanges,
    })
  }

  async save(uri: string): Promise<void> {
    await this.connection.sendNotification(DidSaveTextDocumentNotification.type, { textDocument: { uri } })
  }

  async close(uri: string): Promise<void> {
    this.buffers.delete(uri)
    await this.connection.sendNotification(DidCloseTextDocumentNotification.type, { textDocument: { uri } })
  }

  async filesChanged(...uris: string[]): Promise<void> {
    await this.connection.sendNotification(DidChangeWatchedFilesNotification.type, {
      changes: uris.map((uri) => ({ uri, type: 2 as const })),
    })
  }

  async foldersChanged(added: readonly string[], removed: readonly string[]): Promise<void> {
    const named = (uri: string): { uri: string; name: string } => ({ uri, name: uri })
    await this.connection.sendNotification(DidChangeWorkspaceFoldersNotification.type, {
      event: { added: added.map(named), removed: removed.map(named) },
    })
  }

  async configure(configuration: unknown, pushed: unknown = null): Promise<void> {
    this.configuration = configuration
    await this.connection.sendNotification(DidChangeConfigurationNotification.type, { settings: pushed })
  }

  async pull(uri: string): Promise<DocumentDiagnosticReport> {
    return this.connection.sendRequest(DocumentDiagnosticRequest.type, { textDocument: { uri } })
  }

  async hover(uri: string, line: number, character: number): Promise<Hover | null> {
    return this.connection.sendRequest(HoverRequest.type, {
      textDocument: { uri },
      position: { line, character },
    })
  }

  /** Does what the menu does when an action is a command. */
  async command(name: string, args: readonly unknown[] = []): Promise<unknown> {
    return this.connection.sendRequest(ExecuteCommandRequest.type, { command: name, arguments: [...args] })
  }

  buffer(uri: string): TextDocument {
    const buffer = this.buffers.get(uri)
    if (buffer === undefined) throw new Error(`${uri} is not open`)
    return buffer
  }

  text(uri: string): string {
    return this.buffer(uri).getText()
  }

  /** What the server says of the buffer as it is now; of what it says after `from` messages only. */
  async diagnostics(uri: string, from = 0): Promise<readonly Diagnostic[]> {
    const { version } = this.buffer(uri)
    const found = await this.until(() =>
      this.published.slice(from).findLast((it) => it.uri === uri && it.version === version),
    )
    return found.diagnostics
  }

  /** Waits until something that the server says makes `look` see something. */
  async until<T>(look: () => T | undefined): Promise<T> {
    for (let seen = look(); ; seen = look()) {
      if (seen !== undefined) return seen
      await new Promise<void>((resolve) => this.#waiting.push(resolve))
    }
  }

  async actions(
    uri: string,
    range: Range = wholeText,
    context: Partial<CodeActionContext> = {},
  ): Promise<CodeAction[]> {
    const answer = await this.connection.sendRequest(CodeActionRequest.type, {
      textDocument: { uri },
      range,
      context: { diagnostics: [], ...context },
    })
    // The server never answers with commands.
    return (answer ?? []) as CodeAction[]
  }

  /** The actions that change what is found, without those that ignore it. */
  async fixes(...args: Parameters<Editor['actions']>): Promise<CodeAction[]> {
    return (await this.actions(...args)).filter(({ title }) => !title.startsWith('Ignore '))
  }

  /** Applies an edit as an editor does: only to the very versions it is for. Returns the texts of files that are not open. */
  async apply(edit: WorkspaceEdit | undefined): Promise<ReadonlyMap<string, string>> {
    const others = new Map<string, string>()
    for (const change of edit?.documentChanges ?? []) {
      if (!('textDocument' in change)) throw new Error('only texts are edited')
      const { uri, version } = change.textDocument
      const edits = change.edits.map((it) => {
        // What is typed into a snippet's place does not matter here: its words are taken.
        return 'newText' in it
          ? it
          : {
              range: it.range,
              newText: it.snippet.value.replaceAll(/\$\{1:([^}]*)\}/g, '$1').replaceAll(/\\(.)/g, '$1'),
            }
      })
      if (version === null) {
        const text = readFileSync(fileURLToPath(uri), 'utf8')
        others.set(uri, TextDocument.applyEdits(TextDocument.create(uri, '', 0, text), edits))
      } else if (version === this.buffer(uri).version) await this.change(uri, edits)
      else throw new Error(`an edit for version ${version} of ${uri}`)
    }
    return others
  }

  get pid(): number | undefined {
    return this.#child?.pid
  }

  /** Ends the server as nobody should. */
  async kill(): Promise<void> {
    this.#child?.kill('SIGKILL')
    await this.#exit
    this.connection.dispose()
  }

  /** Ends the server as the protocol asks, and gives its exit code. */
  async stop(): Promise<number | null | undefined> {
    await this.connection.sendRequest(ShutdownRequest.type)
    if (this.#child === undefined) {
      this.connection.dispose()
      return undefined
    }
    await this.connection.sendNotification(ExitNotification.type)
    const code = await this.#exit
    this.connection.dispose()
    return code
  }
}
