import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The folder of a corpus in REGRAFT_CORPORA or ../shared/corpora beside the repository, if it is there. */
export function corpus(name: string): string | undefined {
  const shared = fileURLToPath(new URL('../../../../shared/corpora', import.meta.url))
  const places = [...(process.env['REGRAFT_CORPORA'] ?? '').split(':').filter(Boolean), shared]
  return places.map((place) => join(place, name)).find((place) => existsSync(place))
}

/** Files under a folder with an ending, sorted. */
export function filesOf(folder: string, ending: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith(ending))
    .sort()
    .map((path) => join(folder, path))
}

/** Every n-th item, or all of them with REGRAFT_ALL=1. */
export function sample<T>(items: readonly T[], n: number): readonly T[] {
  return process.env['REGRAFT_ALL'] === '1' ? items : items.filter((_, i) => i % n === 0)
}
