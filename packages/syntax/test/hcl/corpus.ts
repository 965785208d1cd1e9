import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

/** Folders of real files nobody here wrote: REGRAFT_CORPORA, and `../shared/corpora` beside the repository. */
function roots(): string[] {
  const repository = resolve(fileURLToPath(new URL('../../../..', import.meta.url)))
  const named = (process.env['REGRAFT_CORPORA'] ?? '').split(':').filter((folder) => folder !== '')
  return [...named, join(repository, '../shared/corpora')].filter((folder) => existsSync(folder))
}

export interface CorpusFile {
  readonly path: string
  readonly text: string
}

/** Every native-syntax file of the corpora, sorted. Empty when there are none on this machine. */
export function corpusFiles(): CorpusFile[] {
  const paths = roots().flatMap((root) =>
    readdirSync(root, { recursive: true, encoding: 'utf8' })
      .filter((path) => /\.(tf|tfvars|hcl)$/.test(path))
      .map((path) => join(root, path)),
  )
  return paths
    .filter((path) => statSync(path).isFile())
    .sort()
    .map((path) => ({ path, text: readFileSync(path, 'utf8') }))
}
