import {
  definitionSet,
  everyType,
  joinPolicySets,
  loadPolicySet,
  type ParamValues,
  type PolicySet,
  runType,
} from '@regraft/core'
import { RegraftError } from '@regraft/model'
import type { Session } from './check.ts'
import { check } from './check.ts'
import { heal } from './heal.ts'
import type {
  Engine,
  EngineOptions,
  PlainLoadOptions,
  PolicyBundle,
  PolicyDefinitions,
  PolicySource,
  PolicySources,
} from './options.ts'

/**
 * Makes an engine: policies compiled and loaded once, any number of runs.
 * Throws `RegraftError` when a policy does not compile (`POLICY_COMPILE`), its metadata is wrong, or a parameter has no
 * such value (`PARAM_INVALID`).
 */
export async function createEngine(options: EngineOptions): Promise<Engine> {
  const sources = await bundlesOf(options)
  const { defined, params } = definedIn(options)
  const bundles = sources.map(({ bundle }) => bundle)
  const load: PlainLoadOptions = {
    limits: options.limits ?? {},
    params,
    replaceable: sources.flatMap(({ replaceable }, i) => (replaceable ? [i] : [])),
  }
  const compiled = await loadPolicySet(bundles, load)
  const policies = joinPolicySets(defined === undefined ? [compiled] : [compiled, defined])
  const jobs = options.pool ? (options.jobs ?? 1) : 1
  const evaluator = jobs > 1 ? await options.pool?.start(bundles, load, jobs) : undefined
  const types = new Set(
    policies.rules.flatMap(({ resources, uses }) => [
      ...resources,
      ...uses.map((used) => runType(used) ?? used),
    ]),
  )
  const session: Session = {
    policies,
    evaluator,
    defined,
    maxFileBytes: options.maxFileBytes ?? 8 * 1024 * 1024,
    asked: new Set(
      policies.rules.flatMap(({ packages }) => packages.map((name) => name.slice(name.lastIndexOf('.') + 1))),
    ),
    wanted: (type) => types.has(type) || types.has(everyType),
  }
  return {
    rules: policies.rules,
    check: (workspace, run = {}) => check(session, workspace, run),
    heal: (workspace, run = {}) => heal(session, workspace, run),
    close: async () => evaluator?.close(),
  }
}

async function bundlesOf({ policies, compiler }: EngineOptions): Promise<readonly PolicyBundle[]> {
  const ready = policies.filter(isBundle)
  // One that came out empty has nothing to compile.
  const sources = policies.filter(isText).filter(({ modules }) => Object.keys(modules).length > 0)
  if (sources.length === 0) return ready
  if (compiler === undefined) {
    throw new RegraftError('COMPILER_MISSING', 'These policies are Rego text and need a compiler', {
      hint: "Pass `workerCompiler()` from '@regraft/engine/node', or compile them into a bundle first.",
    })
  }
  return [...ready, { id: 'compiled', bundle: await compiler(sources) }]
}

/** The sources that are functions, as one set, and the parameters that are left for others. */
function definedIn({ policies, params = {} }: EngineOptions): {
  readonly defined: PolicySet | undefined
  readonly params: ParamValues
} {
  const sources = policies.filter((source): source is PolicyDefinitions => 'definitions' in source)
  const rest = new Map(Object.entries(params))
  const sets = sources.map(({ definitions, params: own = {} }) => {
    const given = { ...own }
    for (const { id } of definitions) {
      if (rest.has(id)) given[id] = { ...given[id], ...rest.get(id) }
      rest.delete(id)
    }
    return definitionSet(definitions, { params: given })
  })
  return { defined: sets.length === 0 ? undefined : joinPolicySets(sets), params: Object.fromEntries(rest) }
}

function isText(source: PolicySource): source is PolicySources {
  return 'modules' in source
}

function isBundle(source: PolicySource): source is PolicyBundle {
  return 'bundle' in source
}
