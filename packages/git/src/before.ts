import type { Workspace } from '@regraft/engine'
import { compareText, type Diagnostic } from '@regraft/model'
import { blobsOf } from './blobs.ts'
import type { Changes } from './changes.ts'
import type { Repository } from './repository.ts'

/**
 * A workspace as it was before the changes: what is new is not there, what is gone is there again, and what was modified
 * holds its former bytes, a renamed file under its new name. Nothing can be written to it.
 */
export function workspaceBefore(workspace: Workspace, repository: Repository, changes: Changes): Workspace {
  const blobs = blobsOf(repository.git)
  // A renamed file is told under its new name alone, so that its findings keep theirs.
  const renamed = new Set([...changes.files.values()].flatMap(({ blob }) => blob ?? []))
  const blobOf = (path: string): string | undefined => {
    const change = changes.files.get(path)
    if (change) return change.blob
    const gone = changes.gone.get(path)
    return gone !== undefined && !renamed.has(gone) ? gone : undefined
  }
  const back = [...changes.gone].filter(([, blob]) => !renamed.has(blob)).map(([path]) => path)
  return {
    root: workspace.root,
    list: async () => {
      const { files, diagnostics } = await workspace.list()
      const kept = files.filter(({ path }) => !changes.has(path) || blobOf(path) !== undefined)
      const all = [...kept, ...back.map((path) => ({ path, size: 0 }))]
      return { files: all.sort((a, b) => compareText(a.path, b.path)), diagnostics }
    },
    scope: (path) => workspace.scope?.(path) ?? true,
    ...(workspace.listFolder
      ? { listFolder: async (path: string, deep: boolean) => workspace.listFolder?.(path, deep) }
      : {}),
    read: async (path, limit) => {
      const blob = blobOf(path)
      if (blob === undefined && !changes.has(path)) return workspace.read(path, limit)
      const bytes = blob === undefined ? undefined : await blobs(blob)
      return bytes ? { ok: true, bytes } : { ok: false, diagnostic: missing(path) }
    },
    write: async (files) => ({
      written: [],
      failures: files.map(({ path }) => ({ path, diagnostic: missing(path) })),
    }),
  }
}

function missing(file: string): Diagnostic {
  return { code: 'FILE_MISSING', severity: 'error', message: `${file} was not there before`, file }
}
