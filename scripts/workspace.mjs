// What the other scripts share: the packages in building order, and how a command is run.
import { spawn, spawnSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = dirname(dirname(fileURLToPath(import.meta.url)))

/** Every publishable package, those it depends on before it. */
export function packages() {
  const folders = [...readdirSync(join(root, 'packages')).map((name) => join('packages', name)), 'policies']
  const all = new Map()
  for (const folder of folders) {
    const file = join(root, folder, 'package.json')
    if (!existsSync(file)) continue
    const manifest = JSON.parse(readFileSync(file, 'utf8'))
    all.set(manifest.name, { folder: join(root, folder), manifest })
  }
  const order = []
  const visit = (name, trail) => {
    const found = all.get(name)
    if (!found || order.includes(found)) return
    if (trail.includes(name))
      throw new Error(`packages depend on each other: ${[...trail, name].join(' → ')}`)
    for (const other of needsOf(found.manifest)) visit(other, [...trail, name])
    order.push(found)
  }
  for (const name of all.keys()) visit(name, [])
  return order
}

/** Names of what must be built before a package. */
export function needsOf({ dependencies = {}, devDependencies = {}, regraft = {} }) {
  const needs = regraft.buildNeeds ?? []
  return [...Object.keys(dependencies), ...needs.filter((need) => need in devDependencies)]
}

/** Runs a command to its end; what it prints is shown. Returns whether it succeeded. */
export function run(command, args, options = {}) {
  const result = spawnSync(command, args, { cwd: root, stdio: 'inherit', ...options })
  return result.status === 0
}

/** Runs a command beside others: whether it succeeded, and what it printed. */
export async function captured(command, args) {
  const output = []
  const child = spawn(command, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] })
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => output.push(chunk))
  const ok = await new Promise((resolve) => {
    child.on('error', () => resolve(false))
    child.on('close', (code) => resolve(code === 0))
  })
  return { ok, output: Buffer.concat(output) }
}

/** Runs a command, or ends this process with its failure. */
export function must(command, args, options = {}) {
  if (run(command, args, options)) return
  console.error(`failed: ${[command, ...args].join(' ')}`)
  process.exit(1)
}

/** A program that a dependency of the workspace brings. */
export function bin(name) {
  return join(root, 'node_modules', '.bin', name)
}

/** The pnpm that wrote the lockfile. Not `packageManager` in package.json: pnpm would resolve itself anew on each install. */
const pnpmVersion = '12.21.0'

/** pnpm, brought by npm where it is not installed. */
export function pnpm(args, options = {}) {
  must('npx', ['--yes', `pnpm@${pnpmVersion}`, ...args], options)
}

/** Installs dependencies unless they are there. */
export function install() {
  if (existsSync(join(root, 'node_modules', '.modules.yaml'))) return
  pnpm(['install', '--frozen-lockfile'])
}
