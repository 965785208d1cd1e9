import type { Stats } from 'node:fs'
import { lstat, realpath } from 'node:fs/promises'
import { isAbsolute, join, relative, sep } from 'node:path'

/** The path relative to the root, with `/`. */
export function relativeTo(root: string, path: string): string {
  return relative(root, path).split(sep).join('/')
}

export function isInside(root: string, path: string): boolean {
  const steps = relative(root, path)
  return steps === '' || (!steps.startsWith(`..${sep}`) && steps !== '..' && !isAbsolute(steps))
}

/** A file inside the root, links followed: where its bytes really are. */
export interface RealFile {
  readonly real: string
  readonly stats: Stats
}

/**
 * Follows a relative path to the regular file it means. Says why not when it leaves the root, is no regular file, or
 * is not there.
 */
export async function realFile(root: string, path: string): Promise<RealFile | { readonly why: string }> {
  const real = await realpath(join(root, path))
  if (!isInside(root, real)) return { why: 'it is a link that leaves the root' }
  const stats = await lstat(real)
  return stats.isFile() ? { real, stats } : { why: 'it is not a regular file' }
}
