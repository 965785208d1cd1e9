import type { Json } from '@regraft/model'
import { isList, isObject, isUnknown, RegraftError } from '@regraft/model'
import type { Companion } from './changes.ts'
import { dialectOf } from './place.ts'
import { fixValue, term } from './rego-text.ts'

/** What a rule says about a resource that lacks another beside it. */
export interface CompanionRule {
  readonly type: string
  readonly uses: string
  readonly says: string
  readonly does: string
  /** Tells its type from others that the rule looks at. */
  readonly guard: string
  readonly condition: string
  readonly operation: string
}

/** Throws RegraftError `EXAMPLE_AMBIGUOUS` where the new resource takes something that a rule cannot know. */
export function companionRule(companion: Companion): CompanionRule {
  const { type, by, to } = companion
  if (dialectOf(to.type) !== 'terraform')
    throw new RegraftError('EXAMPLE_AMBIGUOUS', `${type} cannot be added by a rule`, {
      hint: 'Resources are added to Terraform and to Pulumi programs of Terraform providers only.',
    })
  return {
    type: to.type,
    uses: type,
    says: `no ${type} belongs to it`,
    does: `Add ${type}`,
    guard: `terraform.of_type(input["$address"], ${term(to.type)})`,
    condition: `not terraform.served(${term(type)}, ${term(by)}, ${namesOf(companion)})`,
    operation: `fix.add_resource(${term(type)}, ${nameOf(companion)}, ${written(companion.input, companion)})`,
  }
}

/** Everything that the new resource may call the other, its literal name among it where both have that argument. */
function namesOf({ by, to }: Companion): string {
  const address = 'terraform.names(input["$address"])'
  return by in to.input
    ? `${address} | {name | name := object.get(input, ${term(by)}, null); is_string(name)}`
    : address
}

function nameOf({ name, to }: Companion): string {
  const own = to.address.slice(to.address.lastIndexOf('.') + 1)
  const label = 'terraform.label(input["$address"])'
  if (name === own) return label
  if (name.startsWith(own)) return `concat("", [${label}, ${term(name.slice(own.length))}])`
  return term(name)
}

function written(value: Json, companion: Companion): string {
  if (isUnknown(value)) return referenceOf(value.$unknown, companion)
  if (isList(value)) return `[${value.map((item) => written(item, companion)).join(', ')}]`
  if (!isObject(value)) return fixValue(value)
  const members = Object.entries(value).map(([key, member]) => `${term(key)}: ${written(member, companion)}`)
  return `{${members.join(', ')}}`
}

function referenceOf(expression: string, { type, name, to }: Companion): string {
  const attribute = expression.startsWith(`${to.address}.`) ? expression.slice(to.address.length + 1) : ''
  if (/^\w+$/.test(attribute)) return `fix.self(${term(attribute)})`
  throw new RegraftError('EXAMPLE_AMBIGUOUS', `${type}.${name} takes ${expression}`, {
    hint: `A new resource can hold literal values and attributes of ${to.address}.`,
  })
}
