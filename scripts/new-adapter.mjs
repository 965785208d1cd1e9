// Writes the package that a new host needs: it builds, is tested and documented as it stands.
//   node scripts/new-adapter.mjs <name>
//   node scripts/new-adapter.mjs buildkite
// REGRAFT_ROOT names another clone to write to.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { filesOf } from './adapter/files.mjs'
import { root as own } from './workspace.mjs'

const root = process.env.REGRAFT_ROOT ?? own
const [name = '', ...others] = process.argv.slice(2)
if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(name) || others.length > 0)
  fail(`"${[name, ...others].join(' ')}" is no name: small letters, digits and single hyphens`)
const folder = `packages/adapter-${name}`
if (existsSync(join(root, folder))) fail(`${folder} is there already`)

const { version } = JSON.parse(readFileSync(join(root, 'packages/model/package.json'), 'utf8'))
for (const [path, text] of Object.entries(filesOf(name, version))) {
  const file = join(root, folder, path)
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, text)
  console.log(`${folder}/${path}`)
}
change('tsconfig.json', (config) => {
  config.references.splice(after(config.references.map(({ path }) => path)), 0, { path: folder })
})
change('typedoc.json', ({ entryPoints }) => {
  entryPoints.splice(after(entryPoints), 0, folder)
})
console.log(
  `\nPut the host into ${folder}/src/adapter.ts, and a page into docs/adapters. Then:\n  npx pnpm install && npx tsc -b && npx vitest run ${folder}`,
)

/** Behind the last adapter. */
function after(paths) {
  return paths.findLastIndex((path) => path.startsWith('packages/adapter-')) + 1
}

/** Changes a JSON file in place. */
function change(file, edit) {
  const path = join(root, file)
  const value = JSON.parse(readFileSync(path, 'utf8'))
  edit(value)
  writeFileSync(path, `${JSON.stringify(value, null, 2)}\n`)
  console.log(file)
}

function fail(problem) {
  console.error(`new-adapter: ${problem}\nusage: npm run new:adapter <name>`)
  process.exit(2)
}
