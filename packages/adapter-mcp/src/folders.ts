import { realpathSync } from 'node:fs'
import { isAbsolute, relative, resolve, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import { RegraftError } from '@regraft/model'

/** Absolute folders, links followed, in which tools may work; the first is meant where none is named. */
export type Folders = readonly string[]

/** What a tool is pointed at. */
export interface Target {
  /** Absolute, links followed. */
  readonly root: string
  readonly paths?: readonly string[]
}

/**
 * The folders of a call. `widen`: the client runs on this machine and started the server, so its roots are allowed beside
 * the folders that the server was started for; without both, the current folder. `narrow`: the client may be anybody
 * with a token, so its roots only leave less of what the server was started for. `roots` undefined: it has none to tell.
 */
export function foldersOf(
  started: Folders,
  current: string,
  roots: readonly string[] | undefined,
  mode: 'widen' | 'narrow',
): Folders {
  const own = started.length > 0 ? started : [current]
  if (roots === undefined) return own
  const told = roots.flatMap(folderOf)
  if (mode === 'widen') return unique([...started, ...told])
  return unique(own.flatMap((folder) => told.flatMap((root) => inner(folder, root))))
}

/** A folder by its path. Throws `RegraftError` `PATH_MISSING`. */
export function realFolder(path: string): string {
  try {
    return realpathSync(path)
  } catch {
    throw missing(path)
  }
}

function missing(path: string): RegraftError {
  return new RegraftError('PATH_MISSING', `There is no ${JSON.stringify(path.slice(0, 500))}`, {
    hint: 'Check the path.',
  })
}

/**
 * Where a call works. Throws `RegraftError`: `FOLDER_NONE` when nothing is allowed, `PATH_OUTSIDE` for a path outside all
 * folders, links followed, and `PATH_MISSING`.
 */
export function targetOf(
  folders: Folders,
  { root, paths }: { readonly root?: string | undefined; readonly paths?: readonly string[] | undefined },
): Target {
  const [first] = folders
  if (first === undefined)
    throw new RegraftError('FOLDER_NONE', 'There is no folder to work in', {
      hint: 'Open a folder in the client, or start the server with one: regraft-mcp FOLDER.',
    })
  const base = root === undefined ? homeOf(folders, first, paths?.[0]) : insideOf(folders, first, root)
  const inBase = paths?.map((path) => insideOf([base], base, path))
  return inBase === undefined || inBase.length === 0 ? { root: base } : { root: base, paths: inBase }
}

function isInside(folder: string, path: string): boolean {
  const steps = relative(folder, path)
  return steps === '' || (steps !== '..' && !steps.startsWith(`..${sep}`) && !isAbsolute(steps))
}

/** The allowed folder that holds an absolute path; else the first. */
function homeOf(folders: Folders, first: string, path: string | undefined): string {
  if (path === undefined || !isAbsolute(pathIn(path))) return first
  const real = insideOf(folders, first, path)
  return folders.find((folder) => isInside(folder, real)) ?? first
}

/** The path with links followed. Of what lies outside it is not even told whether it is there. */
function insideOf(folders: Folders, base: string, told: string): string {
  const path = resolve(base, pathIn(told))
  const isAllowed = (at: string): boolean => folders.some((folder) => isInside(folder, at))
  let real: string | undefined
  try {
    real = realpathSync(path)
  } catch {
    if (isAllowed(path)) throw missing(told)
  }
  if (real !== undefined && isAllowed(real)) return real
  throw new RegraftError(
    'PATH_OUTSIDE',
    `${JSON.stringify(told.slice(0, 500))} lies outside what may be read`,
    {
      hint: `Allowed: ${folders.slice(0, 10).join(', ')}. Give \`root\` to choose among several.`,
    },
  )
}

/** Clients name files by URI as well. */
function pathIn(name: string): string {
  if (!/^file:/i.test(name)) return name
  try {
    return fileURLToPath(name)
  } catch {
    throw new RegraftError(
      'PATH_MISSING',
      `${JSON.stringify(name.slice(0, 500))} names no file of this machine`,
      {
        hint: 'Give a path.',
      },
    )
  }
}

/** The folder of a root; none for what is not on this machine, or not there. */
function folderOf(uri: string): readonly string[] {
  try {
    return [realpathSync(fileURLToPath(uri))]
  } catch {
    return []
  }
}

function inner(folder: string, root: string): readonly string[] {
  if (isInside(folder, root)) return [root]
  return isInside(root, folder) ? [folder] : []
}

function unique(folders: Folders): Folders {
  return [...new Set(folders)]
}
