import type { Json, Path } from '@regraft/model'
import { isObject, isUnknown, setMember } from '@regraft/model'
import type { ListItem, ListValue, MapValue, ScalarValue } from '@regraft/syntax/typescript'
import { convert } from '../schema/convert.ts'
import type { MemberSchema, ValueType } from '../schema/types.ts'
import { packageName } from './classes.ts'
import { type Entry, entriesOf } from './entries.ts'
import { enumValue, memberOf, snakeCase } from './names.ts'
import type { Node, Spot } from './node.ts'
import type { Place } from './program.ts'
import type { Reading } from './reading.ts'

/** Where a value stands in the model. */
export interface Seat {
  readonly at: Path
  readonly type: ValueType
  readonly names: readonly string[]
  readonly entry: Node['entry']
}

const open: ValueType = { kind: 'any' }
/** Values deeper than this are not read: no resource is. */
const maxDepth = 64

/** The model of a value, or undefined where the program says `undefined`, which is the same as nothing. */
export function readNode(reading: Reading, spot: Spot, seat: Seat): Node | undefined {
  const { value, place, links } = spot
  if (seat.at.length > maxDepth || !reading.fits(links)) return opaque(reading, spot, seat, 'it is too deep')
  switch (value.kind) {
    case 'undefined':
      return undefined
    case 'scalar':
      if (typeof value.value === 'number' && !Number.isFinite(value.value))
        return opaque(reading, spot, seat, 'it is no number')
      return scalar(value, spot, seat)
    case 'map':
      return object(reading, { ...spot, value }, seat)
    case 'list':
      return list(reading, { ...spot, value }, seat)
    case 'reference': {
      const target = reading.follow(spot, place, seat.at)
      if (target !== undefined) return readNode(reading, target, seat)
      const constant = constantOf(reading, spot)
      if (constant !== undefined) return scalar({ ...value, kind: 'scalar', value: constant }, spot, seat)
      return opaque(reading, spot, seat, 'it is computed')
    }
    case 'call':
      return known(reading, spot, seat) ?? opaque(reading, spot, seat, 'it is the result of a function')
    default:
      return opaque(reading, spot, seat, 'it is computed')
  }
}

/** `aws.s3.CannedAcl.Private`. */
function constantOf(reading: Reading, { value, place }: Spot): string | undefined {
  const document = reading.program.document(place.file)
  if (value.kind !== 'reference' || document === undefined) return undefined
  const name = packageName(document, value.path)
  if (name?.package !== 'aws' || name.steps.length !== 3) return undefined
  const [module = '', type = '', key = ''] = name.steps
  return enumValue(module, type, key)
}

/** Calls whose outcome is plain: it can be seen, but not be edited. */
function known(reading: Reading, spot: Spot, seat: Seat): Node | undefined {
  const { value, place, links } = spot
  if (value.kind !== 'call') return undefined
  const [argument, ...more] = value.items
  if (argument === undefined || argument.kind === 'spread') return undefined
  const called = value.callee.join('.')
  const inner = (type: ValueType): Node | undefined =>
    readNode(reading, { value: argument.value, place, links }, { ...seat, type })
  if (called === 'JSON.stringify') {
    const node = more.length === 0 || isPlain(more) ? inner(open) : undefined
    if (node === undefined || holdsUnknown(node.json)) return undefined
    return { ...opaque(reading, spot, seat, 'JSON.stringify makes it'), json: JSON.stringify(node.json) }
  }
  if (called !== 'pulumi.secret' && called !== 'pulumi.output') return undefined
  const node = inner(seat.type)
  if (node === undefined || isUnknown(node.json)) return undefined
  return { ...opaque(reading, spot, seat, `${called} holds it`), json: node.json }
}

/** A replacer would change what is written; how it is indented does not matter. */
function isPlain([replacer]: readonly ListItem[]): boolean {
  const value = replacer?.value
  return value?.kind === 'undefined' || (value?.kind === 'scalar' && value.value === null)
}

function holdsUnknown(value: Json): boolean {
  if (Array.isArray(value)) return value.some(holdsUnknown)
  return isObject(value) && (isUnknown(value) || Object.values(value).some(holdsUnknown))
}

function base(spot: Spot, seat: Seat): Omit<Node, 'json' | 'form' | 'children'> {
  const { place, links } = spot
  return { place, links, entry: seat.entry, bare: false, type: seat.type, names: seat.names }
}

