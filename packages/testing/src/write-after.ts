import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { PolicyCase, Texts } from './case.ts'

/**
 * Writes a case's healed files as its `after`, for a person to read before they are believed. Files that the fix leaves
 * alone are not written. Returns the paths that were written.
 */
export function writeAfter(
  root: string,
  { folder: own, before = {} }: PolicyCase,
  healed: Texts,
): readonly string[] {
  const folder = join(root, own)
  const changed = Object.keys(healed).filter((path) => healed[path] !== before[path])
  return changed.map((path) => {
    const whole = existsSync(join(folder, 'before'))
    const target = join(folder, whole ? `after/${path}` : path.replace(/^main\./, 'after.'))
    mkdirSync(dirname(target), { recursive: true })
    writeFileSync(target, healed[path] as string) // a key of it
    return target
  })
}
