import type { Path } from '@regraft/model'
import type { BodySchema, MemberSchema, ValueType } from './types.ts'

/** What the schema says of a place: a member, or a value inside an attribute. */
export type SchemaNode = MemberSchema | { readonly kind: 'value'; readonly type: ValueType }

/**
 * Follows a path of a resource's model (`['ebs_block_device', 0, 'encrypted']`, `['tags', 'Name']`).
 * - the member or value there;
 * - `'open'` when the schema does not describe the place (an `any` attribute, an incomplete body, inside a string);
 * - undefined when the provider has nothing of that name there.
 */
export function schemaAt(body: BodySchema, path: Path): SchemaNode | 'open' | undefined {
  let here: Place = { kind: 'body', body }
  for (const step of path) {
    const next = stepInto(here, step)
    if (next === undefined || next === 'open') return next
    here = next
  }
  return here.kind === 'body' ? undefined : here
}

/**
 * Whether a path leads to something that the provider alone computes, or into it: `['arn']`,
 * `['root_block_device', 'volume_id']`. `schemaAt` knows no such place, for nothing can be written there.
 */
export function isComputedAt(body: BodySchema, path: Path): boolean {
  let here: Place = { kind: 'body', body }
  for (const step of path) {
    const next = stepInto(here, step)
    if (next === undefined) return bodyOf(here)?.computed.has(String(step)) ?? false
    if (next === 'open') return false
    here = next
  }
  return false
}

type Place = SchemaNode | { readonly kind: 'body'; readonly body: BodySchema }

function stepInto(place: Place, step: string | number): Place | 'open' | undefined {
  if (place.kind === 'body') return memberOf(place.body, step)
  if (place.kind === 'block') {
    // An index picks one of a repeatable block; what it holds is the same.
    if (typeof step === 'number') return place.nesting === 'single' ? undefined : place
    return memberOf(place.body, step)
  }
  const type = place.type
  // A string may be a document that the path leads into.
  if (type.kind === 'any' || type.kind === 'string') return 'open'
  if (type.kind === 'object') return memberOf(type.body, step)
  if (!('of' in type) || typeof step !== (type.kind === 'map' ? 'string' : 'number')) return undefined
  return { kind: 'value', type: type.of }
}

function memberOf(body: BodySchema, step: string | number): MemberSchema | 'open' | undefined {
  return body.members.get(String(step)) ?? (body.complete ? undefined : 'open')
}

/** Whether a member occurs as a list in the model: a repeatable block, or an attribute that is a list or set. */
export function isRepeatable(member: MemberSchema): boolean {
  if (member.kind === 'block') return member.nesting !== 'single'
  return member.type.kind === 'list' || member.type.kind === 'set'
}

/**
 * Whether Terraform accepts the member written as blocks: blocks, and attributes that are a list or set of objects
 * (`ingress` of `aws_security_group`), which it also accepts as `name = [{…}]`.
 */
export function acceptsBlocks(member: MemberSchema): boolean {
  if (member.kind === 'block') return true
  return 'of' in member.type && member.type.kind !== 'map' && member.type.of.kind === 'object'
}

/** What a member's blocks or objects hold, when it has any. */
export function memberBody(member: MemberSchema): BodySchema | undefined {
  if (member.kind === 'block') return member.body
  const type = member.type
  const inner = 'of' in type ? type.of : type
  return inner.kind === 'object' ? inner.body : undefined
}

/** What may stand at once below a place. */
function bodyOf(place: Place): BodySchema | undefined {
  if (place.kind === 'body' || place.kind === 'block') return place.body
  return place.type.kind === 'object' ? place.type.body : undefined
}
