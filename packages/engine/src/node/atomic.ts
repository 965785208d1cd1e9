import type { Stats } from 'node:fs'
import { open, rename, unlink } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'

export const temporarySuffix = '.regraft-tmp'

export function temporaryOf(path: string): string {
  return join(dirname(path), `.${basename(path)}${temporarySuffix}`)
}

/**
 * Replaces a file's bytes in one step: whoever looks sees the old bytes or the new ones. Mode and, where allowed, owner
 * are kept. `still` is asked at the last moment; when it says no, nothing is written.
 */
export async function replaceFile(
  path: string,
  bytes: Uint8Array,
  like: Pick<Stats, 'mode' | 'uid' | 'gid'> | undefined,
  still: () => Promise<boolean> = async () => true,
): Promise<boolean> {
  const temporary = temporaryOf(path)
  // What a killed run left is ours by name; `wx` never follows a link that somebody put there.
  await unlink(temporary).catch(() => undefined)
  try {
    const file = await open(temporary, 'wx', 0o600)
    try {
      await file.writeFile(bytes)
      if (like) {
        await file.chown(like.uid, like.gid).catch(() => undefined)
        await file.chmod(like.mode & 0o7777)
      }
      await file.sync()
    } finally {
      await file.close()
    }
    if (!(await still())) {
      await unlink(temporary)
      return false
    }
    await rename(temporary, path)
    return true
  } catch (error) {
    await unlink(temporary).catch(() => undefined)
    throw error
  }
}
