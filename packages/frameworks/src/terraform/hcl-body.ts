import type { Block, Expression, Body as HclTree } from '@regraft/syntax'
import type {
  AttributeMember,
  BlockItem,
  BlocksMember,
  Body,
  DynamicItem,
  Expr,
  Member,
  Place,
} from './source.ts'
import { within } from './source.ts'

/** A body in native syntax. Members are read once, when they are first asked for. */
export class HclBody implements Body {
  readonly syntax = 'hcl'
  readonly place: Place
  readonly text: string
  readonly #tree: HclTree
  #members: ReadonlyMap<string, Member> | undefined

  constructor(tree: HclTree, text: string, place: Place) {
    this.#tree = tree
    this.text = text
    this.place = place
  }

  members(): ReadonlyMap<string, Member> {
    this.#members ??= this.#read()
    return this.#members
  }

  /** The value of an attribute, if there is one of that name. */
  attribute(name: string): Expr | undefined {
    const member = this.members().get(name)
    return member?.kind === 'attribute' ? member.expr : undefined
  }

  #read(): ReadonlyMap<string, Member> {
    const members = new Map<string, Member>()
    const counts = new Map<string, number>()
    const blocks = new Map<string, (BlockItem | DynamicItem)[]>()
    for (const item of this.#tree.items) {
      if (item.kind === 'attribute') {
        if (!members.has(item.name)) members.set(item.name, new HclAttribute(this, item.name, item.value))
        continue
      }
      const index = counts.get(item.type) ?? 0
      counts.set(item.type, index + 1)
      const inner = new HclBody(item.body, this.text, within(this.place, item.type, index))
      const label = item.type === 'dynamic' ? item.labels[0]?.value : undefined
      const name = label ?? item.type
      let items = blocks.get(name)
      if (items === undefined) {
        items = []
        blocks.set(name, items)
        const member: BlocksMember = { kind: 'blocks', name, items }
        if (!members.has(name)) members.set(name, member)
      }
      items.push(label === undefined ? { kind: 'block', body: inner } : dynamic(item, label, inner))
    }
    return members
  }
}

/** Places are made when they are asked for: most attributes are only evaluated. */
class HclAttribute implements AttributeMember {
  readonly kind = 'attribute'
  readonly name: string
  readonly expr: Expr
  readonly #body: HclBody

  constructor(body: HclBody, name: string, node: Expression) {
    this.#body = body
    this.name = name
    this.expr = { syntax: 'hcl', node, text: body.text }
  }

  get place(): Place {
    return within(this.#body.place, this.name)
  }
}

function dynamic(block: Block, label: string, body: HclBody): DynamicItem {
  const iterator = block.body.items.find((item) => item.kind === 'attribute' && item.name === 'iterator')
  const named =
    iterator?.kind === 'attribute' && iterator.value.kind === 'variable' ? iterator.value.name : label
  const content = body.members().get('content')
  const inner = content?.kind === 'blocks' ? content.items[0] : undefined
  return {
    kind: 'dynamic',
    place: body.place,
    iterator: named,
    forEach: body.attribute('for_each'),
    content: inner?.kind === 'block' ? inner.body : undefined,
  }
}
