import { type OverlayWorkspace, overlayWorkspace } from '@regraft/engine'
import { diskWorkspace } from '@regraft/engine/node'
import { type Buffers, workspaceOf } from './buffers.ts'
import type { Session } from './session.ts'

/** A folder of the workspace, or the open documents of a place that is in none, with everything that lies there. */
export interface Whole {
  readonly buffers: Buffers
  readonly workspace: OverlayWorkspace
}

/** All there is to check: every folder with what lies below it, and open documents outside of them. */
export function wholeWorkspace({ places, documents, configuration }: Session): readonly Whole[] {
  const open = documents.all()
  const folders = places.folders
  const keys = new Set([...folders, ...open.map((document) => places.of(document).key)])
  return [...keys]
    .filter((key) => configuration.of(key).enable !== false)
    .map((key) => {
      const buffers = places.buffers(key, open)
      if (!folders.includes(key)) return { buffers, workspace: workspaceOf(buffers) }
      const texts = new Map([...buffers.byPath.values()].map(({ path, text }) => [path, text]))
      // A folder that lies in another of the workspace is checked once, on its own.
      const inner = folders.filter((other) => other !== key && other.startsWith(`${key}/`))
      const exclude = inner.map((folder) => folder.slice(key.length + 1))
      return {
        buffers: { ...buffers, root: key },
        workspace: overlayWorkspace(diskWorkspace(key, { exclude }), texts),
      }
    })
}
