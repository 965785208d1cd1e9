import type { Policy } from '@regraft/core'
import { isComputedAt, isRepeatable, resourceSchema, schemaAt } from '@regraft/frameworks'
import { type Json, nearest, type Path, type Range } from '@regraft/model'
import type { RegoDiagnostic, UndefinedRef } from '@regraft/rego'
import type { Found, Lint } from './module.ts'

/** What OPA's checker says of a typed input, in the words of the provider's table. */
export function inputTypeFound(diagnostic: RegoDiagnostic, policy: Policy | undefined): Found {
  const { start, end } = diagnostic
  const at = start && end ? { start: start.offset, end: end.offset } : undefined
  if (diagnostic.undefined === undefined || policy === undefined)
    return {
      lint: 'input-type',
      at,
      message: compared(diagnostic),
      hint: 'By the type of the resource this can never hold. Compare what is found with what is expected.',
    }
  return { lint: 'input-type', at, ...explained(diagnostic.undefined, policy) }
}

/** OPA gives both sides of an equation as `left  : string` and `right : number`. */
function compared({ message, details }: RegoDiagnostic): string {
  const side = (name: string): string | undefined =>
    details.find((line) => line.startsWith(name))?.replace(/^\w+\s*: /, '')
  const [left, right] = [side('left'), side('right')]
  if (left === undefined || right === undefined) return [message, ...details].join('; ')
  return `${left} and ${right} are never equal`
}

function explained(
  { ref, path, step, oneOf }: UndefinedRef,
  policy: Policy,
): Pick<Found, 'message' | 'hint'> {
  const names = oneOf.filter((name) => !name.startsWith('$'))
  const what = ref === 'input' ? policy.resources.join(', ') : `\`${ref}\``
  if (path[0] === 'input' && isListAt(policy, path.slice(1)) && typeof step === 'string')
    return {
      message: `${what} is a list and has no ${step}`,
      hint: `Go through it: \`some item in ${ref}\`, then \`item.${step}\`.`,
    }
  if (names.length === 0)
    return {
      message: `${what} is a single value and has nothing below it, so not ${JSON.stringify(step)}`,
      hint: 'A text that holds a document is read with `json.unmarshal`.',
    }
  return {
    message: `${what} has no ${typeof step === 'string' ? step : JSON.stringify(step)}`,
    hint: choice(step, names),
  }
}

const most = 40

function choice(step: Json, names: readonly string[]): string {
  const near = typeof step === 'string' ? nearest(step, names) : undefined
  const shown =
    names.length > most
      ? `${names.slice(0, most).join(', ')} and ${names.length - most} more`
      : names.join(', ')
  return `${near === undefined ? '' : `Did you mean \`${near}\`? `}There is ${shown}.`
}

function isListAt(policy: Policy, path: readonly Json[]): boolean {
  const steps = path.map((step) => (typeof step === 'string' ? step : 0))
  return policy.resources.some((type) => {
    const schema = resourceSchema(type)
    const node = schema && schemaAt(schema, steps)
    return node !== undefined && node !== 'open' && node.kind !== 'value' && isRepeatable(node)
  })
}

/** Paths that only a run would look up: in `object.get(input, …)`, and where a finding says it is. */
export const paths: Lint = ({ policy, facts }) => {
  if (policy === undefined) return []
  const asked = facts.calls.flatMap(({ name, args, at, onInput }) => {
    const path = args[1]
    if (name !== 'object.get' || args.length !== 3 || !onInput) return []
    return unknownPath(policy, Array.isArray(path) ? path : [path ?? null], at, 'input-type')
  })
  const told = facts.findings.flatMap((finding) => {
    const path =
      finding.kind === 'object' ? finding.object.members.find(({ key }) => key === 'path') : undefined
    return path?.items === undefined ? [] : unknownPath(policy, path.items, path.at, 'finding-path')
  })
  return [...asked, ...told]
}

function unknownPath(
  policy: Policy,
  steps: readonly Json[],
  at: Range,
  lint: 'input-type' | 'finding-path',
): Found[] {
  const path = steps.slice(0, steps.findIndex((step) => !isStep(step)) >>> 0) as Path // isStep has looked at each
  if (path.length === 0 || String(path[0]).startsWith('$')) return []
  const schemas = policy.resources.map(resourceSchema)
  if (schemas.length === 0 || schemas.includes(undefined)) return []
  const known = schemas.some(
    (schema) =>
      schema && (schemaAt(schema, path) !== undefined || isComputedAt(schema, path) || hasMarker(path)),
  )
  if (known) return []
  const last = path.findIndex(
    (_, i) => !schemas.some((schema) => schema && reaches(schema, path.slice(0, i + 1))),
  )
  const names = schemas.flatMap((schema) => (schema && last === 0 ? [...schema.members.keys()] : []))
  const where = last === 0 ? policy.resources.join(', ') : `\`${path.slice(0, last).join('.')}\``
  return [
    {
      lint,
      at,
      message: `${where} has no ${String(path[last])}`,
      hint:
        names.length > 0
          ? choice(path[last] ?? null, [...new Set(names)].sort())
          : 'Write the path as the resource is built.',
    },
  ]
}

function reaches(schema: NonNullable<ReturnType<typeof resourceSchema>>, path: Path): boolean {
  return schemaAt(schema, path) !== undefined || isComputedAt(schema, path)
}

function hasMarker(path: Path): boolean {
  return path.some((step) => typeof step === 'string' && step.startsWith('$'))
}

function isStep(step: Json): boolean {
  return typeof step === 'string' || typeof step === 'number'
}
