import { RegraftError } from '@regraft/model'
import { createHost, type Host, type HostOptions, memoryOf } from './host.ts'

/** One running instance of the toolchain. Calls are synchronous and one at a time. */
export interface Reactor {
  /** False once a call has ended the instance; later calls throw. */
  readonly alive: boolean
  /** Sends a request (JSON text) and returns the response frame, a copy. Throws RegraftError when the instance ends. */
  call(request: string): Uint8Array
  /** Size of its linear memory in bytes. It never shrinks. */
  memoryBytes(): number
}

interface Exports {
  regraft_allocate(size: number): number
  regraft_call(): bigint
  regraft_release(): void
}

/** Starts an instance. Throws RegraftError `REGO_MODULE` when the module is not the toolchain. */
export async function startReactor(module: WebAssembly.Module, options: HostOptions): Promise<Reactor> {
  const host = createHost(options)
  try {
    const instance = await WebAssembly.instantiate(module, host.imports)
    if (typeof instance.exports['regraft_call'] !== 'function') throw new TypeError('regraft_call is missing')
    host.start(instance)
    return reactorOf(instance, host)
  } catch (cause) {
    if (cause instanceof WebAssembly.LinkError || cause instanceof TypeError) throw notTheToolchain(cause)
    throw ending(cause, host)
  }
}

function notTheToolchain(cause: Error): RegraftError {
  return new RegraftError(
    'REGO_MODULE',
    `this WebAssembly module is not regraft's Rego toolchain: ${cause.message}`,
    {
      hint: 'Pass wasm/opa.wasm (decompressed) of the same version of @regraft/rego.',
      cause,
    },
  )
}

function reactorOf(instance: WebAssembly.Instance, host: Host): Reactor {
  // The exports of go/exports.go; presence is checked above.
  const exports = instance.exports as unknown as Exports
  const memory = memoryOf(instance)
  let alive = true
  const run = (request: string): Uint8Array => {
    const bytes = new TextEncoder().encode(request)
    const address = exports.regraft_allocate(bytes.length) >>> 0
    new Uint8Array(memory.buffer, address, bytes.length).set(bytes)
    const packed = BigInt.asUintN(64, exports.regraft_call())
    const frame = new Uint8Array(memory.buffer, Number(packed >> 32n), Number(packed & 0xffffffffn)).slice()
    exports.regraft_release()
    return frame
  }
  return {
    get alive() {
      return alive
    },
    call(request) {
      if (!alive)
        throw new RegraftError('REGO_CRASH', 'the Rego toolchain has ended and was not started again')
      try {
        return run(request)
      } catch (cause) {
        alive = false
        throw ending(cause, host)
      }
    },
    memoryBytes: () => memory.buffer.byteLength,
  }
}

/** Says why an instance ended: the runtime's last words tell memory from a defect. */
function ending(cause: unknown, host: Host): RegraftError {
  const words = host.stderr()
  if (/out of memory|cannot allocate/.test(words)) {
    return new RegraftError('REGO_MEMORY', 'the Rego toolchain ran out of memory', {
      hint: 'Split the policy or its data, or allow more with memoryMb.',
      cause,
    })
  }
  if (cause instanceof RangeError || /stack/.test(words)) {
    return new RegraftError('REGO_STACK', 'a policy or value nests too deeply for the Rego toolchain', {
      hint: 'Flatten deeply nested expressions, arrays or objects.',
      cause,
    })
  }
  const last = words.trim().split('\n')[0] ?? ''
  return new RegraftError('REGO_CRASH', `the Rego toolchain ended: ${last || String(cause)}`, {
    hint: 'This is a defect of regraft; please report it with the policy that caused it.',
    cause,
  })
}
