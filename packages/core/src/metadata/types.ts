import type { Policy } from './policy.ts'

/** What metadata writes under `resources` or `uses` for every type of the policy's framework. */
export const everyType = '*'

const runMark = 'run:'

/** A type that metadata writes under `uses` as `run:Type`: resources of the whole run, not only of the unit. */
export function runType(used: string): string | undefined {
  return used.startsWith(runMark) ? used.slice(runMark.length) : undefined
}

/** The name under which policies are kept that look at every type of a framework. */
export function everyTypeOf(framework: string): string {
  return `${everyType}:${framework}`
}

/** Names under which a policy is kept: its types, or all of its framework, which the last step of its package names. */
export function typesOf({
  resources,
  packagePath,
}: Pick<Policy, 'resources' | 'packagePath'>): readonly string[] {
  return resources.includes(everyType) ? [everyTypeOf(packagePath.at(-1) ?? '')] : resources
}
