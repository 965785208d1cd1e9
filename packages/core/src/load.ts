import { RegraftError, type Rule } from '@regraft/model'
import { type Bundle, readBundle } from './bundle/bundle.ts'
import { LoadedBundle } from './evaluate/loaded.ts'
import { plansOf, type TypePlan } from './evaluate/plan.ts'
import { Session } from './evaluate/session.ts'
import { annotationsOf } from './metadata/annotations.ts'
import { policiesOf, requireAgreement, rulesOf } from './metadata/rules.ts'
import { meter } from './meter/meter.ts'
import type { Limits, PolicySet } from './policy-set.ts'
import { PolicyInstance } from './runtime/instance.ts'
import { type LoadedPolicyClass, loadSdk } from './runtime/opa.ts'
import { type Bridge, type Builtins, provide } from './runtime/provide.ts'

/** What holds when `limits` says nothing. */
export const defaultLimits: Limits = { steps: 50_000_000, memoryMb: 256 }

const pagesPerMb = 16
/** The counter is a 32-bit number, and so are Wasm's addresses. */
const maxSteps = 0x7fffffff
const maxMemoryMb = 4096

export interface LoadOptions {
  readonly limits?: Partial<Limits>
  /** Further built-in functions over JSON, or ones to use instead of the host's. */
  readonly builtins?: Builtins
  /** Answers built-ins that neither Wasm nor the host has. */
  readonly bridge?: Bridge
}

/**
 * Loads OPA bundles (gzip tar with `/policy.wasm`, `/data.json`, `/.manifest`) and reads their rules.
 *
 * Throws RegraftError: `BUNDLE_INVALID`, `BUNDLE_TOO_LARGE`, `POLICY_METADATA`, `BUILTIN_MISSING`.
 */
export async function loadPolicySet(
  bundles: readonly Uint8Array[],
  options: LoadOptions = {},
): Promise<PolicySet> {
  const limits = checkedLimits(options.limits ?? {})
  const sdk = loadSdk()
  const loaded = await Promise.all(bundles.map((bundle) => load(bundle, sdk, limits, options)))
  const policies = loaded.flatMap((each) => each.policies)
  requireAgreement(policies)
  const rules = rulesOf(policies)
  return policySet(rules, loaded)
}

async function load(
  packed: Uint8Array,
  sdk: Promise<LoadedPolicyClass>,
  limits: Limits,
  options: LoadOptions,
): Promise<LoadedBundle> {
  const bundle = await readBundle(packed)
  const policies = policiesOf(annotationsOf(bundle))
  const instance = await start(bundle, sdk, limits)
  instance.provide(await provide(instance.builtins, options.builtins ?? {}, options.bridge))
  return new LoadedBundle(instance, bundle, policies)
}

/** Whatever goes wrong here, the module is not one that OPA compiled. */
async function start(
  bundle: Bundle,
  sdk: Promise<LoadedPolicyClass>,
  limits: Limits,
): Promise<PolicyInstance> {
  const bounds = { steps: limits.steps, maximumPages: limits.memoryMb * pagesPerMb }
  try {
    const module = await WebAssembly.compile(meter(bundle.wasm))
    return new PolicyInstance(module, await sdk, bounds, JSON.stringify(bundle.data))
  } catch (cause) {
    throw new RegraftError('BUNDLE_INVALID', `/policy.wasm of the bundle cannot run: ${messageOf(cause)}`, {
      hint: 'Build it with `opa build -t wasm` or `compilePolicies` of `@regraft/engine`.',
      cause,
    })
  }
}

function policySet(rules: readonly Rule[], loaded: readonly LoadedBundle[]): PolicySet {
  const byId = new Map(rules.map((rule) => [rule.id, rule]))
  const plans = new Map<string, TypePlan[]>()
  for (const each of loaded)
    for (const [type, plan] of plansOf(each.instance, each.policies, byId, each.dispatch))
      plans.set(type, [...(plans.get(type) ?? []), plan])
  return {
    rules,
    evaluate(batch) {
      const session = new Session(plans)
      for (const each of loaded) session.relate(each, batch)
      return session.run(batch)
    },
  }
}

function checkedLimits(given: Partial<Limits>): Limits {
  const limits = { ...defaultLimits, ...given }
  for (const [name, largest] of [
    ['steps', maxSteps],
    ['memoryMb', maxMemoryMb],
  ] as const) {
    const value = limits[name]
    if (!Number.isInteger(value) || value < 1 || value > largest)
      throw new RegraftError('LIMIT_INVALID', `limits.${name} is ${value}`, {
        hint: `Give a whole number from 1 to ${largest}.`,
      })
  }
  return limits
}

function messageOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause)
}
