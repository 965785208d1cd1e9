import { closeSync, fstatSync, openSync, readSync, realpathSync, statSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import type { Diagnostic } from '@regraft/model'
import { compareText, RegraftError } from '@regraft/model'
import { type FileGlobs, takesEntry } from '../file-globs.ts'
import type { Listing, ReadResult, Workspace } from '../workspace.ts'
import { ioDiagnostic } from './io-errors.ts'
import { listFolder } from './list-folder.ts'
import { isInside, realFile, relativeTo } from './paths.ts'
import { undoRun } from './undo.ts'
import { walk } from './walk.ts'
import { writeFiles } from './write.ts'

export interface DiskOptions extends FileGlobs {
  /** Files and folders to look at, relative to the root or absolute. Default: the root. */
  readonly paths?: readonly string[]
  /** Files below the root that are listed though they lie elsewhere, are ignored or excluded. Absent ones are passed over. */
  readonly also?: readonly string[]
  /** False: only the files that lie in a folder itself are listed, not those of the folders in it. Default: true. */
  readonly deep?: boolean
}

/** A workspace on disk, with its undo. */
export type DiskWorkspace = Workspace & Required<Pick<Workspace, 'scope' | 'undo'>>

/**
 * Files below a folder. Nothing outside it is read or written, links included. `.gitignore` is respected, but a path
 * that is named is taken. Beside a named file its folder is read too, for the meaning; only the file is reported.
 * Throws `PATH_MISSING` for a path that is not there, and `PATH_OUTSIDE` for one outside the root.
 */
export function diskWorkspace(folder: string, options: DiskOptions = {}): DiskWorkspace {
  const root = rootOf(folder)
  const starts = (options.paths ?? ['.']).map((path) => startOf(root, path))
  const inScope = (path: string): boolean => starts.some((start) => isInside(start.real, resolve(root, path)))
  const included = (path: string, isFolder: boolean): boolean => takesEntry(options, path, isFolder)
  return {
    root: '.',
    scope: inScope,
    list: () => list(root, starts, included, options),
    listFolder: (path, isDeep) => listFolder(root, path, isDeep),
    read: (path, limit) => read(root, path, limit),
    write: (files) => writeFiles(root, files),
    undo: (run) => undoRun(root, run),
  }
}

interface Start {
  readonly real: string
  readonly isFile: boolean
}

function rootOf(folder: string): string {
  try {
    return realpathSync(folder)
  } catch {
    throw new RegraftError('PATH_MISSING', `There is no ${folder}`, { hint: 'Check the path.' })
  }
}

function startOf(root: string, path: string): Start {
  if (path === '') {
    // An unset variable must not mean everything here.
    throw new RegraftError('PATH_MISSING', 'A path is empty', {
      hint: 'Name a file or folder, or give no path.',
    })
  }
  const at = resolve(root, path)
  let real: string
  try {
    real = realpathSync(at)
  } catch {
    throw new RegraftError('PATH_MISSING', `There is no ${path}`, { hint: 'Check the path.' })
  }
  if (!isInside(root, real)) {
    throw new RegraftError('PATH_OUTSIDE', `${path} lies outside ${root}`, {
      hint: 'Nothing outside the root is read.',
    })
  }
  const stats = statSync(real)
  if (!stats.isFile() && !stats.isDirectory())
    throw new RegraftError('NOT_A_FILE', `${path} is neither a file nor a folder`, {
      hint: 'Check the path.',
    })
  return { real, isFile: stats.isFile() }
}

async function list(
  root: string,
  starts: readonly Start[],
  included: (path: string, isFolder: boolean) => boolean,
  { deep = true, also = [] }: DiskOptions,
): Promise<Listing> {
  const files = new Map<string, number>()
  const diagnostics: Diagnostic[] = []
  for (const start of starts) {
    const walked = await walk(
      start.isFile ? dirname(start.real) : start.real,
      { root, included },
      deep && !start.isFile,
    )
    for (const { path, size } of walked.files) files.set(path, size)
    diagnostics.push(...walked.diagnostics)
    // A named file is taken even where a pattern would leave it out.
    if (start.isFile) files.set(relativeTo(root, start.real), statSync(start.real).size)
  }
  for (const path of also) {
    const size = sizeOf(root, path)
    if (size !== undefined) files.set(path, size)
  }
  return {
    files: [...files].map(([path, size]) => ({ path, size })).sort((a, b) => compareText(a.path, b.path)),
    diagnostics,
  }
}

function sizeOf(root: string, path: string): number | undefined {
  try {
    const found = realFile(root, path)
    return 'why' in found ? undefined : found.stats.size
  } catch {
    return undefined
  }
}

async function read(root: string, path: string, limit = Number.POSITIVE_INFINITY): Promise<ReadResult> {
  try {
    const found = realFile(root, path)
    if ('why' in found) return { ok: false, diagnostic: refused(path, found.why) }
    const file = openSync(found.real, 'r')
    try {
      const { size } = fstatSync(file)
      if (size > limit)
        return { ok: false, diagnostic: refused(path, `${size} bytes are more than the limit of ${limit}`) }
      return { ok: true, bytes: readAll(file, size) }
    } finally {
      closeSync(file)
    }
  } catch (error) {
    return { ok: false, diagnostic: ioDiagnostic(path, error, 'read') }
  }
}

/** A file's bytes, of which it said how many there are: `readFile` would ask again, before and after. */
function readAll(file: number, size: number): Uint8Array {
  const bytes = new Uint8Array(size)
  let at = 0
  while (at < size) {
    const bytesRead = readSync(file, bytes, at, size - at, at)
    if (bytesRead === 0) break
    at += bytesRead
  }
  return at === size ? bytes : bytes.slice(0, at)
}

function refused(file: string, reason: string): Diagnostic {
  const code = reason.includes('limit') ? 'FILE_TOO_LARGE' : 'LINK_LEAVES_ROOT'
  return { code, severity: 'error', message: `${file} is not read: ${reason}`, file }
}
