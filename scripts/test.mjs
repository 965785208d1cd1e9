// The test command: installs and builds what is missing, then runs every test.
//   npm test                    all
//   npm test -- packages/core   some
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { bin, install, must, root, run } from './workspace.mjs'

install()
must(process.execPath, [join(root, 'scripts', 'build.mjs'), '--stale', '--fast'])
const folder = mkdtempSync(join(tmpdir(), 'regraft-test-'))
const results = join(folder, 'results.json')
const passed = run(bin('vitest'), [
  'run',
  '--reporter=default',
  '--reporter=json',
  `--outputFile.json=${results}`,
  ...process.argv.slice(2),
])
let summary = { numPassedTests: 0, numFailedTests: 0, numPendingTests: 0 }
try {
  summary = JSON.parse(readFileSync(results, 'utf8'))
} catch {
  console.error('vitest wrote no results')
}
rmSync(folder, { recursive: true, force: true })
const failed = Math.max(summary.numFailedTests, passed ? 0 : 1)
console.log(`${summary.numPassedTests} passed, ${failed} failed, ${summary.numPendingTests} skipped`)
process.exit(failed === 0 ? 0 : 1)
