import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { compareText } from '@regraft/model'

/** A policy folder as texts by path, with `/`. */
export interface PolicyFolder {
  /** Rego modules, tests left out. */
  readonly modules: { readonly [path: string]: string }
  /** Rego unit tests: `*_test.rego`. */
  readonly tests: { readonly [path: string]: string }
  /** Everything below a folder named `cases`. */
  readonly cases: { readonly [path: string]: string }
  /** JavaScript files that export definitions, named by whoever wants them run. */
  readonly code?: { readonly [path: string]: string }
}

const skipped = new Set(['node_modules', 'dist', 'src', 'test', 'scripts'])

/** Reads the Rego modules and the cases of a folder of policies. Throws what the file system throws. */
export function readPolicyFolder(root: string): PolicyFolder {
  const modules: Record<string, string> = {}
  const tests: Record<string, string> = {}
  const cases: Record<string, string> = {}
  for (const path of walk(root, '')) {
    if (path.includes('/cases/')) cases[path] = readFileSync(join(root, path), 'utf8')
    else if (path.endsWith('_test.rego')) tests[path] = readFileSync(join(root, path), 'utf8')
    else if (path.endsWith('.rego')) modules[path] = readFileSync(join(root, path), 'utf8')
  }
  return { modules, tests, cases }
}

function* walk(root: string, folder: string): Generator<string> {
  const entries = readdirSync(join(root, folder), { withFileTypes: true })
  for (const entry of entries.sort((a, b) => compareText(a.name, b.name))) {
    const path = folder === '' ? entry.name : `${folder}/${entry.name}`
    if (entry.isFile()) yield path
    else if (entry.isDirectory() && !(folder === '' && skipped.has(entry.name))) yield* walk(root, path)
  }
}
