import { realpathSync } from 'node:fs'
import { basename, dirname, isAbsolute, join, relative, sep } from 'node:path'
import { fileURLToPath } from 'node:url'

/** Where a document stands: below a folder of the workspace, or nowhere on a disk. */
export interface Place {
  /** The same for documents that are checked together. */
  readonly key: string
  /** Absolute, links followed; absent for a document that is no file. */
  readonly root?: string
  /** Relative to the root, with `/`. */
  readonly path: string
}

/** Endings for documents that have a language but no file name yet. */
const endings: { readonly [language: string]: string } = {
  terraform: '.tf',
  'terraform-vars': '.tfvars',
  tf: '.tf',
  opentofu: '.tofu',
  yaml: '.yaml',
  json: '.json',
  typescript: '.ts',
}

/** The path of a `file:` URI; undefined for any other. */
export function filePath(uri: string): string | undefined {
  try {
    return uri.startsWith('file:') ? fileURLToPath(uri) : undefined
  } catch {
    return undefined
  }
}

/** The path with links in it followed, as far as it is there. */
export function realPath(path: string): string {
  try {
    return realpathSync(path)
  } catch {
    return dirname(path) === path ? path : join(realPath(dirname(path)), basename(path))
  }
}

/** The innermost of the folders (real paths) that holds a document; a file outside all of them is served in its own folder. */
export function placeOf(uri: string, language: string, folders: readonly string[]): Place {
  const file = filePath(uri)
  if (file === undefined) return { key: uri, path: nameOf(uri, language) }
  // The last step is kept: a linked file counts by the name it has here.
  const path = join(realPath(dirname(file)), basename(file))
  const root = folders
    .filter((folder) => isBelow(folder, path))
    .reduce<string>((best, folder) => (folder.length > best.length ? folder : best), '')
  const found = root === '' ? dirname(path) : root
  return { key: found, root: found, path: relative(found, path).split(sep).join('/') }
}

function isBelow(folder: string, path: string): boolean {
  const steps = relative(folder, path)
  return steps !== '' && steps !== '..' && !steps.startsWith(`..${sep}`) && !isAbsolute(steps)
}

function nameOf(uri: string, language: string): string {
  const name = /([^/:?#]+)(?:[?#].*)?$/s.exec(uri)?.[1] ?? 'document'
  const ending = Object.hasOwn(endings, language) ? endings[language] : undefined
  return ending === undefined || name.endsWith(ending) || name.includes('.') ? name : `${name}${ending}`
}
