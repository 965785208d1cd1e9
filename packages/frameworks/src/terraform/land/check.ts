import type { Json, JsonObject, Path, Refusal } from '@regraft/model'
import { isList, isObject } from '@regraft/model'
import { isComputedAt, schemaAt } from '../../schema/lookup.ts'
import type { BodySchema, MemberSchema, ResourceSchema, ValueType } from '../../schema/types.ts'
import { literalOf, referenceOf } from './values.ts'

/** What is wrong with a value in the eyes of the provider's schema; undefined when nothing is. */
type Problem = Refusal | undefined

const notInSchema = (reason: string): Refusal => ({ code: 'NOT_IN_SCHEMA', reason })
const computed = (name: string): Refusal =>
  notInSchema(`${name} is computed by the provider and cannot be written`)

/** Whether the provider has a place at this path at all. */
export function checkPath(schema: ResourceSchema, path: Path): Problem {
  if (schemaAt(schema, path) !== undefined) return undefined
  const name = path.join('.')
  return isComputedAt(schema, path)
    ? computed(`${schema.type}.${name}`)
    : notInSchema(`${schema.type} has no ${name}`)
}

/** A value that replaces what stands at a path. */
export function checkAt(schema: ResourceSchema, path: Path, value: Json): Problem {
  const node = schemaAt(schema, path)
  if (node === undefined || node === 'open') return checkPath(schema, path)
  const name = path.join('.')
  if (node.kind === 'value') return checkType(node.type, value, name)
  const one = typeof path.at(-1) === 'number' && node.kind === 'block'
  return one ? checkBlock(node.body, value, name) : checkMember(node, value, name)
}

/** A value that becomes a member of a body. */
export function checkMember(member: MemberSchema, value: Json, name: string): Problem {
  if (member.kind === 'attribute') return checkType(member.type, value, name)
  if (member.nesting === 'single') return checkBlock(member.body, value, name)
  const blocks = literalOf(value)
  if (!isList(blocks)) return notInSchema(`${name} may occur more than once and is written as a list`)
  return first(blocks, (item, i) => checkBlock(member.body, item, `${name}.${i}`))
}

export function checkBlock(body: BodySchema, value: Json, name: string): Problem {
  const block = literalOf(value)
  if (!isObject(block) || referenceOf(value)) return notInSchema(`${name} is a block`)
  return checkNames(body, block, name) ?? checkRequired(body, block, name)
}

/** Every name that the provider requires is there. */
function checkRequired(body: BodySchema, value: JsonObject, name: string): Problem {
  for (const member of body.members.values())
    if (member.required && !Object.hasOwn(value, member.name))
      return { code: 'REQUIRED_ARGUMENT', reason: `${name} needs ${member.name} as well` }
  return undefined
}

/** Every name is one that the provider has, with a value of its type. */
function checkNames(body: BodySchema, value: JsonObject, name: string): Problem {
  return first(Object.entries(value), ([key, item]) => {
    const member = body.members.get(key)
    if (member !== undefined) return checkMember(member, item, `${name}.${key}`)
    if (body.computed.has(key)) return computed(`${name}.${key}`)
    return body.complete ? notInSchema(`${name} has no ${key}`) : undefined
  })
}

function checkType(type: ValueType, value: Json, name: string): Problem {
  if (referenceOf(value)) return undefined
  const plain = literalOf(value)
  switch (type.kind) {
    case 'any':
      return undefined
    case 'string':
    case 'number':
      return typeof plain === type.kind ? undefined : notInSchema(`${name} is a ${type.kind}`)
    case 'bool':
      return typeof plain === 'boolean' ? undefined : notInSchema(`${name} is true or false`)
    case 'list':
    case 'set':
      if (!isList(plain)) return notInSchema(`${name} is a list`)
      return first(plain, (item, i) => checkType(type.of, item, `${name}.${i}`))
    case 'map':
      if (!isObject(plain)) return notInSchema(`${name} is a map`)
      return first(Object.entries(plain), ([key, item]) => checkType(type.of, item, `${name}.${key}`))
    case 'object':
      return checkBlock(type.body, value, name)
  }
}

function first<T>(items: readonly T[], check: (item: T, i: number) => Problem): Problem {
  for (const [i, item] of items.entries()) {
    const problem = check(item, i)
    if (problem !== undefined) return problem
  }
  return undefined
}
