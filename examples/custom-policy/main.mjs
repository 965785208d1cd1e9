// Runs the commands of the README on a copy of this folder and shows what they print.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
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
for (const name of ['infra', 'policies', 'regraft.yaml'])
  cpSync(join(here, name), join(copy, name), { recursive: true })

const only = ['--rule', 'acme/*']

function regraft(...args) {
  const { stdout, stderr, status } = spawnSync(process.execPath, [program, ...args], {
    cwd: copy,
    encoding: 'utf8',
  })
  console.log(`$ regraft ${args.join(' ')}\n${stdout}${stderr}(exit code ${status})\n`)
}

function digest(file) {
  return createHash('sha256')
    .update(readFileSync(join(copy, file)))
    .digest('hex')
}

try {
  regraft('policy', 'build', 'policies', '-o', 'acme.tar.gz', '--revision', '1.0.0', '--quiet')
  regraft('policy', 'build', 'policies', '-o', 'again.tar.gz', '--revision', '1.0.0', '--quiet')
  console.log(`the same bytes: ${digest('acme.tar.gz') === digest('again.tar.gz')}\n`)
  regraft('explain', 'acme/log-retention')
  // Threads get the parameters as well.
  regraft('check', 'infra', ...only, '--jobs', '2')
  regraft('heal', 'infra', ...only, '--quiet')
  console.log(readFileSync(join(copy, 'infra', 'main.tf'), 'utf8'))
  regraft('check', 'infra', ...only)
} finally {
  rmSync(copy, { recursive: true, force: true })
}
