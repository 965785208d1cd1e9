#!/usr/bin/env node
/**
 * Builds the oracle, HashiCorp's HCL and cty with OpenTofu's functions, and has it answer the generated expressions.
 *
 *   node packages/frameworks/oracle/build.mjs           # builds, and writes results.br and results.json
 *   node packages/frameworks/oracle/build.mjs --check   # builds, and exits 1 when they would change
 *   node packages/frameworks/oracle/build.mjs --binary  # builds only: .build/oracle, which the corpus test asks
 *
 * Needs Go 1.25.6 or later and the Go module proxy. OpenTofu's functions are internal packages: the pinned module is
 * copied from the module cache to a temporary folder, and our program into it.
 */
import { execFileSync } from 'node:child_process'
import { appendFileSync, cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { load } from './load.mjs'

const here = dirname(fileURLToPath(import.meta.url))
const program = join(here, 'go')
const binary = join(here, '.build/oracle')

const go = (cwd, ...args) =>
  execFileSync('go', args, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] })

const versions = JSON.parse(go(program, 'mod', 'edit', '-json')).Require.map(({ Path, Version }) => [
  Path,
  Version,
])
process.stdout.write(`${go(program, 'version').trim()}\n`)
for (const [path, version] of versions) process.stdout.write(`${path} ${version}\n`)
const pages = build()
if (!process.argv.includes('--binary')) {
  const check = process.argv.includes('--check')
  const { regenerate } = await load(join(here, 'regenerate.ts'))
  const { regenerateFunctions } = await load(join(here, 'regenerate-functions.ts'))
  process.exitCode = regenerate(binary, check) | regenerateFunctions(binary, pages, check)
}

/** Builds the program. Returns the folder of the pages that document the functions. */
function build() {
  const tofu = 'github.com/opentofu/opentofu'
  const { Dir } = JSON.parse(go(program, 'mod', 'download', '-json', tofu))
  const scratch = mkdtempSync(join(tmpdir(), 'oracle-'))
  try {
    cpSync(Dir, scratch, { recursive: true })
    execFileSync('chmod', ['-R', 'u+w', scratch])
    for (const [path, version] of versions)
      if (path !== tofu) go(scratch, 'mod', 'edit', `-require=${path}@${version}`)
    for (const { Old } of JSON.parse(go(scratch, 'mod', 'edit', '-json')).Replace ?? [])
      if (versions.some(([path]) => path === Old.Path))
        go(scratch, 'mod', 'edit', `-dropreplace=${Old.Path}${Old.Version ? `@${Old.Version}` : ''}`)
    appendFileSync(join(scratch, 'go.sum'), readFileSync(join(program, 'go.sum')))
    const target = join(scratch, 'internal/oracle')
    cpSync(program, target, { recursive: true, filter: (path) => !/go\.(mod|sum)$/.test(path) })
    cpSync(join(scratch, 'internal/lang/functions.go'), join(target, 'lang/functions.go'))
    mkdirSync(dirname(binary), { recursive: true })
    go(scratch, 'build', '-trimpath', '-ldflags=-s -w -buildid=', '-o', binary, './internal/oracle')
  } finally {
    rmSync(scratch, { recursive: true, force: true })
  }
  return join(Dir, 'website/docs/language/functions')
}
