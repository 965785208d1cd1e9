// Runs each example that has a main.mjs and compares what it prints with its expected.txt.
//   node scripts/examples.mjs             all
//   node scripts/examples.mjs cli         some
//   node scripts/examples.mjs --update    writes what they print
import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './workspace.mjs'

const names = process.argv.slice(2).filter((argument) => !argument.startsWith('--'))
const update = process.argv.includes('--update')
const folder = join(root, 'examples')

/** The first line in which two texts differ, for people. */
function difference(expected, printed) {
  const [was, is] = [expected.split('\n'), printed.split('\n')]
  const at = was.findIndex((line, i) => line !== is[i])
  const line = at < 0 ? was.length : at
  return `line ${line + 1}\n  expected: ${was[line] ?? '(end)'}\n  printed:  ${is[line] ?? '(end)'}`
}

/** Why an example is not as expected; undefined when it is. */
function problem(name) {
  const cwd = join(folder, name)
  const { status, stdout, stderr } = spawnSync(process.execPath, ['main.mjs'], {
    cwd,
    encoding: 'utf8',
    env: { ...process.env, NO_COLOR: '1', FORCE_COLOR: undefined },
    timeout: 120_000,
  })
  if (status !== 0) return `it ended with ${status}\n${stderr}`
  const file = join(cwd, 'expected.txt')
  if (update) writeFileSync(file, stdout)
  const expected = existsSync(file) ? readFileSync(file, 'utf8') : ''
  if (stdout !== expected) return difference(expected, stdout)
  return stderr === '' ? undefined : `it printed to standard error\n${stderr}`
}

let failed = 0
const all = readdirSync(folder).filter((name) => existsSync(join(folder, name, 'main.mjs')))
for (const name of names.length > 0 ? names : all.sort()) {
  const why = problem(name)
  console.log(why === undefined ? `ok: ${name}` : `FAILED: ${name}: ${why}`)
  if (why !== undefined) failed++
}
process.exit(failed === 0 ? 0 : 1)
