import type { Path } from '@regraft/model'
import { memberBody } from '../schema/lookup.ts'
import type { BodySchema, MemberSchema } from '../schema/types.ts'
import type { Element } from './blocks.ts'
import { elementsOf, isListForm } from './blocks.ts'
import type { Definition, Definitions } from './definitions.ts'
import type { Shape } from './shape.ts'
import { readShape } from './shape.ts'
import type { BlocksMember, Body, Expr, Place } from './source.ts'
import { within } from './source.ts'

/** A reference that was followed: where it is written and what it names. */
export interface Link {
  readonly use: Place
  /** Steps of the model's path that lead on from the use, into the definition. */
  readonly rest: Path
  readonly definition: Definition
}

/** What stands at a path of a resource's model. */
export type Located =
  /** A resource or a block. */
  | {
      readonly kind: 'body'
      readonly body: Body
      readonly schema: BodySchema | undefined
      readonly place: Place
    }
  /** All blocks of a type that is a list. */
  | {
      readonly kind: 'blocks'
      readonly member: BlocksMember
      readonly elements: readonly Element[]
      readonly schema: MemberSchema | undefined
      readonly place: Place
    }
  /** A value that is written out, after following `links` from where it is used. */
  | { readonly kind: 'value'; readonly shape: Shape; readonly place: Place; readonly links: readonly Link[] }
  | { readonly kind: 'opaque'; readonly place: Place; readonly why: string; readonly links: readonly Link[] }
  | { readonly kind: 'absent'; readonly parent: Present; readonly missing: Path }

export type Present = Extract<Located, { kind: 'body' | 'blocks' | 'value' }>

const maxLinks = 50

/** Follows a path of the model to where it is written. */
export function locate(
  body: Body,
  schema: BodySchema | undefined,
  path: Path,
  definitions: Definitions,
): Located {
  const at: Located = { kind: 'body', body, schema, place: body.place }
  return inBody(at, path, definitions)
}

function inBody(at: Extract<Located, { kind: 'body' }>, path: Path, definitions: Definitions): Located {
  const [name, ...rest] = path
  if (name === undefined) return at
  const member = typeof name === 'string' ? at.body.members(at.schema).get(name) : undefined
  if (member === undefined) return { kind: 'absent', parent: at, missing: path }
  if (member.kind === 'attribute') return inExpr(member.expr, member.place, rest, [], definitions)
  return inBlocks(member, at, rest, definitions)
}

function inBlocks(
  member: BlocksMember,
  parent: Extract<Located, { kind: 'body' }>,
  path: Path,
  definitions: Definitions,
): Located {
  const place = within(parent.place, member.name)
  const schema = parent.schema?.members.get(member.name)
  const found = elementsOf(member, definitions, new Map())
  const { elements, undetermined } = found
  const [step, ...inside] = path
  if (undetermined !== undefined) {
    const known = typeof step === 'number' && isListForm(elements.length, schema) ? elements[step] : undefined
    if (known !== undefined) return inElement(parent, known, member, schema, inside, definitions)
    const why = `how many ${member.name} blocks there are is computed by a dynamic block`
    return { kind: 'opaque', place: undetermined.place, why, links: [] }
  }
  if (!isListForm(elements.length, schema))
    return inElement(parent, elements[0], member, schema, path, definitions)
  const blocks: Located = { kind: 'blocks', member, elements, schema, place }
  if (step === undefined) return blocks
  const element = typeof step === 'number' ? elements[step] : undefined
  if (element === undefined) return { kind: 'absent', parent: blocks, missing: path }
  return inElement(parent, element, member, schema, inside, definitions)
}

function inElement(
  parent: Extract<Located, { kind: 'body' }>,
  element: Element | undefined,
  member: BlocksMember,
  schema: MemberSchema | undefined,
  path: Path,
  definitions: Definitions,
): Located {
  // Without an element it is a dynamic block that makes none; beside a dynamic block a written one is itself.
  const dynamic =
    element === undefined ? member.items.find((item) => item.kind === 'dynamic') : element.dynamic
  if (dynamic !== undefined)
    return {
      kind: 'opaque',
      place: dynamic.place,
      why: `${member.name} is made by a dynamic block`,
      links: [],
    }
  // A member without blocks is not in a body.
  if (element === undefined) return { kind: 'absent', parent, missing: [member.name, ...path] }
  const { body } = element
  const at: Located = { kind: 'body', body, schema: schema && memberBody(schema), place: body.place }
  return inBody(at, path, definitions)
}

function inExpr(
  expr: Expr,
  place: Place,
  path: Path,
  links: readonly Link[],
  definitions: Definitions,
): Located {
  const shape = readShape(expr)
  const value: Located = { kind: 'value', shape, place, links }
  switch (shape.kind) {
    case 'opaque':
      return { kind: 'opaque', place, why: shape.why, links }
    case 'reference':
      return follow(shape, place, path, links, definitions)
    case 'scalar':
      return path.length === 0 ? value : { kind: 'absent', parent: value, missing: path }
    case 'collection': {
      const [step, ...rest] = path
      if (step === undefined) return value
      const inner = shape.at(step)
      if (inner === 'computed') return { kind: 'opaque', place, why: 'a key beside it is computed', links }
      if (inner === undefined) return { kind: 'absent', parent: value, missing: path }
      return inExpr(inner, within(place, step), rest, links, definitions)
    }
  }
}

function follow(
  reference: Extract<Shape, { kind: 'reference' }>,
  place: Place,
  path: Path,
  links: readonly Link[],
  definitions: Definitions,
): Located {
  const definition = definitions.get(reference.root, reference.name)
  const opaque = (why: string): Located => ({ kind: 'opaque', place, why, links })
  if (definition === undefined) return opaque(`${reference.root}.${reference.name} is not declared`)
  if (definition.expr === undefined) return opaque(definition.why ?? 'it has no value here')
  if (links.length >= maxLinks || links.some((link) => link.definition === definition))
    return opaque(`${reference.root}.${reference.name} refers to itself`)
  const next = [...links, { use: place, rest: path, definition }]
  const { steps } = reference
  const inner = inExpr(definition.expr, definition.place, [...steps, ...path], next, definitions)
  // A step of the reference itself leads nowhere: nothing is absent here, the expression is wrong or filled in by a type.
  if (inner.kind === 'absent' && inner.missing.length > path.length) return opaque('it refers to nothing')
  return inner
}
