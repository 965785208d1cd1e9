import type { Json, JsonObject, Path } from '@regraft/model'
import { isList, isObject } from '@regraft/model'
import { acceptsBlocks } from '../schema/lookup.ts'
import type { BodySchema, MemberSchema } from '../schema/types.ts'
import type { BlockItem, Body, DynamicItem, Member, Place } from './source.ts'
import { within } from './source.ts'

/** A body in JSON syntax: an object whose members are arguments or nested blocks, which only the schema tells apart. */
export class JsonBody implements Body {
  readonly syntax = 'json'
  readonly place: Place
  readonly #value: JsonObject
  readonly #members = new Map<BodySchema | undefined, ReadonlyMap<string, Member>>()

  constructor(value: JsonObject, place: Place) {
    this.#value = value
    this.place = place
  }

  /** The same objects for the same schema: a block is known by its body. */
  members(schema: BodySchema | undefined): ReadonlyMap<string, Member> {
    let members = this.#members.get(schema)
    if (members === undefined) {
      members = this.#read(schema)
      this.#members.set(schema, members)
    }
    return members
  }

  #read(schema: BodySchema | undefined): ReadonlyMap<string, Member> {
    const members = new Map<string, Member>()
    for (const name of Object.keys(this.#value)) {
      // "//" is JSON syntax's comment.
      if (name === '//') continue
      if (name === 'dynamic') this.#dynamics(members)
      else {
        const value = this.#value[name] as Json
        const known = schema?.members.get(name)
        // No blocks at all.
        if (known?.kind === 'block' && isList(value) && value.length === 0) continue
        members.set(name, member(name, value, within(this.place, name), known))
      }
    }
    return members
  }

  #dynamics(members: Map<string, Member>): void {
    for (const { value, path } of objects(this.#value['dynamic'] as Json, ['dynamic']))
      for (const name of Object.keys(value))
        for (const block of objects(value[name] as Json, [...path, name])) {
          const item = dynamicItem(name, block.value, within(this.place, ...block.path))
          const known = members.get(name)
          members.set(name, {
            kind: 'blocks',
            name,
            items: known?.kind === 'blocks' ? [...known.items, item] : [item],
          })
        }
  }
}

function member(name: string, value: Json, place: Place, schema: MemberSchema | undefined): Member {
  if (schema !== undefined && acceptsBlocks(schema)) {
    const items = blockItems(value, place)
    if (items !== undefined) return { kind: 'blocks', name, items }
  }
  return { kind: 'attribute', name, expr: { syntax: 'json', value }, place }
}

/** One object or a list of objects; undefined when it is neither (a template, `null`, `[]`). */
function blockItems(value: Json, place: Place): readonly BlockItem[] | undefined {
  if (isObject(value)) return [{ kind: 'block', body: new JsonBody(value, place) }]
  if (!isList(value) || value.length === 0 || !value.every((item) => isObject(item))) return undefined
  return value.flatMap((item, i) =>
    isObject(item) ? [{ kind: 'block' as const, body: new JsonBody(item, within(place, i)) }] : [],
  )
}

function dynamicItem(name: string, value: JsonObject, place: Place): DynamicItem {
  const iterator = value['iterator']
  const forEach = value['for_each']
  const content = objects(value['content'] ?? null, ['content'])[0]
  return {
    kind: 'dynamic',
    place,
    iterator: typeof iterator === 'string' ? iterator : name,
    forEach: forEach === undefined ? undefined : { syntax: 'json', value: forEach },
    content: content && new JsonBody(content.value, within(place, ...content.path)),
  }
}

/** An object, or every object of a list: JSON syntax allows both wherever blocks or labels stand. */
export function objects(
  value: Json,
  path: Path,
): readonly { readonly value: JsonObject; readonly path: Path }[] {
  if (isObject(value)) return [{ value, path }]
  if (!isList(value)) return []
  return value.flatMap((item, i) => objects(item, [...path, i]))
}
