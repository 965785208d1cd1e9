// Writes what the package carries besides its code: the policies as one OPA bundle, their documentation, their library.
//   node scripts/build.mjs
// The sources of the compiler are used as they stand, so no other package has to be built first.
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const providers = ['aws', 'kubernetes']

/** Every file below a folder, as paths from the package's root, in the order of code units. */
function files(folder) {
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(root.length).replaceAll('\\', '/'))
    .sort((a, b) => (a < b ? -1 : a > b ? 1 : 0))
}

const read = (path) => readFileSync(join(root, path), 'utf8')
const texts = (paths) => Object.fromEntries(paths.map((path) => [path, read(path)]))
const rego = (paths) => paths.filter((path) => path.endsWith('.rego') && !path.endsWith('_test.rego'))

/** The compiler of the engine, bundled from its sources into a module that can be imported. */
async function compiler() {
  const { build } = createRequire(createRequire(import.meta.url).resolve('tsup'))('esbuild')
  const cache = join(root, 'node_modules', '.cache')
  const outfile = join(cache, `policy-compiler-${process.pid}.mjs`)
  mkdirSync(cache, { recursive: true })
  await build({
    stdin: {
      // Not the engine's index: it would bring every framework.
      contents: `export { compilePolicies } from '../packages/engine/src/compile.ts'\nexport { loadRego } from '@regraft/rego/node'`,
      resolveDir: root,
    },
    outfile,
    bundle: true,
    treeShaking: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    conditions: ['source'],
  })
  const loaded = await import(pathToFileURL(outfile))
  rmSync(outfile)
  return loaded
}

/** Per rule: its README, and the files before and after of the first case that heals, for each framework. */
function documentation() {
  const docs = {}
  for (const path of providers.flatMap(files).filter((path) => path.endsWith('/README.md'))) {
    const rule = path.slice(0, -'/README.md'.length)
    const healed = files(rule).filter((path) => /\/cases\/[^/]+\/after\.[^/]+$/.test(path))
    const examples = {}
    for (const after of healed) {
      const extension = after.slice(after.lastIndexOf('/after.') + '/after.'.length)
      examples[extension] ??= {
        file: `main.${extension}`,
        before: read(after.replace('/after.', '/before.')),
        after: read(after),
      }
    }
    docs[rule] = { readme: read(path), examples: Object.values(examples) }
  }
  return docs
}

function generate(name, constant, type, value) {
  const text = `// Written by scripts/build.mjs; do not edit.\nexport const ${constant}: ${type} = ${JSON.stringify(value)}\n`
  writeFileSync(join(root, 'src', `${name}.generated.ts`), text)
}

const { compilePolicies, loadRego } = await compiler()
const modules = texts(rego(['lib', ...providers].flatMap(files)))
const bundle = await compilePolicies(await loadRego(), [{ id: 'regraft', modules }])
generate('bundle', 'bundleText', 'string', Buffer.from(bundle).toString('base64'))
generate('docs', 'docsText', 'string', JSON.stringify(documentation()))
generate('library', 'libraryModules', '{ readonly [path: string]: string }', texts(rego(files('lib'))))
