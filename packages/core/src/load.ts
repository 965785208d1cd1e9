import { RegraftError, type Rule } from '@regraft/model'
import { type Bundle, readBundle } from './bundle/bundle.ts'
import { LoadedBundle } from './evaluate/loaded.ts'
import { plansOf, type TypePlan } from './evaluate/plan.ts'
import { Session } from './evaluate/session.ts'
import { annotationsOf, type PolicyAnnotations } from './metadata/annotations.ts'
import type { Policy } from './metadata/policy.ts'
import { policiesOf, requireAgreement, rulesOf } from './metadata/rules.ts'
import { meter } from './meter/meter.ts'
import { type ParamValues, rulesWithParams, withParams } from './params/params.ts'
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
  /** Values of the parameters that rules declare, by rule and name. */
  readonly params?: ParamValues
  /** Numbers of bundles whose rules give way where another bundle has a rule of the same id. */
  readonly replaceable?: readonly number[]
}

/**
 * Loads OPA bundles (gzip tar with `/policy.wasm`, `/data.json`, `/.manifest`) and reads their rules.
 *
 * Throws RegraftError: `BUNDLE_INVALID`, `BUNDLE_TOO_LARGE`, `POLICY_METADATA`, `BUILTIN_REFUSED`, `BUILTIN_MISSING`,
 * `PARAM_INVALID`.
 */
export async function loadPolicySet(
  bundles: readonly Uint8Array[],
  options: LoadOptions = {},
): Promise<PolicySet> {
  const limits = checkedLimits(options.limits ?? {})
  const sdk = loadSdk()
  const read = await Promise.all(bundles.map(readPolicies))
  const kept = withoutReplaced(read, new Set(options.replaceable ?? []))
  const policies = kept.flatMap((each) => each.policies)
  requireAgreement(policies)
  const rules = rulesWithParams(rulesOf(policies), options.params ?? {})
  const loaded = await Promise.all(kept.map((each) => load(each, rules, sdk, limits, options)))
  return policySet(rules, loaded)
}

/** A bundle and those of its policies that count. */
interface ReadBundle {
  readonly bundle: Bundle
  readonly annotations: readonly PolicyAnnotations[]
  readonly policies: readonly Policy[]
}

async function readPolicies(packed: Uint8Array): Promise<ReadBundle> {
  const bundle = await readBundle(packed)
  const annotations = await annotationsOf(bundle)
  return { bundle, annotations, policies: policiesOf(annotations) }
}

function withoutReplaced(read: readonly ReadBundle[], replaceable: ReadonlySet<number>): ReadBundle[] {
  const others = read.filter((_, i) => !replaceable.has(i)).flatMap(({ policies }) => policies)
  const ids = new Set(others.map(({ id }) => id))
  return read.map((each, i) =>
    replaceable.has(i) ? { ...each, policies: each.policies.filter(({ id }) => !ids.has(id)) } : each,
  )
}

async function load(
  { bundle, annotations, policies }: ReadBundle,
  rules: readonly Rule[],
  sdk: Promise<LoadedPolicyClass>,
  limits: Limits,
  options: LoadOptions,
): Promise<LoadedBundle> {
  const own = new Set(policies.map(({ id }) => id))
  const data = withParams(
    bundle.data,
    rules.filter(({ id }) => own.has(id)),
  )
  const instance = await start({ ...bundle, data }, sdk, limits)
  instance.provide(await provide(instance.builtins, options.builtins ?? {}, options.bridge))
  return new LoadedBundle(instance, data, annotations, policies)
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
