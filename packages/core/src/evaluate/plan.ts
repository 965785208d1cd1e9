import type { Rule } from '@regraft/model'
import { type DispatchEntry, denyEntrypoint } from '../dispatch.ts'
import type { Policy } from '../metadata/policy.ts'
import { typesOf } from '../metadata/types.ts'
import type { PolicyInstance } from '../runtime/instance.ts'

/** A policy that can be asked. */
export interface Asked {
  readonly policy: Policy
  readonly rule: Rule
  /** Number of its own `deny`; absent when the bundle has no such entrypoint. */
  readonly entrypoint: number | undefined
}

/** How one bundle is asked about resources of one type. */
export interface TypePlan {
  readonly instance: PolicyInstance
  /** One document that holds the deny sets of these policies, in order. */
  readonly dispatch:
    | {
        readonly entrypoint: number
        readonly asked: readonly Asked[]
        /** What it answers when no policy finds anything, as the Wasm writes it. */
        readonly clean: Uint8Array
      }
    | undefined
  /** Policies that are asked one by one. */
  readonly single: readonly Asked[]
}

/** What one bundle answers, by resource type; policies of every type under `*:` and their framework. */
export function plansOf(
  instance: PolicyInstance,
  policies: readonly Policy[],
  rules: ReadonlyMap<string, Rule>,
  dispatch: readonly DispatchEntry[],
): Map<string, TypePlan> {
  const numbers = new Map(Object.entries(instance.entrypoints))
  const asked = new Map<string, Asked>()
  for (const policy of policies) {
    const rule = rules.get(policy.id)
    const entrypoint = numbers.get(denyEntrypoint(policy.packagePath))
    if (rule !== undefined) asked.set(policy.package, { policy, rule, entrypoint })
  }
  const plans = new Map<string, TypePlan>()
  for (const type of new Set(policies.flatMap(typesOf))) {
    const wanted = [...asked.values()].filter(({ policy }) => typesOf(policy).includes(type))
    const entry = dispatch.find((each) => each.resourceType === type)
    const together = dispatchOf(entry, numbers, asked)
    const single = wanted.filter((each) => together?.asked.includes(each) !== true)
    plans.set(type, { instance, dispatch: together, single })
  }
  return plans
}

/** The dispatch document, if the bundle has it and knows every policy in it. */
function dispatchOf(
  entry: DispatchEntry | undefined,
  numbers: ReadonlyMap<string, number>,
  asked: ReadonlyMap<string, Asked>,
): TypePlan['dispatch'] {
  if (entry === undefined) return undefined
  const entrypoint = numbers.get(entry.entrypoint)
  const policies = entry.packages.map((name) => asked.get(name))
  if (entrypoint === undefined || policies.some((each) => each === undefined)) return undefined
  return { entrypoint, asked: policies as Asked[], clean: cleanAnswer(policies.length) } // none is undefined
}

/** The result set of as many empty deny sets, and of a single one. */
function cleanAnswer(count: number): Uint8Array {
  return new TextEncoder().encode(`[{"result":[${Array.from({ length: count }, () => '[]').join(',')}]}]\0`)
}

export const cleanDeny: Uint8Array = new TextEncoder().encode('[{"result":[]}]\0')
