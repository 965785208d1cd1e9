import type { Attribute, Block, Body } from './ast.ts'

/** A body's items by name. Of an attribute that is set twice (an error) the first counts. */
interface BodyIndex {
  readonly attributes: ReadonlyMap<string, Attribute>
  readonly blocks: ReadonlyMap<string, readonly Block[]>
}

const indexes: WeakMap<Body, BodyIndex> = new WeakMap()

function indexOf(body: Body): BodyIndex {
  const known = indexes.get(body)
  if (known !== undefined) return known
  const attributes = new Map<string, Attribute>()
  const blocks = new Map<string, Block[]>()
  for (const item of body.items) {
    if (item.kind === 'attribute') {
      if (!attributes.has(item.name)) attributes.set(item.name, item)
      continue
    }
    const sameType = blocks.get(item.type)
    if (sameType === undefined) blocks.set(item.type, [item])
    else sameType.push(item)
  }
  const index = { attributes, blocks }
  indexes.set(body, index)
  return index
}

/** The attribute of a body with this name. */
export function attributeOf(body: Body, name: string): Attribute | undefined {
  return indexOf(body).attributes.get(name)
}

/** The blocks of a body with this type, in the order of the text. */
export function blocksOf(body: Body, type: string): readonly Block[] {
  return indexOf(body).blocks.get(type) ?? []
}
