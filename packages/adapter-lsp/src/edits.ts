import type { TextEdit } from '@regraft/model'
import { applyEdits, Lines } from '@regraft/model'
import type { TextDocumentEdit, TextEdit as WireEdit, WorkspaceEdit } from 'vscode-languageserver'
import { TextDocument } from 'vscode-languageserver-textdocument'
import type { Buffer, Buffers } from './buffers.ts'
import { uriOf } from './buffers.ts'
import type { Client } from './client.ts'

/** Edits of one file against the text that a run read. */
export interface FileEdits {
  readonly file: string
  readonly text: string
  readonly edits: readonly TextEdit[]
}

/**
 * The edit a client can apply: for open documents against the version that was read, for others against the file.
 * Undefined when the protocol cannot say it exactly.
 */
export function workspaceEdit(
  files: readonly FileEdits[],
  buffers: Buffers,
  client: Client,
): WorkspaceEdit | undefined {
  const changes: TextDocumentEdit[] = []
  for (const { file, text, edits } of files) {
    const uri = uriOf(buffers, file)
    const open = buffers.byPath.get(file)
    const wire = open ? wireEdits(text, edits) : unmarked(text, edits)
    if (uri === undefined || wire === undefined) return undefined
    changes.push({ textDocument: { uri, version: open?.version ?? null }, edits: [...wire] })
  }
  if (client.documentChanges) return { documentChanges: changes }
  return {
    changes: Object.fromEntries(
      // Only plain edits were made above.
      changes.map(({ textDocument, edits }) => [textDocument.uri, edits as WireEdit[]]),
    ),
  }
}

/** Puts text at one place of an open document. */
export function insertion(
  { documentChanges }: Client,
  buffer: Buffer,
  at: number,
  text: string,
): WorkspaceEdit {
  const { uri, version } = buffer
  const place = placeIn(buffer.text, at)
  const edits = [{ range: { start: place, end: place }, newText: text }]
  return documentChanges
    ? { documentChanges: [{ textDocument: { uri, version }, edits }] }
    : { changes: { [uri]: edits } }
}

/** The same with a snippet, for clients that know versions of documents and snippets in edits. */
export function snippetInsertion({ uri, version, text }: Buffer, at: number, value: string): WorkspaceEdit {
  const place = placeIn(text, at)
  const edits = [{ range: { start: place, end: place }, snippet: { kind: 'snippet' as const, value } }]
  return { documentChanges: [{ textDocument: { uri, version }, edits }] }
}

function placeIn(text: string, offset: number): { line: number; character: number } {
  const { line, column } = new Lines(text).position(offset)
  return { line: line - 1, character: column - 1 }
}

/** Editors take the byte order mark off a file they open: places in its first line move by one. */
function unmarked(text: string, edits: readonly TextEdit[]): readonly WireEdit[] | undefined {
  if (!text.startsWith('\ufeff')) return wireEdits(text, edits)
  if (edits.some(({ start }) => start === 0)) return undefined
  return wireEdits(
    text.slice(1),
    edits.map(({ start, end, text: put }) => ({ start: start - 1, end: end - 1, text: put })),
  )
}

function wireEdits(text: string, edits: readonly TextEdit[]): readonly WireEdit[] | undefined {
  const lines = new Lines(text)
  const place = (offset: number): { line: number; character: number } => {
    const { line, column } = lines.position(offset)
    return { line: line - 1, character: column - 1 }
  }
  const wire = edits.map(({ start, end, text: newText }) => ({
    range: { start: place(start), end: place(end) },
    newText,
  }))
  // A place between CR and LF has no name in the protocol: what the client would make of it is compared.
  const document = TextDocument.create('x:', '', 0, text)
  return TextDocument.applyEdits(document, wire) === applyEdits(text, edits) ? wire : undefined
}
