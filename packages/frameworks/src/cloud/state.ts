import { isList, isUnknown, type Json, type Path } from '@regraft/model'
import { argument, type Part } from './part.ts'

/** A part of the state: a value, an object of one resource, or a list. */
export type State = Cell | Item | readonly State[]

/** A value with what is known of it. */
export interface Cell {
  readonly kind: 'cell'
  readonly value: Json
  /** It stands in the file, at `path` of `part`; else it is what a provider takes when nothing does. */
  readonly explicit: boolean
  readonly unresolvable: boolean
  readonly part: Part
  readonly path: Path
}

export interface Item {
  readonly kind: 'item'
  /** Absent: nobody manages it. */
  readonly part: Part | undefined
  readonly members: { readonly [name: string]: State | undefined }
}

type Kind = 'text' | 'flag' | 'number'

export function item(part: Part | undefined, members: Item['members']): Item {
  return { kind: 'item', part, members }
}

/** A value that follows from the resource as such, or from one of its arguments. */
export function constant(part: Part, value: Json, name?: string): Cell {
  const path = name === undefined ? part.path : [...part.path, name]
  return { kind: 'cell', value, explicit: name !== undefined, unresolvable: false, part, path }
}

export function text(part: Part, name: string, otherwise = ''): Cell {
  return cell(part, name, 'text', otherwise)
}

export function flag(part: Part, name: string, otherwise = false): Cell {
  return cell(part, name, 'flag', otherwise)
}

export function number(part: Part, name: string, otherwise = 0): Cell {
  return cell(part, name, 'number', otherwise)
}

/** The items of a list of texts, each a value. */
export function texts(part: Part, name: string): readonly Cell[] {
  const value = argument(part, name)
  const path = [...part.path, name]
  if (isUnknown(value)) return [unknownCell(value, 'text', part, path)]
  const items = isList(value) ? value : value === undefined ? [] : [value]
  return items.map((each, i) => known(each, 'text', part, isList(value) ? [...path, i] : path))
}

function cell(part: Part, name: string, kind: Kind, otherwise: Json): Cell {
  const value = argument(part, name)
  const path = [...part.path, name]
  if (value === undefined || value === null)
    return { kind: 'cell', value: otherwise, explicit: false, unresolvable: false, part, path }
  return known(value, kind, part, path)
}

function known(value: Json, kind: Kind, part: Part, path: Path): Cell {
  if (isUnknown(value)) return unknownCell(value, kind, part, path)
  return { kind: 'cell', value: as(kind, value), explicit: true, unresolvable: false, part, path }
}

const empty: { readonly [kind in Kind]: Json } = { text: '', flag: false, number: 0 }

/** A reference stands for what it refers to, which is something; of any other unknown value nothing is said. */
function unknownCell(value: Json, kind: Kind, part: Part, path: Path): Cell {
  const refs = isUnknown(value) ? value['$refs'] : undefined
  const [first] = isList(refs) ? refs : []
  const named = kind === 'text' && typeof first === 'string'
  const stands = named ? first : empty[kind]
  return { kind: 'cell', value: stands, explicit: true, unresolvable: !named, part, path }
}

/** Terraform takes `"true"` for true and `1` for `"1"`. */
function as(kind: Kind, value: Json): Json {
  if (kind === 'text') return typeof value === 'string' ? value : JSON.stringify(value)
  if (kind === 'flag') return value === true || value === 'true'
  const read = typeof value === 'string' && value.trim() !== '' ? Number(value) : value
  return typeof read === 'number' && Number.isFinite(read) ? read : 0
}
