import { realpathSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import type { PolicyCompiler } from '@regraft/engine'
import { cachedCompiler, defaultCacheFolder } from '@regraft/engine/node'
import { usage } from '../args/usage.ts'
import type { Io } from '../io/io.ts'
import { isInside } from './root.ts'

/**
 * A compiler that keeps its bundles in the user's cache folder, or in the one that `REGRAFT_CACHE` names; `off` keeps
 * none. Never inside what is checked: a repository could bring entries along. Throws `USAGE` when it is told to.
 */
export function withCache(
  compiler: PolicyCompiler,
  { env, cwd }: Pick<Io, 'env' | 'cwd'>,
  root: string,
): PolicyCompiler {
  const told = env['REGRAFT_CACHE']
  if (told === 'off') return compiler
  const folder = told ? resolve(cwd, told) : defaultCacheFolder(env)
  if (folder === undefined) return compiler
  const inside = [root, cwd].some((each) => isInside(realpathSync(each), real(folder)))
  if (inside && told)
    throw usage(`REGRAFT_CACHE ${told} lies in the folder that is checked`, 'Name one outside of it, or off.')
  return inside ? compiler : cachedCompiler(compiler, { folder })
}

/** Links followed as far as the path exists. */
function real(path: string): string {
  for (let at = path; ; at = dirname(at)) {
    try {
      return resolve(realpathSync(at), path.slice(at.length).replace(/^[/\\]+/, ''))
    } catch {
      if (dirname(at) === at) return path
    }
  }
}
