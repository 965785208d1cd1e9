import { realpath } from 'node:fs/promises'
import { sep } from 'node:path'

/** Whether a path that is there leads, through all links, to something in a folder. Throws what the file system throws. */
export async function isInside(root: string, path: string): Promise<boolean> {
  const folder = await realpath(root)
  return (await realpath(path)).startsWith(folder.endsWith(sep) ? folder : `${folder}${sep}`)
}
