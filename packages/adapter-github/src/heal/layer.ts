import type { FileWrite, Workspace } from '@regraft/engine'

/** A workspace whose writes stay in memory, over one that is only read. */
export interface Layer extends Workspace {
  /** What `write` got since this was last asked, by path: the bytes before the first write and after the last. */
  taken(): readonly FileWrite[]
}

/** Lays an empty layer over a workspace. */
export function layerOver(base: Workspace): Layer {
  const own = new Map<string, Uint8Array>()
  const fresh = new Map<string, FileWrite>()
  const { listFolder } = base
  return {
    root: base.root,
    list: async () => {
      const { files, diagnostics } = await base.list()
      // Healing changes files and makes none.
      return {
        files: files.map(({ path, size }) => ({ path, size: own.get(path)?.length ?? size })),
        diagnostics,
      }
    },
    scope: (path) => base.scope?.(path) ?? true,
    read: async (path, limit) => {
      const bytes = own.get(path)
      return bytes === undefined ? base.read(path, limit) : { ok: true, bytes }
    },
    ...(listFolder ? { listFolder: (path, deep) => listFolder.call(base, path, deep) } : {}),
    write: async (files) => {
      for (const { path, before, after } of files) {
        own.set(path, after)
        fresh.set(path, { path, before: fresh.get(path)?.before ?? before, after })
      }
      return { written: files.map(({ path }) => path), failures: [] }
    },
    taken: () => {
      const files = [...fresh.values()]
      fresh.clear()
      return files
    },
  }
}
