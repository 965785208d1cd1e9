import { ConsoleStdout, File, OpenFile, WASI } from '@bjorn3/browser_wasi_shim'

export interface HostOptions {
  /** Wall clock that policies and tests see, in nanoseconds since 1970. Default: always 0, so that runs repeat. */
  readonly now?: () => bigint
  /** The Go runtime collects harder when its heap nears this many MiB. */
  readonly memoryMb?: number
}

/** A WASI host without files, arguments or the caller's environment. */
export interface Host {
  readonly imports: WebAssembly.Imports
  /** Runs the module's initialiser. */
  start(instance: WebAssembly.Instance): void
  /** What the runtime wrote to standard error, its last words when it ends. */
  stderr(): string
}

const realtime = 0
const stderrLimit = 64 * 1024

export function createHost(options: HostOptions): Host {
  let written = ''
  let instance: WebAssembly.Instance | undefined
  const stderr = ConsoleStdout.lineBuffered((line) => {
    if (written.length < stderrLimit) written += `${line}\n`
  })
  const env = options.memoryMb === undefined ? [] : [`GOMEMLIMIT=${Math.floor(options.memoryMb * 0.9)}MiB`]
  const wasi = new WASI(['rego'], env, [new OpenFile(new File([])), new ConsoleStdout(() => {}), stderr], {
    debug: false,
  })
  const memory = (): ArrayBuffer => memoryOf(instance).buffer
  const { clock_time_get: clock } = wasi.wasiImport as { clock_time_get: Clock }
  const imports = {
    ...wasi.wasiImport,
    clock_time_get: (id: number, precision: bigint, address: number): number => {
      if (id !== realtime) return clock(id, precision, address)
      new DataView(memory()).setBigUint64(address, options.now?.() ?? 0n, true)
      return 0
    },
    random_get: (address: number, length: number): number => {
      fill(new Uint8Array(memory(), address, length))
      return 0
    },
  }
  return {
    imports: { wasi_snapshot_preview1: imports },
    start(started) {
      instance = started
      // The shim's own type asks for exports that a plain Instance does not declare.
      wasi.initialize(started as Parameters<typeof wasi.initialize>[0])
    },
    stderr: () => written,
  }
}

type Clock = (id: number, precision: bigint, address: number) => number

/** The memory that a Go module defines and exports. */
export function memoryOf(instance: WebAssembly.Instance | undefined): WebAssembly.Memory {
  // Checked by the reactor before the first call.
  return instance?.exports['memory'] as WebAssembly.Memory
}

/** Repeatable bytes: they only seed hash tables, and must not make one run differ from another. */
function fill(bytes: Uint8Array): void {
  let state = 0x9e3779b9
  for (let i = 0; i < bytes.length; i++) {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    bytes[i] = state
  }
}
