// Builds every package into its dist folder, those it depends on first.
//   node scripts/build.mjs          with types
//   node scripts/build.mjs --fast   without: what running needs
//   node scripts/build.mjs --stale  only packages whose sources are newer than what was built
import { existsSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { install, must, packages } from './workspace.mjs'

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

function builtAt(folder) {
  const file = join(folder, 'dist', 'index.js')
  return existsSync(file) ? statSync(file).mtimeMs : 0
}

install()
let rebuild = !onlyStale
for (const { folder, manifest } of packages()) {
  // What depends on a rebuilt package may hold parts of it.
  rebuild ||= newest(folder) > builtAt(folder)
  if (!rebuild) continue
  const started = performance.now()
  must('npm', ['run', '--silent', 'build'], {
    cwd: folder,
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, ...(fast ? { REGRAFT_BUILD: 'fast' } : {}) },
  })
  console.log(`built ${manifest.name} in ${((performance.now() - started) / 1000).toFixed(1)} s`)
}
