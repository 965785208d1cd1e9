import type { InitializeParams, WorkspaceFoldersChangeEvent } from 'vscode-languageserver'
import { filePath, realPath } from './places.ts'

/** The folders an editor has open, as absolute paths with links followed. */
export function foldersOf({ workspaceFolders, rootUri }: InitializeParams): readonly string[] {
  const uris = workspaceFolders?.map(({ uri }) => uri) ?? (rootUri ? [rootUri] : [])
  return uris.flatMap(folderOf)
}

export function afterChange(
  folders: readonly string[],
  { added, removed }: WorkspaceFoldersChangeEvent,
): readonly string[] {
  const gone = new Set(removed.flatMap(({ uri }) => folderOf(uri)))
  const now = [...folders.filter((folder) => !gone.has(folder)), ...added.flatMap(({ uri }) => folderOf(uri))]
  return [...new Set(now)]
}

function folderOf(uri: string): readonly string[] {
  const path = filePath(uri)
  return path === undefined ? [] : [realPath(path)]
}