function opaque(reading: Reading, spot: Spot, seat: Seat, why: string): Node {
  const json = reading.unknown(spot.place.file, spot.value)
  return { ...base(spot, seat), json, form: 'opaque', why, children: new Map() }
}

function scalar(value: ScalarValue, spot: Spot, seat: Seat): Node | undefined {
  const { type } = seat
  // To Terraform null says the same as leaving the argument out.
  if (value.value === null && type.kind !== 'any') return undefined
  if (type.kind === 'list' || type.kind === 'set')
    return onlyItem(seat, (inner) => scalar(value, spot, inner))
  const json = convert(value.value, type)
  return { ...base(spot, seat), json, form: 'scalar', children: new Map() }
}

/** A list in the model that the program writes as its only item. */
function onlyItem(seat: Seat, read: (inner: Seat) => Node | undefined): Node | undefined {
  const { type } = seat
  const item = read({ ...seat, at: [...seat.at, 0], type: 'of' in type ? type.of : open })
  return (
    item && { ...item, json: [item.json], form: 'list', children: new Map([[0, item]]), bare: true, type }
  )
}

type MapSpot = Spot & { readonly value: MapValue }

function object(reading: Reading, spot: MapSpot, seat: Seat): Node | undefined {
  const { type } = seat
  if (type.kind === 'list' || type.kind === 'set')
    return onlyItem(seat, (inner) => object(reading, spot, inner))
  const { map, open: rest } = entriesOf(reading, spot, seat.at)
  const children = new Map<string, Node>()
  for (const [key, entry] of map) {
    const member = seatOf(reading, key, entry, seat)
    const child = entry.hidden ? hidden(entry, member.seat) : readNode(reading, entry.spot, member.seat)
    if (child !== undefined) children.set(member.name, child)
  }
  const json: Record<string, Json> = rest && isObject(rest.json) ? { ...rest.json } : {}
  for (const [name, child] of children) setMember(json, name, child.json)
  return { ...base(spot, seat), json, form: 'object', children }
}

function hidden({ spot, hidden }: Entry, seat: Seat): Node {
  const { json = null, why = '' } = hidden ?? {}
  return { ...base(spot, seat), json, form: 'opaque', why, children: new Map() }
}

/** What a property is called in the model, and what stands there. */
function seatOf(reading: Reading, key: string, entry: Entry, seat: Seat): { name: string; seat: Seat } {
  const { type } = seat
  const at = (name: string, inner: ValueType, named: boolean): { name: string; seat: Seat } => ({
    name,
    seat: {
      at: [...seat.at, name],
      type: inner,
      names: named ? [...seat.names, name] : seat.names,
      entry: entry.entry,
    },
  })
  if (type.kind === 'map') return at(key, type.of, false)
  if (type.kind !== 'object') return at(key, open, false)
  const member = memberOf(reading.type, seat.names, type.body, key)
  return member === undefined ? at(snakeCase(key), open, true) : at(member.name, typeOf(member), true)
}

/** What a member holds: blocks are objects, and lists of them where they may repeat. */
export function typeOf(member: MemberSchema): ValueType {
  if (member.kind === 'attribute') return member.type
  const object: ValueType = { kind: 'object', body: member.body }
  return member.nesting === 'single' ? object : { kind: member.nesting, of: object }
}

function list(reading: Reading, spot: Spot & { readonly value: ListValue }, seat: Seat): Node | undefined {
  const { value, place, links } = spot
  const [first, ...others] = value.items
  // A list of one where the model has one object.
  if (seat.type.kind === 'object' && first?.kind === 'item' && others.length === 0)
    return readNode(reading, { value: first.value, place: within(place, 0), links }, seat)
  const items: Node[] = []
  for (const [i, item] of value.items.entries()) {
    // How many items a spread adds is not said here.
    if (item.kind === 'spread') return opaque(reading, spot, seat, 'a spread adds items to it')
    const own = { place: within(place, i), links }
    const inner = { at: [...seat.at, i], type: itemType(seat.type), names: seat.names, entry: own }
    const node = readNode(reading, { value: item.value, ...own }, inner)
    if (node === undefined) return opaque(reading, spot, seat, 'an item of it is undefined')
    items.push(node)
  }
  const json = items.map((item) => item.json)
  return { ...base(spot, seat), json, form: 'list', children: new Map(items.entries()) }
}

function within({ file, path }: Place, step: string | number): Place {
  return { file, path: [...path, step] }
}

function itemType(type: ValueType): ValueType {
  if (type.kind === 'object') return type
  return 'of' in type && type.kind !== 'map' ? type.of : open
}
