// Runs the tests of the README's command, then each check of the house, and adds them up.
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { bin, pnpm, root, run } from './workspace.mjs'

let passed = 0
let failed = 0
let skipped = 0

function check(name, command, args) {
  const started = performance.now()
  const ok = run(command, args)
  console.log(`${ok ? 'ok' : 'FAILED'}: ${name} (${((performance.now() - started) / 1000).toFixed(0)} s)`)
  if (ok) passed++
  else failed++
}

const node = (script, ...args) => [process.execPath, [join(root, 'scripts', script), ...args]]

pnpm(['install', '--frozen-lockfile'])
check('build with types', ...node('build.mjs'))
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
check('types and arrows (tsc -b)', bin('tsc'), ['-b'])
check('format and lint (biome)', bin('biome'), ['ci', '--diagnostic-level=error', '.'])
check('nothing unused (knip)', bin('knip'), [])
check('API reference without a warning (typedoc)', bin('typedoc'), ['--treatWarningsAsErrors'])
check('examples', ...node('examples.mjs'))
check('packages as others install them', ...node('check-packages.mjs'))
console.log(`${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`)
process.exit(failed === 0 ? 0 : 1)
