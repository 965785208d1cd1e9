import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const besideRepository = fileURLToPath(new URL('../../../../../shared/corpora', import.meta.url))

/** The folder of a corpus, or undefined where it is missing. */
export function corpus(name: string): string | undefined {
  const roots = [...(process.env['REGRAFT_CORPORA'] ?? '').split(':'), besideRepository]
  return roots.map((root) => `${root}/${name}`).find((folder) => existsSync(folder))
}
