import { compilePolicies, modulesOf } from '../compile.ts'
import type { PolicyCompiler } from '../options.ts'
import { withCulprit } from './culprit.ts'

export interface CompilerLimits {
  /** Of the toolchain, in MiB. Default 1024. */
  readonly memoryMb?: number
  /** Of one call, in milliseconds. Default 30,000. */
  readonly timeoutMs?: number
}

/** A compiler of Rego that works in a worker thread with bounded memory and time, and is ended after use. */
export function workerCompiler(limits: CompilerLimits = {}): PolicyCompiler {
  return async (sources) => {
    // Loaded on demand: most runs compile nothing and should start sooner.
    const { regoInWorker } = await import('@regraft/rego/node')
    const rego = regoInWorker(limits)
    try {
      return await withCulprit(limits, modulesOf(sources), () => compilePolicies(rego, sources))
    } finally {
      await rego.close()
    }
  }
}
