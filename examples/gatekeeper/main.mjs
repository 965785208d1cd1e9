// Runs templates, constraints and mutators of Gatekeeper on files, and heals what they find.
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
cpSync(here, copy, { recursive: true, filter: (path) => !path.includes('node_modules') })

function regraft(...args) {
  const { stdout, stderr, status } = spawnSync(process.execPath, [program, ...args], {
    cwd: copy,
    encoding: 'utf8',
  })
  console.log(`$ regraft ${args.join(' ')}\n${stdout}${stderr}(exit code ${status})\n`)
}

const ours = ['manifests', '--policy', 'policies', '--rule', 'gatekeeper/**', '--rule', 'mutation/**']
try {
  regraft('check', ...ours)
  regraft('heal', ...ours, '--unsafe')
  console.log(`web.yaml is now:\n${readFileSync(join(copy, 'manifests/web.yaml'), 'utf8')}`)
} finally {
  rmSync(copy, { recursive: true, force: true })
}
