import type { Diagnostic } from '@regraft/model'
import { compareText } from '@regraft/model'
import { decodeLoose, encode } from './decode.ts'
import { filesIn } from './folder.ts'
import type { ReadResult, Workspace } from './workspace.ts'

/** A workspace with texts laid over it. `texts` gives the current ones, healed after `heal`. */
export interface OverlayWorkspace extends Workspace {
  readonly texts: ReadonlyMap<string, string>
}

/**
 * Lays texts over another workspace, as an editor's unsaved buffers lie over its disk. A text hides the base's file of
 * the same path (relative, with `/`) or stands where the base has none. What `heal` writes to it is seen in `texts`, never
 * in the base; other files are written by the base. The map handed in stays as it is.
 */
export function overlayWorkspace(base: Workspace, texts: ReadonlyMap<string, string>): OverlayWorkspace {
  const own = new Map([...texts].map(([path, text]) => [path, encode(text)]))
  const { undo, listFolder } = base
  return {
    root: base.root,
    get texts() {
      return new Map([...own].map(([path, bytes]) => [path, decodeLoose(bytes)]))
    },
    list: async () => {
      const { files, diagnostics } = await base.list()
      const all = new Map(files.map(({ path, size }) => [path, size]))
      for (const [path, bytes] of own) all.set(path, bytes.length)
      return {
        files: [...all].map(([path, size]) => ({ path, size })).sort((a, b) => compareText(a.path, b.path)),
        diagnostics: diagnostics.filter(({ file }) => file === undefined || !own.has(file)),
      }
    },
    scope: (path) => own.has(path) || (base.scope?.(path) ?? true),
    read: async (path, limit) => {
      const bytes = own.get(path)
      return bytes === undefined ? base.read(path, limit) : bounded(path, bytes, limit)
    },
    ...(listFolder === undefined
      ? {}
      : {
          listFolder: async (folder, deep) => {
            const below = await listFolder.call(base, folder, deep)
            const all = below && new Set([...below, ...filesIn(folder, deep, own.keys())])
            return all && [...all].sort(compareText)
          },
        }),
    write: async (files) => {
      const below = files.filter(({ path }) => !own.has(path))
      const above = files.filter(({ path }) => own.has(path))
      const outcome = below.length > 0 ? await base.write(below) : { written: [], failures: [] }
      for (const { path, after } of above) own.set(path, after)
      const written = [...outcome.written, ...above.map(({ path }) => path)].sort(compareText)
      return { ...outcome, written }
    },
    ...(undo === undefined ? {} : { undo: (run) => undo.call(base, run) }),
  }
}

function bounded(file: string, bytes: Uint8Array, limit = Number.POSITIVE_INFINITY): ReadResult {
  if (bytes.length <= limit) return { ok: true, bytes }
  const diagnostic: Diagnostic = {
    code: 'FILE_TOO_LARGE',
    severity: 'error',
    message: `${file} is not read: ${bytes.length} bytes are more than the limit of ${limit}`,
    file,
  }
  return { ok: false, diagnostic }
}
