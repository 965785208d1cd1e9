import { loadModule } from './artifact.ts'
import { startRego } from './local.ts'
import type { LocalRego } from './rego.ts'

export { toolchainDigest } from './artifact.ts'
export type { WorkerOptions, WorkerRego } from './worker-rego.ts'
export { regoInWorker } from './worker-rego.ts'

export interface LoadRegoOptions {
  /** Wall clock that policies and tests see, in nanoseconds since 1970. Default: always 0, so that runs repeat. */
  readonly now?: () => bigint
  /** Cap on the toolchain's memory in MiB (64 to 4096). Default: none. */
  readonly memoryMb?: number
  /**
   * The same will be asked again and again, as after each save: starts slower by some seconds of work in the background, then
   * answers sooner. Default: false.
   */
  readonly longLived?: boolean
}

/**
 * Starts the toolchain of this package in this thread; the compiled module is shared by all of the process.
 * Throws RegraftError `REGO_ARTIFACT` or `REGO_OPTIONS`.
 */
export async function loadRego(options: LoadRegoOptions = {}): Promise<LocalRego> {
  return startRego(await loadModule(options.memoryMb, options.longLived), options)
}
