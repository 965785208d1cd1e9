import { readdir, realpath } from 'node:fs/promises'
import { join } from 'node:path'
import { compareText } from '@regraft/model'
import { temporarySuffix } from './atomic.ts'
import { isInside, realFile } from './paths.ts'

/** More files than this in a folder are not listed. */
const maxFiles = 20_000
/** What version control and regraft itself keep there is no part of the code. */
const skipped: ReadonlySet<string> = new Set(['.git', '.regraft'])

/**
 * Files of a folder as they lie there, ignored ones too. Undefined when they are too many, the folder lies outside the
 * root, or somewhere in it a link leads to a folder or out of the root: then not all of them can be told.
 */
export async function listFolder(
  root: string,
  folder: string,
  deep: boolean,
): Promise<readonly string[] | undefined> {
  const start = join(root, folder)
  const out: string[] = []
  try {
    if (!isInside(root, await realpath(start))) return undefined
  } catch (error) {
    return isMissing(error) ? [] : undefined
  }
  const queue = ['']
  for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
    const entries = await readdir(join(start, next), { withFileTypes: true }).catch(() => undefined)
    if (entries === undefined) return undefined
    for (const entry of entries) {
      if (skipped.has(entry.name) || entry.name.endsWith(temporarySuffix)) continue
      const path = next === '' ? entry.name : `${next}/${entry.name}`
      if (entry.isDirectory()) {
        if (deep) queue.push(path)
      } else if (entry.isFile()) out.push(path)
      else if (entry.isSymbolicLink()) {
        if (deep && !isFileLink(root, join(folder, path))) return undefined
        out.push(path)
      }
    }
    if (out.length > maxFiles) return undefined
  }
  return out.sort(compareText)
}

function isFileLink(root: string, path: string): boolean {
  try {
    return !('why' in realFile(root, path))
  } catch {
    return false
  }
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT'
}
