import type { Json, JsonObject } from '@regraft/model'
import { memberBody } from '../schema/lookup.ts'
import type { BodySchema, MemberSchema } from '../schema/types.ts'
import { elementsOf, isListForm, undeterminedBlocks } from './blocks.ts'
import { convert } from './convert.ts'
import type { Bindings, Scope } from './evaluate.ts'
import { eachOf, evaluate } from './evaluate.ts'
import type { Body, Member } from './source.ts'

/** Arguments that Terraform itself reads: they say nothing about the infrastructure and are not in a policy's input. */
export const metaArguments: ReadonlySet<string> = new Set([
  'count',
  'for_each',
  'provider',
  'depends_on',
  'lifecycle',
  'provisioner',
  'connection',
])

const noBindings: Bindings = new Map()

/** What a policy sees of a resource. */
export function resourceInput(body: Body, schema: BodySchema | undefined, scope: Scope): JsonObject {
  const forEach = body.members(schema).get('for_each')
  const bindings =
    forEach?.kind === 'attribute' ? new Map([['each', eachOf(forEach.expr, scope)]]) : noBindings
  return bodyInput(body, schema, scope, bindings, metaArguments)
}

function bodyInput(
  body: Body,
  schema: BodySchema | undefined,
  scope: Scope,
  bindings: Bindings,
  skip?: ReadonlySet<string>,
): JsonObject {
  const entries: [string, Json][] = []
  for (const [name, member] of body.members(schema)) {
    if (skip?.has(name)) continue
    const value = memberInput(member, schema?.members.get(name), scope, bindings)
    // Null says the same as leaving the argument out.
    if (value !== null) entries.push([name, value])
  }
  return Object.fromEntries(entries)
}

function memberInput(
  member: Member,
  schema: MemberSchema | undefined,
  scope: Scope,
  bindings: Bindings,
): Json {
  if (member.kind === 'attribute') {
    const value = evaluate(member.expr, scope, bindings)
    return schema?.kind === 'attribute' ? convert(value, schema.type) : value
  }
  const found = elementsOf(member, scope, bindings)
  const more = found.undetermined && undeterminedBlocks(found.undetermined, scope, bindings)
  const inner = schema && memberBody(schema)
  const values = found.elements.map((element) => bodyInput(element.body, inner, scope, element.bindings))
  const [first] = values
  // What is written out counts whatever stands beside it: the blocks nobody knows are one unknown item after it.
  if (more !== undefined)
    return first !== undefined && isListForm(values.length, schema) ? [...values, more] : more
  if (first === undefined) return null
  return isListForm(values.length, schema) ? values : first
}
