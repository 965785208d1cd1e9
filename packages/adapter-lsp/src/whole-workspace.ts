import type { FolderSettings } from '@regraft/config'
import { type OverlayWorkspace, overlayWorkspace } from '@regraft/engine'
import { diskWorkspace } from '@regraft/engine/node'
import { type Buffers, workspaceOf } from './buffers.ts'
import type { Session } from './session.ts'

/** A folder of the workspace, or the open documents of a place that is in none, with everything that lies there. */
export interface Whole {
  readonly buffers: Buffers
  readonly workspace: OverlayWorkspace
  readonly config: FolderSettings
}

/** All there is to check: every folder with what lies below it, and open documents outside of them. */
export async function wholeWorkspace({
  places,
  documents,
  configuration,
  folderConfigs,
}: Session): Promise<readonly Whole[]> {
  const open = documents.all()
  const folders = places.folders
  const keys = new Set([...folders, ...open.map((document) => places.of(document).key)])
  const all: Whole[] = []
  for (const key of [...keys].filter((each) => configuration.of(each).enable !== false)) {
    const buffers = places.buffers(key, open)
    const config = await folderConfigs.of(folders.includes(key) ? key : buffers.root)
    if (!folders.includes(key)) {
      all.push({ buffers, config, workspace: workspaceOf(buffers, config) })
      continue
    }
    const texts = new Map([...buffers.byPath.values()].map(({ path, text }) => [path, text]))
    // A folder that lies in another of the workspace is checked once, on its own.
    const inner = folders.filter((other) => other !== key && other.startsWith(`${key}/`))
    const exclude = [...(config.files.exclude ?? []), ...inner.map((folder) => folder.slice(key.length + 1))]
    const also = config.run.variables?.files ?? []
    all.push({
      buffers: { ...buffers, root: key },
      config,
      workspace: overlayWorkspace(diskWorkspace(key, { ...config.files, also, exclude }), texts),
    })
  }
  return all
}
