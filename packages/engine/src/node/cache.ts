import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { dispatchVersion, hostBuiltins } from '@regraft/core'
import { canonicalJson, type Json } from '@regraft/model'
import { compileVersion } from '../compile.ts'
import type { PolicyCompiler, PolicySources } from '../options.ts'
import { version } from '../version.ts'
import { readEntry, writeEntry } from './cache-entry.ts'

export interface CacheOptions {
  /** Where entries lie. Never a folder of somebody else: whoever writes there decides what policies say. */
  readonly folder: string
  /** Milliseconds since 1970, for what has not been used for a month. */
  readonly now?: () => number
}

/**
 * A compiler that keeps what it made, by the hash of all that goes into it: modules, data, toolchain, versions. An entry
 * that is cut, changed or of another version is passed over and written anew; a folder that cannot be written is no
 * mistake. What is kept is loaded as any bundle is: metered, and with the limits of the run.
 */
export function cachedCompiler(compiler: PolicyCompiler, options: CacheOptions): PolicyCompiler {
  return async (sources) => {
    const key = await keyOf(sources)
    const now = options.now?.() ?? Date.now()
    const kept = readEntry(options.folder, key, now)
    if (kept !== undefined) return kept
    const bundle = await compiler(sources)
    writeEntry(options.folder, key, bundle, now)
    return bundle
  }
}

async function keyOf(sources: readonly PolicySources[]): Promise<string> {
  const { toolchainDigest } = await import('@regraft/rego/node')
  const modules = sources
    .flatMap((source) => Object.entries(source.modules))
    .map(([file, text]) => `${file}\0${text}`)
  const foreign = sources.flatMap((source) =>
    Object.entries(source.foreign ?? {}).map(([file, how]) => [file, { ...how }] as Json),
  )
  const data = sources.flatMap((source) => (source.data === undefined ? [] : [canonicalJson(source.data)]))
  const parts: Json = {
    version,
    compileVersion,
    dispatchVersion,
    toolchain: await toolchainDigest(),
    builtins: [...hostBuiltins].sort(),
    modules: modules.sort(),
    foreign: foreign.map(canonicalJson).sort(),
    data: data.sort(),
  }
  return createHash('sha256').update(canonicalJson(parts)).digest('hex')
}

/** `regraft` in the folder that the operating system keeps for such things; undefined where there is none. */
export function defaultCacheFolder(
  env: { readonly [name: string]: string | undefined },
  platform: NodeJS.Platform = process.platform,
): string | undefined {
  const { XDG_CACHE_HOME: xdg, LOCALAPPDATA: local, HOME } = env
  if (platform === 'win32') return local ? join(local, 'regraft', 'cache') : undefined
  if (xdg?.startsWith('/')) return join(xdg, 'regraft')
  if (!HOME?.startsWith('/')) return undefined
  return platform === 'darwin' ? join(HOME, 'Library', 'Caches', 'regraft') : join(HOME, '.cache', 'regraft')
}
