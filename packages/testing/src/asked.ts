import { type EvaluationResource, everyType } from '@regraft/core'
import type { Rule } from '@regraft/model'

/** Types that rules look at or relate, and the frameworks whose every type they do. */
export interface AskedTypes {
  readonly types: readonly string[]
  readonly frameworks: readonly string[]
}

export function askedTypes(rules: readonly Rule[]): AskedTypes {
  const types = new Set<string>()
  const frameworks = new Set<string>()
  for (const { resources, uses, packages } of rules)
    for (const type of [...resources, ...uses])
      if (type === everyType) for (const name of packages) frameworks.add(frameworkOf(name))
      else types.add(type)
  return { types: [...types].sort(), frameworks: [...frameworks].sort() }
}

/** Whether a rule, by one of these packages of it, is asked about a resource. */
export function isAsked(
  { resources, packages }: Pick<Rule, 'resources' | 'packages'>,
  { type, framework }: EvaluationResource,
): boolean {
  if (resources.includes(type)) return true
  return resources.includes(everyType) && packages.some((name) => frameworkOf(name) === framework)
}

/** The last step of a package names the framework of a policy that looks at every type. */
function frameworkOf(name: string): string {
  return name.split('.').at(-1) ?? ''
}
