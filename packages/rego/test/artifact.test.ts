import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { brotliDecompressSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'

const at = (path: string): string => fileURLToPath(new URL(`../${path}`, import.meta.url))
const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

/** Why the artifact cannot be rebuilt here, or undefined. */
function noRebuild(): string | undefined {
  if (process.env['REGRAFT_REBUILD'] !== '1')
    return 'set REGRAFT_REBUILD=1 to rebuild the artifact (a minute)'
  const wanted = readFileSync(at('go/.go-version'), 'utf8').trim()
  try {
    const env = { ...process.env, GOTOOLCHAIN: 'local' }
    const found = execFileSync('go', ['env', 'GOVERSION'], { encoding: 'utf8', env }).trim()
    return found === wanted ? undefined : `Go is ${found}, the artifact needs ${wanted}`
  } catch {
    return 'there is no Go'
  }
}

describe('wasm/opa.wasm.br', () => {
  it('has the checksums beside it', () => {
    const packed = readFileSync(at('wasm/opa.wasm.br'))
    const lines = readFileSync(at('wasm/opa.wasm.sha256'), 'utf8')
    const raw = brotliDecompressSync(packed)
    expect(lines).toBe(`${sha256(raw)}  opa.wasm\n${sha256(packed)}  opa.wasm.br\n`)
  })

  const reason = noRebuild()
  it(`is what go/ builds${reason === undefined ? '' : ` (skipped: ${reason})`}`, {
    timeout: 900_000,
  }, (test) => {
    if (reason !== undefined) test.skip(reason)
    const said = execFileSync(process.execPath, [at('scripts/build-wasm.mjs'), '--check'], {
      encoding: 'utf8',
    })
    expect(said).toMatch(/same bytes/)
  })
})

describe('src/worker.generated.ts', () => {
  it('is what scripts/build-worker.mjs writes', () => {
    expect(
      execFileSync(process.execPath, [at('scripts/build-worker.mjs'), '--check'], { encoding: 'utf8' }),
    ).toBe('')
  })
})
