import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { brotliDecompress } from 'node:zlib'
import { RegraftError } from '@regraft/model'
import { limitMemory } from './memory.ts'
import { compilePatiently } from './tiering.ts'

const modules = new Map<string, Promise<WebAssembly.Module>>()

/**
 * The toolchain that comes with this package, compiled once in this process for each memory cap. `longLived`: it will be asked
 * for much of the same again, so that optimising it pays.
 * Throws RegraftError `REGO_ARTIFACT` when it cannot be read, `REGO_OPTIONS` for a cap that cannot be kept.
 */
export function loadModule(memoryMb?: number, longLived = false): Promise<WebAssembly.Module> {
  const key = `${memoryMb} ${longLived}`
  let module = modules.get(key)
  if (module === undefined) {
    module = compileArtifact(memoryMb, longLived)
    modules.set(key, module)
    // A failure is told once and tried again the next time.
    module.catch(() => modules.delete(key))
  }
  return module
}

/** SHA-256 of the toolchain's file, in hexadecimal: what is compiled by other bytes may differ. Throws as `loadModule`. */
export async function toolchainDigest(): Promise<string> {
  return createHash('sha256')
    .update(await readArtifact())
    .digest('hex')
}

async function compileArtifact(
  memoryMb: number | undefined,
  longLived: boolean,
): Promise<WebAssembly.Module> {
  const all = await loadBytes()
  const bytes = memoryMb === undefined ? all : limitMemory(all, memoryMb)
  return longLived ? WebAssembly.compile(bytes) : compilePatiently(bytes)
}

// One output buffer that holds all of it saves joining many.
const roomBytes = 44 * 1024 * 1024

/** The toolchain's bytes, decompressed: 41 MB that are dropped again once they are compiled. */
async function loadBytes(): Promise<Uint8Array<ArrayBuffer>> {
  return promisify(brotliDecompress)(await readArtifact(), { chunkSize: roomBytes })
}

async function readArtifact(): Promise<Uint8Array> {
  for (const path of places()) {
    const bytes = await readFile(path).catch(() => undefined)
    if (bytes !== undefined) return bytes
  }
  throw new RegraftError('REGO_ARTIFACT', 'wasm/opa.wasm.br of @regraft/rego is missing', {
    hint: 'Install @regraft/rego whole; a bundler must keep its wasm folder as it is.',
  })
}

/** Beside this file in the package, or in the package when this code was bundled into another one. */
function* places(): Generator<string> {
  yield fileURLToPath(new URL('../wasm/opa.wasm.br', import.meta.url))
  try {
    const manifest = createRequire(import.meta.url).resolve('@regraft/rego/package.json')
    yield manifest.replace(/package\.json$/, 'wasm/opa.wasm.br')
  } catch {
    // Not installed as a package: the place above is all there is.
  }
}
