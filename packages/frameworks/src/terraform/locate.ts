import type { Path } from '@regraft/model'
import { memberBody } from '../schema/lookup.ts'
import type { BodySchema, MemberSchema } from '../schema/types.ts'
import { isListForm } from './body-value.ts'
import type { MappingValue, SequenceValue, UnknownValue, Value } from './language/value.ts'
import { isMapping, isSequence } from './language/value.ts'
import type { TerraformResource } from './resource.ts'
import { readShape } from './shape.ts'
import type { AttributeMember, BlocksMember, Body, Expr, Place } from './source.ts'

/** What stands at a path of a resource's model. */
export type Located =
  | LocatedBody
  | LocatedBlocks
  /** A value of an argument, by whatever way it came there. */
  | LocatedValue
  | { readonly kind: 'opaque'; readonly place: Place; readonly why: string }
  | { readonly kind: 'absent'; readonly parent: Present; readonly missing: Path }

type Present = LocatedBody | LocatedBlocks | LocatedValue

/** A resource or a block. */
export interface LocatedBody {
  readonly kind: 'body'
  readonly path: Path
  readonly body: Body
  readonly schema: BodySchema | undefined
  readonly value: MappingValue
  readonly place: Place
}

/** All blocks of a type that is a list. */
export interface LocatedBlocks {
  readonly kind: 'blocks'
  readonly path: Path
  readonly member: BlocksMember
  readonly value: SequenceValue
  readonly schema: MemberSchema | undefined
  readonly parent: LocatedBody
  readonly place: Place
}

export interface LocatedValue {
  readonly kind: 'value'
  readonly path: Path
  readonly value: Value
  /** The argument that it is, or is a part of. */
  readonly attribute: AttributeMember
}

/** Follows a path of the model to where it is written. */
export function locate(resource: TerraformResource, path: Path): Located {
  const { body } = resource.block
  let at: Present = {
    kind: 'body',
    path: [],
    body,
    schema: resource.schema,
    value: resource.value,
    place: body.place,
  }
  for (const [i, step] of path.entries()) {
    const next: Step = stepInto(at, step, path.slice(0, i + 1), resource)
    if (next === undefined) return { kind: 'absent', parent: at, missing: path.slice(i) }
    if (next.kind === 'opaque') return next
    at = next
  }
  return at
}

type Step = Present | Extract<Located, { kind: 'opaque' }> | undefined

function stepInto(at: Present, step: string | number, path: Path, resource: TerraformResource): Step {
  switch (at.kind) {
    case 'body':
      return typeof step === 'string' ? inBody(at, step, path, resource) : undefined
    case 'blocks': {
      const item = typeof step === 'number' ? at.value.items[step] : undefined
      return item && inElement(item, at.member, at.schema, path)
    }
    case 'value':
      return inValue(at, step, path, resource)
  }
}

function inBody(at: LocatedBody, name: string, path: Path, resource: TerraformResource): Step {
  const member = at.body.members(at.schema).get(name)
  if (member === undefined) return undefined
  const value = at.value.entries.get(name)
  if (member.kind === 'attribute') return value && valueAt(value, member, path, resource)
  const schema = at.schema?.members.get(name)
  // A dynamic block that makes none, or nobody knows how many.
  if (value === undefined || value.kind === 'unknown') return noElement(member, value !== undefined)
  if (!isSequence(value)) return inElement(value, member, schema, path)
  if (!isListForm(value.items.length, schema)) return undefined
  const place = { file: at.place.file, path: [...at.place.path, name] }
  return { kind: 'blocks', path, member, value, schema, parent: at, place }
}

function noElement(member: BlocksMember, unknown: boolean): Step {
  const dynamic = member.items.find((item) => item.kind === 'dynamic')
  if (dynamic === undefined) return undefined
  const why = unknown
    ? `how many ${member.name} blocks there are is computed by a dynamic block`
    : `${member.name} is made by a dynamic block`
  return { kind: 'opaque', place: dynamic.place, why }
}

function inElement(item: Value, member: BlocksMember, schema: MemberSchema | undefined, path: Path): Step {
  const body = item.source?.site.body as Body | undefined // bodies of blocks are what `bodyValue` puts there
  if (!isMapping(item) || body === undefined) return noElement(member, true)
  return { kind: 'body', path, body, schema: schema && memberBody(schema), value: item, place: body.place }
}

function inValue(at: LocatedValue, step: string | number, path: Path, resource: TerraformResource): Step {
  const inner = childOf(at.value, step)
  return inner && valueAt(inner, at.attribute, path, resource)
}

/** A part of a value; of a string that is JSON, a part of what it says. */
function childOf(value: Value, step: string | number): Value | undefined {
  if (isMapping(value)) return value.entries.get(String(step))
  if (isSequence(value)) return typeof step === 'number' ? value.items[step] : undefined
  const document = documentOf(value)
  return document === value ? undefined : childOf(document, step)
}

/** What a string says as JSON; any other value itself. */
export function documentOf(value: Value): Value {
  return ((value.kind === 'string' || value.kind === 'unknown') && value.decoded) || value
}

function valueAt(value: Value, attribute: AttributeMember, path: Path, resource: TerraformResource): Step {
  if (value.kind === 'unknown' && value.decoded === undefined)
    return { kind: 'opaque', place: attribute.place, why: whyUnknown(value, attribute.expr, resource) }
  return { kind: 'value', path, value, attribute }
}

/** Why a value is not known, in the words of the argument's expression. */
function whyUnknown({ refs }: UnknownValue, expr: Expr, { instance }: TerraformResource): string {
  const shape = readShape(expr)
  if (shape.kind === 'opaque') return shape.why
  if (shape.kind !== 'reference') return refs[0] ? `it refers to ${refs[0]}` : 'a part of it is not known'
  return shape.root === 'var' ? instance.whyUnknown(shape.name) : `${shape.root}.${shape.name} is not known`
}

/** Why a known value has no literal that an edit could replace. */
export function whyComputed(expr: Expr): string {
  const shape = readShape(expr)
  return shape.kind === 'opaque' ? shape.why : 'it is computed'
}
