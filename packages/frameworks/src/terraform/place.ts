import { pathWithin } from '@regraft/syntax'
import type { Source } from './language/value.ts'
import type { Place } from './source.ts'

/** The document place of what a value came from; undefined where nothing can be edited. */
export function placeOf({ site, node, path }: Source): Place | undefined {
  if (site.sealed !== undefined) return undefined
  if (node === undefined) return { file: site.file, path: [...site.path, ...(path ?? [])] }
  const steps = site.root && pathWithin(site.root, node)
  return steps && { file: site.file, path: [...site.path, ...steps, ...(path ?? [])] }
}

/** What tells two literals of a unit apart. */
export function identityOf({ site, node, path, part }: Source): object | string {
  return site.body ?? part ?? node ?? `${site.file} ${JSON.stringify([...site.path, ...(path ?? [])])}`
}
