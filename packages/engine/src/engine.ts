import { everyType, loadPolicySet } from '@regraft/core'
import { RegraftError } from '@regraft/model'
import type { Session } from './check.ts'
import { check } from './check.ts'
import { heal } from './heal.ts'
import type { Engine, EngineOptions, PolicyBundle, PolicySource, PolicySources } from './options.ts'

/**
 * Makes an engine: policies compiled and loaded once, any number of runs.
 * Throws `RegraftError` when a policy does not compile (`POLICY_COMPILE`) or its metadata is wrong.
 */
export async function createEngine(options: EngineOptions): Promise<Engine> {
  const bundles = await bundlesOf(options)
  const limits = options.limits ?? {}
  const policies = await loadPolicySet(bundles, { limits })
  const jobs = options.pool ? (options.jobs ?? 1) : 1
  const evaluator = jobs > 1 ? await options.pool?.start(bundles, limits, jobs) : undefined
  const types = new Set(policies.rules.flatMap(({ resources, uses }) => [...resources, ...uses]))
  const session: Session = {
    policies,
    evaluator,
    maxFileBytes: options.maxFileBytes ?? 8 * 1024 * 1024,
    documents: policies.rules.some(({ packages }) => packages.some((name) => name.endsWith('.document'))),
    wanted: (type) => types.has(type) || types.has(everyType),
  }
  return {
    rules: policies.rules,
    check: (workspace, run = {}) => check(session, workspace, run),
    heal: (workspace, run = {}) => heal(session, workspace, run),
    close: async () => evaluator?.close(),
  }
}

async function bundlesOf({ policies, compiler }: EngineOptions): Promise<readonly Uint8Array[]> {
  const ready = policies.filter(isBundle).map(({ bundle }) => bundle)
  const sources = policies.filter((source): source is PolicySources => !isBundle(source))
  if (sources.length === 0) return ready
  if (compiler === undefined) {
    throw new RegraftError('COMPILER_MISSING', 'These policies are Rego text and need a compiler', {
      hint: "Pass `workerCompiler()` from '@regraft/engine/node', or compile them into a bundle first.",
    })
  }
  return [...ready, await compiler(sources)]
}

function isBundle(source: PolicySource): source is PolicyBundle {
  return 'bundle' in source
}
