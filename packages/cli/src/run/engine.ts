import type { Config } from '@regraft/config'
import { createEngine, type Engine, type EngineOptions, type PolicySource } from '@regraft/engine'
import { builtin } from '@regraft/policies'
import type { Arguments } from '../args/arguments.ts'
import type { Io } from '../io/io.ts'
import { conftestOf } from './conftest.ts'
import { teller } from './foreign.ts'
import { placed } from './params.ts'
import { type PolicyName, policySource } from './policies.ts'
import type { CodeConsent } from './policy-code.ts'
import { requireTrust } from './trust.ts'

/**
 * The engine with the built-in policies and those of the command line and the configuration. A rule of theirs takes the
 * place of the built-in rule with its id. `root`: what is checked.
 */
export async function engineOf(args: Arguments, config: Config, io: Io, root: string): Promise<Engine> {
  const conftest = await conftestOf(args, config, io.cwd)
  const names: PolicyName[] = [
    ...config.policies.map((name) => ({
      name,
      folder: config.folder,
      code: consentOf(config, io),
      conftest,
    })),
    ...args.policies.map((name) => ({ name, folder: io.cwd, code: given(io), conftest })),
  ]
  const own: PolicySource[] = []
  for (const name of names) own.push(await policySource(name, teller(args, io)))
  await requireTrust(own, config)
  const jobs = args.jobs ?? 1
  try {
    return await createEngine({
      policies: [builtin, ...own],
      params: config.params,
      ...(own.some((source) => 'modules' in source) ? await compiling(own, io, root) : {}),
      ...(jobs > 1 ? { jobs, pool: (await import('@regraft/engine/node')).workerPool } : {}),
    })
  } catch (error) {
    throw placed(error, config)
  }
}

function consentOf({ code, named }: Config, io: Io): CodeConsent {
  if (!named) return 'configuration was found'
  return code ? given(io) : 'configuration does not say so'
}

function given({ runsCode = true }: Io): CodeConsent {
  return runsCode ? 'given' : 'this program runs none'
}

/** Own policies are compiled here; they may import what the built-in ones share (`data.regraft.fix`). */
async function compiling(
  own: readonly PolicySource[],
  io: Io,
  root: string,
): Promise<Pick<EngineOptions, 'policies' | 'compiler'>> {
  const { workerCompiler } = await import('@regraft/engine/node')
  const { library } = await import('@regraft/policies/library')
  const { withCache } = await import('./cache.ts')
  return { policies: [builtin, library, ...own], compiler: withCache(workerCompiler(), io, root) }
}
