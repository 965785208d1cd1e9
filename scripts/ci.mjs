// Runs the tests of the README's command, then each check of the house, and adds them up.
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { bin, captured, pnpm, root } from './workspace.mjs'

let passed = 0
let failed = 0
let skipped = 0

/** Runs a check; what it prints comes in one piece, for others may run beside it. */
async function check(name, command, args) {
  const started = performance.now()
  const { ok, output } = await captured(command, args)
  process.stdout.write(output)
  console.log(`${ok ? 'ok' : 'FAILED'}: ${name} (${((performance.now() - started) / 1000).toFixed(0)} s)`)
  if (ok) passed++
  else failed++
}

/** Two cores: two at a time, the longest first. */
async function checks(all) {
  const waiting = [...all]
  const next = async () => {
    for (let one = waiting.shift(); one; one = waiting.shift()) await check(...one)
  }
  await Promise.all([next(), next()])
}

const node = (script, ...args) => [process.execPath, [join(root, 'scripts', script), ...args]]

pnpm(['install', '--frozen-lockfile'])
await check('build with types', ...node('build.mjs'))
const tests = spawnSync('npm', ['test', '--silent'], {
  cwd: root,
  encoding: 'utf8',
  stdio: ['ignore', 'pipe', 'inherit'],
  maxBuffer: 1 << 28,
})
process.stdout.write(tests.stdout)
const counts = /(\d+) passed, (\d+) failed(?:, (\d+) skipped)?\s*$/.exec(tests.stdout)
passed += Number(counts?.[1] ?? 0)
failed += Number(counts?.[2] ?? 1)
skipped += Number(counts?.[3] ?? 0)
await checks([
  ['types and arrows (tsc -b)', bin('tsc'), ['-b']],
  ['nothing unused (knip)', bin('knip'), []],
  ['format and lint (biome)', bin('biome'), ['ci', '--diagnostic-level=error', '.']],
])
// The API reference is made from the types that were just built.
await checks([
  ['packages as others install them', ...node('check-packages.mjs')],
  ['API reference without a warning (typedoc)', bin('typedoc'), ['--treatWarningsAsErrors']],
  ['examples', ...node('examples.mjs')],
])
console.log(`${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`)
process.exit(failed === 0 ? 0 : 1)
