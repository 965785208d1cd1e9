import type { Policy } from '@regraft/core'
import { resourceSchema } from '@regraft/frameworks'
import type { Json } from '@regraft/model'
import { isKind } from '../kinds.ts'
import type { Found, Lint } from '../module.ts'

/** `not f(input.x)`, which is undefined rather than true where `input.x` is absent. */
export const negation: Lint = ({ facts, policy }) =>
  facts.negated
    .filter(({ path }) => !isAlwaysThere(path, policy))
    .map(({ path, at }): Found => {
      const shown = ['input', ...path.map((step) => String(step))].join('.')
      return {
        lint: 'not-undefined',
        at,
        message: `where ${shown} is absent this is undefined, not true: arguments are looked up before \`not\``,
        hint: `Give it a value for that case: \`object.get(input, ${JSON.stringify(path)}, null)\`, or name ${shown} in a line of its own if it has to be there.`,
      }
    })

function isAlwaysThere(path: readonly Json[], policy: Policy | undefined): boolean {
  const [first] = path
  if (first === '$address') return true
  if (policy === undefined || policy.resources.length === 0 || path.length !== 1 || typeof first !== 'string')
    return false
  return policy.resources.every((type) =>
    isKind(type)
      ? ['apiVersion', 'kind', 'metadata'].includes(first)
      : resourceSchema(type)?.members.get(first)?.required === true,
  )
}
