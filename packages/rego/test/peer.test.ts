import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { homedir, tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { LocalRego } from '../src/index.ts'
import { corpus, filesOf, sample } from './corpora.ts'
import { source, toolchain } from './toolchain.ts'
import { untar } from './untar.ts'

/** A native `opa` of our version: in REGRAFT_PEERS, in ~/.cache/peers/bin, or on the path. */
function nativeOpa(version: string): string | undefined {
  const folders = [process.env['REGRAFT_PEERS'], join(homedir(), '.cache', 'peers', 'bin')]
  for (const folder of [...folders, ...(process.env['PATH'] ?? '').split(delimiter)]) {
    const path = folder === undefined ? undefined : join(folder, 'opa')
    if (path === undefined || !existsSync(path)) continue
    if (execFileSync(path, ['version'], { encoding: 'utf8' }).includes(`Version: ${version}\n`)) return path
  }
  return undefined
}

const opa = nativeOpa('1.22.0')
const gatekeeper = corpus('gatekeeper-library')
const reason = opa === undefined ? ' (skipped: no opa 1.22.0 here)' : ''

describe.skipIf(opa === undefined)(`beside native opa${reason}`, () => {
  let rego: LocalRego
  let folder: string
  beforeAll(async () => {
    rego = await toolchain()
    folder = mkdtempSync(join(tmpdir(), 'regraft-peer-'))
  })
  afterAll(() => rmSync(folder, { recursive: true, force: true }))
  const run = (...args: string[]): Buffer =>
    execFileSync(opa ?? '', args, { cwd: folder, maxBuffer: 1 << 26, stdio: 'pipe' })

  const text = `# METADATA
# title: Beside
# entrypoint: true
package beside

deny contains m if {
	some i, rule in input.rules
	rule.open
	m := sprintf("%d: %v", [i, data.names[rule.name]])
}

helper(x) := x + 1
`

  it('writes the same policy.wasm, data.json and resolvers', async () => {
    const data = { names: { a: 'A' } }
    writeFileSync(join(folder, 'beside.rego'), text)
    writeFileSync(join(folder, 'data.json'), JSON.stringify(data))
    run('build', '-t', 'wasm', '-e', 'beside/deny', '-o', 'theirs.tar.gz', 'beside.rego', 'data.json')
    const theirs = new Map(
      untar(readFileSync(join(folder, 'theirs.tar.gz'))).map((one) => [one.name, one.bytes]),
    )
    const modules = [source(text, 'beside.rego')]
    const compiled = await rego.compile({
      modules,
      data,
      entrypoints: ['beside/deny'],
      annotatedEntrypoints: true,
    })
    if (!compiled.ok) throw new Error('does not compile')
    const ours = new Map(untar(compiled.value.bundle).map((one) => [one.name, one.bytes]))
    expect(
      Buffer.compare(ours.get('/policy.wasm') ?? Buffer.of(), theirs.get('/policy.wasm') ?? Buffer.of()),
    ).toBe(0)
    expect(ours.get('/data.json')).toEqual(theirs.get('/data.json'))
    const manifest = (files: typeof ours): Record<string, unknown> =>
      JSON.parse(new TextDecoder().decode(files.get('/.manifest')))
    const { metadata, ...rest } = manifest(ours)
    expect(rest).toEqual(manifest(theirs))
    expect(metadata).toEqual({ annotations: compiled.value.annotations })
  })

  it('writes bundles that opa reads', async () => {
    const compiled = await rego.compile({ modules: [source(text)], entrypoints: ['beside/deny'] })
    if (!compiled.ok) throw new Error('does not compile')
    writeFileSync(join(folder, 'ours.tar.gz'), compiled.value.bundle)
    const seen = JSON.parse(String(run('inspect', '-f', 'json', 'ours.tar.gz')))
    expect(seen.manifest.wasm).toEqual([{ entrypoint: 'beside/deny', module: '/policy.wasm' }])
    expect(seen.manifest.metadata.annotations).toEqual(compiled.value.annotations)
  })

  it.skipIf(gatekeeper === undefined)(
    'formats and checks real policies alike',
    { timeout: 300_000 },
    async () => {
      const differ: string[] = []
      for (const file of sample(filesOf(gatekeeper ?? '', '.rego'), 4)) {
        const given = source(readFileSync(file, 'utf8'), file)
        const { files, diagnostics } = await rego.format({ modules: [given], v0: true })
        const ours = files[0]?.text ?? diagnostics[0]?.code
        if (ours !== formattedBy(() => run('fmt', '--v0-compatible', file))) differ.push(file)
      }
      expect(differ).toEqual([])
    },
  )

  it('finds the same errors in the same places', async () => {
    const wrong = 'package a\n\nx if {\n\ty > nope(1)\n\tz := 1\n\tz := 2\n\tstartswith(1, "a")\n}\n'
    writeFileSync(join(folder, 'wrong.rego'), wrong)
    const theirs = errorsOf(() => run('check', '-f', 'json', 'wrong.rego'))
    const ours = await rego.check({ modules: [source(wrong, 'wrong.rego')] })
    expect(ours.map(({ code, message, start }) => [code, message, start?.line, start?.column])).toEqual(
      theirs.map(({ code, message, location }) => [code, message, location.row, location.col]),
    )
  })
})

/** What `opa fmt` prints, or the code of the refusal that its own check of the result stands for. */
function formattedBy(format: () => Buffer): string {
  try {
    return String(format())
  } catch (error) {
    const { stderr } = error as { readonly stderr: Buffer }
    return String(stderr).includes('but the result is invalid') ? 'rego_format_error' : String(stderr)
  }
}

interface NativeError {
  readonly code: string
  readonly message: string
  readonly location: { readonly row: number; readonly col: number }
}

/** What `opa check` prints as JSON when it fails. */
function errorsOf(check: () => unknown): readonly NativeError[] {
  try {
    check()
    return []
  } catch (error) {
    const { stderr, stdout } = error as { readonly stderr: Buffer; readonly stdout: Buffer }
    return JSON.parse(String(stderr.length > 0 ? stderr : stdout)).errors
  }
}
