// Builds every package into its dist folder, those it depends on first.
//   node scripts/build.mjs          with types
//   node scripts/build.mjs --fast   without: what running needs
//   node scripts/build.mjs --stale  only packages whose sources are newer than what was built
import { spawn } from 'node:child_process'
import { existsSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { install, needsOf, packages } from './workspace.mjs'

const fast = process.argv.includes('--fast')
const onlyStale = process.argv.includes('--stale')

/** The latest change below a folder. */
function newest(folder) {
  let latest = 0
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (['node_modules', 'dist', 'test', 'cases', 'go'].includes(entry.name)) continue
    // The bundle is made by the build itself.
    if (entry.name.endsWith('.generated.ts') && folder.includes('policies')) continue
    const path = join(folder, entry.name)
    latest = Math.max(latest, entry.isDirectory() ? newest(path) : statSync(path).mtimeMs)
  }
  return latest
}

function builtAt(folder, { main }) {
  const file = join(folder, main)
  return existsSync(file) ? statSync(file).mtimeMs : 0
}

/** Packages whose output is older than their sources, and every one after them: it may hold parts of one. */
function stale(all) {
  const first = onlyStale
    ? all.findIndex(({ folder, manifest }) => newest(folder) > builtAt(folder, manifest))
    : 0
  return first < 0 ? [] : all.slice(first)
}

/** Builds one package; says so, or ends this process with its failure. */
async function build({ folder, manifest }) {
  const started = performance.now()
  const child = spawn('npm', ['run', '--silent', 'build'], {
    cwd: folder,
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, ...(fast ? { REGRAFT_BUILD: 'fast' } : {}) },
  })
  const code = await new Promise((resolve) => {
    child.on('error', () => resolve(1))
    child.on('close', resolve)
  })
  if (code !== 0) {
    console.error(`failed: the build of ${manifest.name}`)
    process.exit(1)
  }
  console.log(`built ${manifest.name} in ${((performance.now() - started) / 1000).toFixed(1)} s`)
}

install()
// Two cores: a package starts as soon as those that it needs are built, two at a time.
const waiting = stale(packages())
const unbuilt = new Set(waiting.map(({ manifest }) => manifest.name))
const running = new Set()
while (waiting.length > 0 || running.size > 0) {
  const next = waiting.findIndex((one) => needsOf(one.manifest).every((name) => !unbuilt.has(name)))
  if (next >= 0 && running.size < 2) {
    const [one] = waiting.splice(next, 1)
    const done = build(one).then(() => {
      unbuilt.delete(one.manifest.name)
      running.delete(done)
    })
    running.add(done)
  } else await Promise.race(running)
}
