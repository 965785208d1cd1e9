import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { createTester, readPolicies } from '../src/index.ts'
import { rego } from './policies.ts'

/** A native `opa` of our version: in REGRAFT_PEERS, in ~/.cache/peers/bin, or on the path. */
function nativeOpa(version: string): string | undefined {
  const folders = [process.env['REGRAFT_PEERS'], join(homedir(), '.cache', 'peers', 'bin')]
  return [...folders, ...(process.env['PATH'] ?? '').split(delimiter)]
    .map((folder) => join(folder ?? '', 'opa'))
    .filter((path) => existsSync(path))
    .find((path) => execFileSync(path, ['version'], { encoding: 'utf8' }).includes(`Version: ${version}\n`))
}

const root = fileURLToPath(new URL('../../..', import.meta.url))
const opa = nativeOpa('1.22.0')
const corpora = [
  ...(process.env['REGRAFT_CORPORA'] ?? '').split(':').filter(Boolean),
  join(root, '../shared/corpora'),
]
const corpus = (name: string): string | undefined =>
  corpora.map((folder) => join(folder, name)).find((path) => existsSync(path))

interface Native {
  readonly package: string
  readonly name: string
  readonly fail?: boolean
  readonly skip?: boolean
}

/** `data.package.test_name outcome`, sorted, as `opa test` says it. */
function nativeResults(args: readonly string[], cwd: string): string[] {
  const ran = spawnSync(opa ?? '', ['test', '--format', 'json', ...args], {
    cwd,
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  })
  const results = JSON.parse(ran.stdout) as readonly Native[]
  return results
    .map((one) => `${one.package}.${one.name} ${one.skip ? 'skip' : one.fail ? 'fail' : 'pass'}`)
    .sort()
}

function formattedBy(args: readonly string[], text: string): string {
  return execFileSync(opa ?? '', ['fmt', ...args], {
    input: text,
    encoding: 'utf8',
    stdio: 'pipe',
    maxBuffer: 1 << 28,
  })
}

describe.skipIf(opa === undefined)(
  `beside opa${opa === undefined ? ' (skipped: no opa 1.22.0 here)' : ''}`,
  () => {
    test('the tests of the built-in library come out alike', async () => {
      const { modules, tests } = readPolicies(root).folder
      const run = await createTester({ rego: await rego() }).run({ modules, tests, cases: {} })
      const ours = run.outcomes.map(({ group, name, outcome }) => `${group}.${name} ${outcome}`).sort()
      expect(ours.length).toBeGreaterThan(20)
      expect(ours).toEqual(nativeResults(['policies', '--ignore', 'cases', '--ignore', 'node_modules'], root))
    })

    test('the built-in library is formatted alike, also from a text that is not', async () => {
      const { modules, tests } = readPolicies(root).folder
      const given = Object.entries({ ...modules, ...tests })
        .filter((_, i) => process.env['REGRAFT_ALL'] === '1' || i % 8 === 0)
        .map(([file, text]) => ({ file, text: text.replace(/^\t+/gm, '   ').replaceAll(' := ', ':=') }))
      const { files } = await (await rego()).format({ modules: given })
      expect(files.length).toBe(given.length)
      for (const [i, { text }] of files.entries()) expect(text).toBe(formattedBy([], given[i]?.text ?? ''))
    })
  },
)

const gatekeeper = corpus('gatekeeper-library')
const trivy = corpus('trivy-checks')
const missing = opa === undefined ? 'no opa 1.22.0 here' : 'the corpus is not here'

/** Folders with Rego tests; every tenth unless REGRAFT_ALL=1. */
function tested(folder: string): readonly string[] {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  const folders = new Set(
    files.filter((file) => file.endsWith('_test.rego')).map((file) => dirname(join(folder, file))),
  )
  return [...folders].sort().filter((_, i) => process.env['REGRAFT_ALL'] === '1' || i % 10 === 0)
}

for (const [name, folder, v0] of [
  ['gatekeeper-library', gatekeeper, true],
  ['trivy-checks', trivy, false],
] as const) {
  const skipped = opa === undefined || folder === undefined
  test.skipIf(skipped)(
    `${name}: tests come out and texts are formatted as by opa${skipped ? ` (skipped: ${missing})` : ''}`,
    async () => {
      const flags = v0 ? ['--v0-compatible'] : []
      const toolchain = await rego()
      let [compared, formatted] = [0, 0]
      for (const cwd of tested(folder ?? '')) {
        const names = readdirSync(cwd)
          .filter((file) => file.endsWith('.rego'))
          .sort()
        const modules = names.map((file) => ({ file, text: readFileSync(join(cwd, file), 'utf8') }))
        const { files } = await toolchain.format({ modules, v0 })
        for (const { file, text } of files)
          expect(text, join(cwd, file)).toBe(formattedBy(flags, readFileSync(join(cwd, file), 'utf8')))
        formatted += files.length
        const ran = await toolchain.test({ modules, v0 })
        // A folder that needs libraries from elsewhere compiles with neither.
        const theirs = spawnSync(opa ?? '', ['test', ...flags, ...names], { cwd, encoding: 'utf8' })
        if (!ran.ok) {
          expect(theirs.stderr + theirs.stdout, cwd).toMatch(/error/)
          continue
        }
        const ours = ran.value.tests.map((one) => `${one.package}.${one.name} ${one.outcome}`).sort()
        expect(ours, cwd).toEqual(nativeResults([...flags, ...names], cwd))
        compared += ours.length
      }
      // Checks of Trivy call functions that only Trivy has, so most of them compile with neither.
      if (v0) expect(compared).toBeGreaterThan(20)
      expect(formatted).toBeGreaterThan(10)
    },
  )
}
