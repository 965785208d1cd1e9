// Builds the rule, runs its tests, and heals a copy of infra/ with it.
import { spawnSync } from 'node:child_process'
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const here = dirname(fileURLToPath(import.meta.url))
const { resolve } = createRequire(import.meta.url)
const regraft = join(dirname(resolve('regraft/package.json')), 'bin', 'regraft.js')

function node(cwd, ...args) {
  const { stdout, stderr, status } = spawnSync(process.execPath, args, { cwd, encoding: 'utf8' })
  return { printed: `${stdout}${stderr}`, status }
}

function must(what, { printed, status }) {
  if (status !== 0) throw new Error(`${what} failed\n${printed}`)
  console.log(`${what}: ok`)
}

must('npx tsc', node(here, resolve('typescript/bin/tsc'), '--project', here))
must('node --test', node(here, '--test', 'test/queue-encryption.test.mjs'))

const copy = mkdtempSync(join(tmpdir(), 'regraft-example-'))
cpSync(join(here, 'infra'), copy, { recursive: true })
try {
  const rule = join(here, 'dist/queue-encryption.js')
  const { printed, status } = node(copy, regraft, 'heal', '--policy', rule, '--rule', 'acme/*')
  console.log(
    `\n$ regraft heal --policy dist/queue-encryption.js --rule 'acme/*'\n${printed}(exit code ${status})`,
  )
  console.log(`\nqueues.tf is now:\n${readFileSync(join(copy, 'queues.tf'), 'utf8')}`)
} finally {
  rmSync(copy, { recursive: true, force: true })
}
