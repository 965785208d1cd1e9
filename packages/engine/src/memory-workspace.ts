import type { Diagnostic } from '@regraft/model'
import { compareText } from '@regraft/model'
import { filesIn } from './folder.ts'
import type { Workspace } from './workspace.ts'

/** A workspace over texts in memory. `texts` gives the current ones, healed after `heal`. */
export interface MemoryWorkspace extends Workspace {
  readonly texts: ReadonlyMap<string, string>
}

/** Holds files by path; works in browsers. What `heal` writes is seen in `texts`, the map handed in stays as it is. */
export function memoryWorkspace(files: { readonly [path: string]: string | Uint8Array }): MemoryWorkspace {
  const bytes = new Map(
    Object.entries(files).map(([path, file]) => [
      path,
      typeof file === 'string' ? new TextEncoder().encode(file) : file,
    ]),
  )
  return {
    root: '.',
    get texts() {
      const decoder = new TextDecoder('utf-8', { ignoreBOM: true })
      return new Map([...bytes].map(([path, file]) => [path, decoder.decode(file)]))
    },
    list: async () => ({
      files: [...bytes]
        .map(([path, file]) => ({ path, size: file.length }))
        .sort((a, b) => compareText(a.path, b.path)),
      diagnostics: [],
    }),
    read: async (path) => {
      const file = bytes.get(path)
      return file ? { ok: true, bytes: file } : { ok: false, diagnostic: missing(path) }
    },
    listFolder: async (folder, deep) => filesIn(folder, deep, bytes.keys()),
    write: async (writes) => {
      for (const { path, after } of writes) bytes.set(path, after)
      return { written: writes.map(({ path }) => path), failures: [] }
    },
  }
}

function missing(file: string): Diagnostic {
  return { code: 'FILE_MISSING', severity: 'error', message: `${file} is not in the workspace`, file }
}
