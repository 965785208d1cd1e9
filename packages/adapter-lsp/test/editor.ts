import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { PassThrough } from 'node:stream'
import { fileURLToPath } from 'node:url'
import { StreamMessageReader, StreamMessageWriter } from 'vscode-jsonrpc/node'
import { createConnection } from 'vscode-languageserver/node'
import type {
  ClientCapabilities,
  CodeAction,
  CodeActionContext,
  Diagnostic,
  InitializeResult,
  LogMessageParams,
  ProtocolConnection,
  PublishDiagnosticsParams,
  Range,
  RegistrationParams,
  WorkspaceEdit,
} from 'vscode-languageserver-protocol/node'
import {
  CodeActionRequest,
  createProtocolConnection,
  DidChangeTextDocumentNotification,
  DidChangeWatchedFilesNotification,
  DidChangeWorkspaceFoldersNotification,
  DidCloseTextDocumentNotification,
  DidOpenTextDocumentNotification,
  DidSaveTextDocumentNotification,
  ExitNotification,
  InitializedNotification,
  InitializeRequest,
  LogMessageNotification,
  PublishDiagnosticsNotification,
  RegistrationRequest,
  ShutdownRequest,
} from 'vscode-languageserver-protocol/node'
import { TextDocument } from 'vscode-languageserver-textdocument'
import { attachLanguageServer, type LanguageServerOptions } from '../src/index.ts'

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
    connection.listen()
  }

  /** The built server as a process of its own. */
  static spawn(): Editor {
    const child = spawn(process.execPath, [bin, '--stdio'], { stdio: ['pipe', 'pipe', 'pipe'] })
    const { stdin, stdout } = child
    if (!stdin || !stdout) throw new Error('no pipes')
    return new Editor(
      createProtocolConnection(new StreamMessageReader(stdout), new StreamMessageWriter(stdin)),
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
    { capabilities = everything, settings }: { capabilities?: ClientCapabilities; settings?: unknown } = {},
  ): Promise<InitializeResult> {
    const result = await this.connection.sendRequest(InitializeRequest.type, {
      processId: process.pid,
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
    await this.#change(uri, [{ range, newText: now }])
  }

  async #change(uri: string, edits: readonly { range: Range; newText: string }[]): Promise<void> {
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

  /** Applies an edit as an editor does: only to the very versions it is for. Returns the texts of files that are not open. */
  async apply(edit: WorkspaceEdit | undefined): Promise<ReadonlyMap<string, string>> {
    const others = new Map<string, string>()
    for (const change of edit?.documentChanges ?? []) {
      if (!('textDocument' in change)) throw new Error('only texts are edited')
      const { uri, version } = change.textDocument
      const edits = change.edits.map((it) => {
        if (!('newText' in it)) throw new Error('no snippet is asked for')
        return it
      })
      if (version === null) {
        const text = readFileSync(fileURLToPath(uri), 'utf8')
        others.set(uri, TextDocument.applyEdits(TextDocument.create(uri, '', 0, text), edits))
      } else if (version === this.buffer(uri).version) await this.#change(uri, edits)
      else throw new Error(`an edit for version ${version} of ${uri}`)
    }
    return others
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
