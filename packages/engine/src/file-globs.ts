import { globMatches } from './glob.ts'

/** Globs of relative paths that say which files take part. */
export interface FileGlobs {
  /** A file takes part when one of them matches. Absent: all do. */
  readonly include?: readonly string[]
  /** What one of them matches takes no part, and nothing below it. */
  readonly exclude?: readonly string[]
}

/** Whether a walk goes on with a path that lies in folders that take part. */
export function takesEntry({ include, exclude = [] }: FileGlobs, path: string, isFolder: boolean): boolean {
  return (
    !exclude.some((glob) => globMatches(glob, path) || globMatches(glob, `${path}/`)) &&
    (isFolder || (include?.some((glob) => globMatches(glob, path)) ?? true))
  )
}

/** Whether a file takes part, its folders asked as well: the answer of a walk that would meet it. */
export function takesFile(globs: FileGlobs, path: string): boolean {
  const steps = path.split('/')
  return steps.every((_, i) => takesEntry(globs, steps.slice(0, i + 1).join('/'), i < steps.length - 1))
}
