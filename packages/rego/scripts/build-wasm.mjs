// Builds go/ into wasm/opa.wasm.br and writes its checksums. With --check it builds and compares, and writes nothing.
// Needs exactly the Go version of go/.go-version: other versions give other bytes.
import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { brotliCompressSync, brotliDecompressSync, constants } from 'node:zlib'

const root = fileURLToPath(new URL('..', import.meta.url))
const artifact = join(root, 'wasm', 'opa.wasm.br')
const checksums = join(root, 'wasm', 'opa.wasm.sha256')

function build() {
  const folder = mkdtempSync(join(tmpdir(), 'regraft-rego-'))
  const out = join(folder, 'opa.wasm')
  try {
    execFileSync(
      'go',
      [
        'build',
        '-buildmode=c-shared',
        '-trimpath',
        '-buildvcs=false',
        '-ldflags=-s -w -buildid=',
        '-o',
        out,
        '.',
      ],
      {
        cwd: join(root, 'go'),
        // GOFLAGS and experiments of the environment would change the bytes.
        env: {
          ...process.env,
          GOOS: 'wasip1',
          GOARCH: 'wasm',
          GOWASM: '',
          GOFLAGS: '',
          GOEXPERIMENT: '',
          GOTOOLCHAIN: 'local',
          GOWORK: 'off',
        },
        stdio: 'inherit',
      },
    )
    return readFileSync(out)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function compress(raw) {
  return brotliCompressSync(raw, {
    params: {
      [constants.BROTLI_PARAM_QUALITY]: 11,
      [constants.BROTLI_PARAM_LGWIN]: 24,
      [constants.BROTLI_PARAM_SIZE_HINT]: raw.length,
    },
  })
}

const sha256 = (bytes) => createHash('sha256').update(bytes).digest('hex')

const wanted = readFileSync(join(root, 'go', '.go-version'), 'utf8').trim()
const found = execFileSync('go', ['env', 'GOVERSION'], { env: { ...process.env, GOTOOLCHAIN: 'local' } })
if (String(found).trim() !== wanted) {
  process.stderr.write(`build-wasm: this is ${String(found).trim()}, the artifact is built with ${wanted}\n`)
  process.exit(2)
}
const raw = build()
if (process.argv.includes('--check')) {
  const kept = brotliDecompressSync(readFileSync(artifact))
  const same = Buffer.compare(raw, kept) === 0
  process.stdout.write(
    same
      ? `build-wasm: same bytes, sha256 ${sha256(raw)}\n`
      : 'build-wasm: go/ and wasm/opa.wasm.br differ\n',
  )
  process.exit(same ? 0 : 1)
}
const packed = compress(raw)
writeFileSync(artifact, packed)
writeFileSync(checksums, `${sha256(raw)}  opa.wasm\n${sha256(packed)}  opa.wasm.br\n`)
process.stdout.write(`build-wasm: ${raw.length} bytes, ${packed.length} compressed\n`)
