import { RegraftError } from '@regraft/model'
import type { HostOptions } from './host.ts'
import { limitMemory } from './memory.ts'
import { builtinOutcome, builtinRequest, encodeRequest, regoOver } from './operations.ts'
import { type Reactor, startReactor } from './reactor.ts'
import type { LocalRego } from './rego.ts'
import { decodeReply } from './reply.ts'

export interface CreateRegoOptions {
  /** Wall clock that policies and tests see, in nanoseconds since 1970. Default: always 0, so that runs repeat. */
  readonly now?: () => bigint
  /**
   * Cap on the toolchain's memory in MiB (at least 64); past it a call rejects with `REGO_MEMORY`.
   * Needs the toolchain as bytes: a compiled module's limits are fixed, so cap those with `limitMemory` first.
   */
  readonly memoryMb?: number
}

/**
 * Starts the toolchain in this thread. `module` is `wasm/opa.wasm`, decompressed, as bytes or compiled.
 * Throws RegraftError: `REGO_MODULE` when it is something else, `REGO_OPTIONS` for a cap that cannot be kept.
 */
export async function createRego(
  module: WebAssembly.Module | BufferSource,
  options: CreateRegoOptions = {},
): Promise<LocalRego> {
  return startRego(await compileModule(module, options.memoryMb), options)
}

/** The toolchain over a compiled module; `options.memoryMb` says what cap it was compiled with. */
export async function startRego(module: WebAssembly.Module, options: HostOptions): Promise<LocalRego> {
  let reactor: Reactor = await startReactor(module, options)
  const live = async (): Promise<Reactor> => {
    if (!reactor.alive) reactor = await startReactor(module, options)
    return reactor
  }
  return {
    ...regoOver(async (request) => decodeReply((await live()).call(encodeRequest(request)))),
    builtinSync: (call) => builtinOutcome(decodeReply(reactor.call(encodeRequest(builtinRequest(call))))),
    memoryBytes: () => reactor.memoryBytes(),
  }
}

async function compileModule(
  module: WebAssembly.Module | BufferSource,
  memoryMb: number | undefined,
): Promise<WebAssembly.Module> {
  if (!(module instanceof WebAssembly.Module)) {
    const bytes = memoryMb === undefined ? module : limitMemory(bytesOf(module), memoryMb)
    return WebAssembly.compile(bytes).catch((cause: unknown) => {
      throw new RegraftError('REGO_MODULE', 'these bytes are not a WebAssembly module', { cause })
    })
  }
  if (memoryMb === undefined) return module
  throw new RegraftError('REGO_OPTIONS', 'memoryMb needs the toolchain as bytes, not as a compiled module', {
    hint: 'Compile limitMemory(bytes, memoryMb) instead.',
  })
}

function bytesOf(source: BufferSource): Uint8Array {
  return source instanceof ArrayBuffer
    ? new Uint8Array(source)
    : new Uint8Array(source.buffer, source.byteOffset, source.byteLength)
}
