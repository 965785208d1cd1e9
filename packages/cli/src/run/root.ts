import { realpathSync, statSync } from 'node:fs'
import { dirname, isAbsolute, relative, resolve, sep } from 'node:path'
import { RegraftError } from '@regraft/model'
import { usage } from '../args/usage.ts'

export interface Scope {
  /** Absolute, links followed. What paths in the report are relative to. */
  readonly root: string
  /** Absolute, links followed. */
  readonly paths: readonly string[]
}

/**
 * The root is the working folder when every path lies in it, else the folder that the paths share.
 * @throws RegraftError `PATH_MISSING`
 */
export function scopeOf(paths: readonly string[], cwd: string): Scope {
  const real = (paths.length === 0 ? ['.'] : paths).map((path) => realPath(path, cwd))
  const here = realpathSync(cwd)
  const root = real.every((path) => isInside(here, path)) ? here : shared(real.map(folderOf))
  return { root, paths: real }
}

/** True when a path is the folder or lies in it. */
export function isInside(folder: string, path: string): boolean {
  const steps = relative(folder, path)
  return steps !== '..' && !steps.startsWith(`..${sep}`) && !isAbsolute(steps)
}

function realPath(path: string, cwd: string): string {
  try {
    return realpathSync(resolve(cwd, path))
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : ''
    const why = code === 'EACCES' || code === 'EPERM' ? ` that may be read (${code})` : ''
    throw new RegraftError('PATH_MISSING', `there is no ${path}${why}`, {
      hint: 'Paths are relative to the current folder.',
      cause: error,
    })
  }
}

function folderOf(path: string): string {
  return statSync(path).isDirectory() ? path : dirname(path)
}

function shared(folders: readonly string[]): string {
  return folders.reduce((common, folder) => {
    let at = common
    while (!isInside(at, folder)) {
      if (dirname(at) === at) throw usage(`${folder} and ${common} share no folder`, 'Run regraft for each.')
      at = dirname(at)
    }
    return at
  })
}
