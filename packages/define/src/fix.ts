import type { Unknown } from '@regraft/define/types/arguments'
import type { Fix, InputSpec, Json, Op, Segment } from '@regraft/model'
import type { ResourceOf, TypeName } from './resource-types.ts'

/** What a fix may write where it does not write a plain value. */
export type Form =
  | { readonly $input: string }
  | { readonly $ref: readonly Segment[] }
  | { readonly $lit: Json }

/** A value to write: JSON, with forms wherever a value may stand. */
export type Value = Json | Form | readonly Value[] | { readonly [key: string]: Value }

/** Arguments to write: as they are read, with forms in place of unknowns. */
export type Writable<T> = T extends Unknown
  ? Form
  : T extends readonly (infer Item)[]
    ? readonly Writable<Item>[]
    : T extends object
      ? { readonly [Name in keyof T]: Writable<T[Name]> }
      : T

/** Replaces or creates the value at the path. */
function set(value: Value): Fix {
  return plain('Set the value', { op: 'set', value: json(value) })
}

/** Deep-merges what is missing into the value at the path and keeps what is there. */
function ensure(value: Value): Fix {
  return plain('Add what is missing', { op: 'ensure', value: json(value) })
}

/** `ensure` where HCL needs a block (`name { … }`), not an attribute (`name = { … }`). */
function ensureBlock(value: Value): Fix {
  return plain('Add the block', { op: 'ensure', value: json(value), as: 'block' })
}

/** `ensure` where HCL needs an attribute (`name = { … }`). */
function ensureMap(value: Value): Fix {
  return plain('Add the map', { op: 'ensure', value: json(value), as: 'map' })
}

/** Removes the value at the path with its key. */
function remove(): Fix {
  return plain('Remove it', { op: 'remove' })
}

/** Puts `value` into the list at the path unless an item equals `match` or, an object, holds its members. */
function ensureItem(match: Json, value: Value): Fix {
  return plain('Add the item', { op: 'ensure_item', match, value: json(value) })
}

/** Takes every item that matches out of the list at the path. */
function removeItem(match: Json): Fix {
  return plain('Remove the item', { op: 'remove_item', match })
}

/** Renames the key at the path. */
function rename(to: string): Fix {
  return plain(`Rename to ${to}`, { op: 'rename', to })
}

/** Writes a new resource next to the one that was found. */
function addResource<const T extends string>(
  type: T extends TypeName ? T : TypeName,
  name: string,
  value: Writable<ResourceOf<T>>,
): Fix {
  return plain(`Add ${type}.${name}`, { op: 'add_resource', type, name, value: json(value) })
}

/** One fix of all operations of several: all are applied or none. */
function all(...fixes: readonly Fix[]): Fix {
  return { title: fixes.map(({ title }) => title).join('; '), ops: fixes.flatMap(({ ops }) => ops) }
}

/** The same operations at a path of the resource, where they do not name one themselves. */
function at(fix: Fix, path: readonly Segment[]): Fix {
  return { ...fix, ops: fix.ops.map((op) => ({ path, ...op })) }
}

/** The same operations, only where the value is still what the check saw. */
function expecting(fix: Fix, value: Json): Fix {
  return { ...fix, ops: fix.ops.map((op) => ({ ...op, expect: value })) }
}

/** Schema-valid, nothing invented, nothing replaced, nothing that a healthy workload may do changes. */
function safe({ ops }: Fix, title: string): Fix {
  return { title, level: 'safe', ops }
}

/** May change behaviour or replace a resource; `because` says what may break. */
function unsafe({ ops }: Fix, title: string, because: string): Fix {
  return { title, level: 'unsafe', because, ops }
}

/** Needs what only the owner knows: `inputs` by name, each with type and description. */
function manual(
  { ops }: Fix,
  title: string,
  because: string,
  inputs: { readonly [name: string]: InputSpec },
): Fix {
  return { title, level: 'manual', because, inputs, ops }
}

/** Other ways to heal the same finding, for a person to choose. */
function orElse(fix: Fix, alternatives: readonly Fix[]): Fix {
  return { ...fix, alternatives }
}

/** The value a person gives for the input of that name. */
function input(name: string): { readonly $input: string } {
  return { $input: name }
}

/** JSON as it stands, even when a key starts with `$`. */
function literal(value: Json): { readonly $lit: Json } {
  return { $lit: value }
}

/** A reference in the format's own form. */
function ref(segments: readonly Segment[]): { readonly $ref: readonly Segment[] } {
  return { $ref: segments }
}

/** A reference to an attribute of the resource that was found. */
function self(attribute: string): { readonly $ref: readonly Segment[] } {
  return { $ref: ['$self', attribute] }
}

function plain(title: string, op: Op): Fix {
  return { title, ops: [op] }
}

/** Forms are JSON objects whose members have names of their own. */
function json(value: unknown): Json {
  return value as Json
}

/** Builders of the interface below, as one object. */
export interface FixBuilders {
  readonly set: typeof set
  readonly ensure: typeof ensure
  readonly ensureBlock: typeof ensureBlock
  readonly ensureMap: typeof ensureMap
  readonly remove: typeof remove
  readonly ensureItem: typeof ensureItem
  readonly removeItem: typeof removeItem
  readonly rename: typeof rename
  readonly addResource: typeof addResource
  readonly all: typeof all
  readonly at: typeof at
  readonly expecting: typeof expecting
  readonly safe: typeof safe
  readonly unsafe: typeof unsafe
  readonly manual: typeof manual
  readonly orElse: typeof orElse
  readonly input: typeof input
  readonly literal: typeof literal
  readonly ref: typeof ref
  readonly self: typeof self
}

/**
 * Builders of fixes, the same as `data.regraft.fix` gives to Rego. An operation makes a fix with a plain title; `safe`,
 * `unsafe` and `manual` give it its own title and level, `all` joins, `at` moves it to another path than the finding's.
 */
export const fix: FixBuilders = {
  ...{ set, ensure, ensureBlock, ensureMap, remove, ensureItem, removeItem, rename, addResource },
  ...{ all, at, expecting, safe, unsafe, manual, orElse, input, literal, ref, self },
}
