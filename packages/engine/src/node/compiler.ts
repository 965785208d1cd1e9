import { compilePolicies } from '../compile.ts'
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
      const modules = sources.flatMap((source) => Object.entries(source.modules))
      const texts = modules.map(([file, text]) => ({ file, text }))
      return await withCulprit(limits, texts, () => compilePolicies(rego, sources))
    } finally {
      await rego.close()
    }
  }
}
