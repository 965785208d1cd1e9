import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The folder of a corpus in REGRAFT_CORPORA or ../shared/corpora beside the repository, if it is there. */
export function corpus(name: string): string | undefined {
  const shared = fileURLToPath(new URL('../../../../shared/corpora', import.meta.url))
  const places = [...(process.env['REGRAFT_CORPORA'] ?? '').split(':').filter(Boolean), shared]
  return places.map((place) => join(place, name)).find((folder) => existsSync(folder))
}
