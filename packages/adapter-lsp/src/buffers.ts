import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { FolderSettings } from '@regraft/config'
import type { OverlayWorkspace } from '@regraft/engine'
import { memoryWorkspace, overlayWorkspace } from '@regraft/engine'
import { diskWorkspace } from '@regraft/engine/node'
import type { TextDocument } from 'vscode-languageserver-textdocument'
import type { Place } from './places.ts'
import { placeOf } from './places.ts'

/** A text as it was when a run began. */
export interface Buffer {
  readonly uri: string
  readonly version: number
  readonly text: string
  readonly path: string
}

/** The open documents of one folder at one moment. */
export interface Buffers {
  readonly key: string
  readonly root: string | undefined
  /** By relative path. */
  readonly byPath: ReadonlyMap<string, Buffer>
}

/** Knows where the open documents stand. */
export class Places {
  #folders: readonly string[] = []
  readonly #places = new Map<string, Place>()

  get folders(): readonly string[] {
    return this.#folders
  }

  /** Absolute, links followed. */
  set folders(folders: readonly string[]) {
    this.#folders = folders
    this.#places.clear()
  }

  of({ uri, languageId }: Pick<TextDocument, 'uri' | 'languageId'>): Place {
    const known = this.#places.get(uri)
    if (known) return known
    const place = placeOf(uri, languageId, this.#folders)
    this.#places.set(uri, place)
    return place
  }

  forget(uri: string): void {
    this.#places.delete(uri)
  }

  buffers(key: string, open: readonly TextDocument[]): Buffers {
    const byPath = new Map<string, Buffer>()
    let root: string | undefined
    for (const document of open) {
      const place = this.of(document)
      if (place.key !== key) continue
      root = place.root
      const { uri, version } = document
      byPath.set(place.path, { uri, version, text: document.getText(), path: place.path })
    }
    return { key, root, byPath }
  }
}

/** The buffers over what their folders hold on disk. No other folder is listed, so that a key press costs the same in any repository. */
export function workspaceOf(
  { root, byPath }: Buffers,
  { files, run }: Pick<FolderSettings, 'files' | 'run'>,
): OverlayWorkspace {
  const texts = new Map([...byPath.values()].map(({ path, text }) => [path, text]))
  if (root === undefined) return overlayWorkspace(memoryWorkspace({}), texts)
  const paths = [...new Set([...byPath.keys()].map((path) => dirname(path)))].filter((folder) =>
    existsSync(join(root, folder)),
  )
  // A file that is not saved yet may stand in a folder that is not there yet.
  const disk =
    paths.length === 0
      ? memoryWorkspace({})
      : diskWorkspace(root, { paths, deep: false, also: run.variables?.files ?? [], ...files })
  return overlayWorkspace(disk, texts)
}

/** The URI that a path of a run has for the client: an open document keeps the spelling the client gave it. */
export function uriOf({ root, byPath }: Buffers, path: string): string | undefined {
  const open = byPath.get(path)
  if (open) return open.uri
  return root === undefined ? undefined : pathToFileURL(join(root, path)).href
}
