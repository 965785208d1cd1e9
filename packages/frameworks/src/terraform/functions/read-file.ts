import { fail } from '../language/failure.ts'
import { fromUtf8 } from './bytes.ts'
import type { FunctionContext } from './define.ts'
import { cleanPath } from './path.ts'

/** Bytes of a file by the path that a function was given; undefined when nobody can tell offline. */
export function fileBytes(path: string, context: FunctionContext): Uint8Array | undefined {
  // Whose home directory that is, is not known here.
  return path.startsWith('~') ? undefined : context.readFile(cleanPath(path))
}

/** Whether there is such a file; undefined when nobody can tell offline. */
export function fileIsThere(path: string, context: FunctionContext): boolean | undefined {
  if (path.startsWith('~')) return undefined
  const at = cleanPath(path)
  return context.fileExists === undefined
    ? context.readFile(at) === undefined
      ? undefined
      : true
    : context.fileExists(at)
}

/** The text of such a file; fails when it is none. */
export function fileText(path: string, context: FunctionContext): string | undefined {
  const bytes = fileBytes(path, context)
  return bytes && (fromUtf8(bytes) ?? fail(`the content of ${path} is not UTF-8`))
}
