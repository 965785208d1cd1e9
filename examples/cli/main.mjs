// Runs the commands of the README on a copy of infra/ and shows what they print.
import { spawnSync } from 'node:child_process'
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const here = dirname(fileURLToPath(import.meta.url))
const program = join(
  dirname(createRequire(import.meta.url).resolve('regraft/package.json')),
  'bin',
  'regraft.js',
)
const copy = mkdtempSync(join(tmpdir(), 'regraft-example-'))
cpSync(join(here, 'infra'), copy, { recursive: true })

const rules = ['--rule', 'aws/*', '--rule', 'kubernetes/host-pid']

function regraft(...args) {
  const { stdout, stderr, status } = spawnSync(process.execPath, [program, ...args], {
    cwd: copy,
    encoding: 'utf8',
  })
  console.log(`$ regraft ${args.join(' ')}\n${stdout}${stderr}(exit code ${status})\n`)
}

try {
  regraft('check', ...rules)
  regraft('heal', ...rules, '--dry-run', '--quiet')
  regraft('heal', ...rules)
  console.log(`storage.tf is now:\n${readFileSync(join(copy, 'storage.tf'), 'utf8')}`)
  regraft('heal', ...rules, '--unsafe', '--quiet')
  regraft('check', ...rules)
  regraft('undo')
  regraft('undo')
} finally {
  rmSync(copy, { recursive: true, force: true })
}
