import { lstatSync, realpathSync, type Stats } from 'node:fs'
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
 * is not there. Throws what the file system throws.
 *
 * Not asynchronous: each step of a thread pool costs ten times what the file system needs for a source file.
 */
export function realFile(root: string, path: string): RealFile | { readonly why: string } {
  const real = realpathSync.native(join(root, path))
  if (!isInside(root, real)) return { why: 'it is a link that leaves the root' }
  const stats = lstatSync(real)
  return stats.isFile() ? { real, stats } : { why: 'it is not a regular file' }
}
