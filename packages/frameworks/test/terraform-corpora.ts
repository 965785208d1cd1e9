import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../../../', import.meta.url))
const folders = [
  ...(process.env['REGRAFT_CORPORA'] ?? '').split(':').filter((folder) => folder !== ''),
  resolve(root, '../shared/corpora'),
]

/** The Terraform files of a corpus by their paths in it, or undefined where it is missing. */
export function corpus(name: string): Record<string, string> | undefined {
  const folder = folders.map((each) => join(each, name)).find((each) => existsSync(each))
  if (folder === undefined) return undefined
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((path) => path.replaceAll('\\', '/'))
    .filter((path) => /\.(tf|tofu|tfvars)(\.json)?$/.test(path))
    .sort()
  return Object.fromEntries(files.map((path) => [path, readFileSync(join(folder, path), 'utf8')]))
}
