import { existsSync, lstatSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'

const repository = dirname(dirname(dirname(fileURLToPath(import.meta.url))))
const places = [
  ...(process.env['REGRAFT_CORPORA']?.split(':') ?? []),
  join(repository, '..', 'shared', 'corpora'),
]

/** The folder of a corpus, or undefined where it is missing; the test that asks for it is then skipped and says so. */
export function corpus(name: string): string | undefined {
  const found = places.map((place) => join(place, name)).find((folder) => existsSync(folder))
  if (found === undefined) console.info(`skipped: the corpus ${name} is not here (see CONTRIBUTING.md)`)
  return found
}

/** The files of a corpus that regraft may read, by path. Texts that are not UTF-8 are left out. */
export function filesOf(folder: string, endings: readonly string[]): Record<string, string> {
  const out: Record<string, string> = {}
  const visit = (at: string): void => {
    for (const name of readdirSync(at).sort()) {
      const path = join(at, name)
      const stats = lstatSync(path)
      if (stats.isDirectory()) visit(path)
      else if (stats.isFile() && endings.some((ending) => name.endsWith(ending)))
        out[relative(folder, path).split('\\').join('/')] = readFileSync(path, 'utf8')
    }
  }
  visit(folder)
  return out
}
