import type { Path } from '@regraft/model'
import type { Content, ContentEntry } from '../../document.ts'
import type { Block, Body, Expression, ObjectExpression } from '../ast.ts'
import { attributeOf, blocksOf } from '../body-index.ts'
import { constantOf, keyOf, traversalOf } from '../constant.ts'
import { itemOf, unwrap } from '../locate.ts'
import { blocksIn } from './render.ts'

type BlockContent = Extract<Content, { kind: 'block' }>
type ReferenceContent = Extract<Content, { kind: 'reference' }>

/** Whether an expression already says what the content says, in whatever form. */
export function saysValue(expression: Expression, content: Content): boolean {
  const value = unwrap(expression)
  switch (content.kind) {
    case 'scalar': {
      const constant = constantOf(value)
      return constant === content.value && typeof constant === typeof content.value
    }
    case 'reference':
      return saysReference(value, content)
    case 'call':
      return (
        value.kind === 'call' &&
        value.name === content.name &&
        !value.expand &&
        value.arguments.length === content.arguments.length &&
        content.arguments.every((argument, i) => saysValue(value.arguments[i] as Expression, argument))
      )
    case 'list':
      return (
        value.kind === 'tuple' &&
        value.items.length === content.items.length &&
        content.items.every((item, i) => saysValue(value.items[i] as Expression, item))
      )
    case 'map':
      return value.kind === 'object' && saysMap(value, content.entries)
    case 'block':
      return false
  }
}

/** `"${a.b}"` is `a.b`: a lone interpolation passes its value on. */
function saysReference(value: Expression, content: ReferenceContent): boolean {
  if (value.kind === 'template' && value.parts.length === 1 && value.parts[0]?.kind === 'interpolation') {
    return saysReference(value.parts[0].expression, content)
  }
  const { path, index } = content
  if (index === undefined) return sameSteps(traversalOf(value), path)
  if (value.kind !== 'traversal' || value.source.kind !== 'variable') return false
  const at = index.after - 1
  const step = value.steps[at]
  if (step?.kind !== 'index' || !sameSteps(traversalOf(step.key), index.by)) return false
  const steps = [...value.steps.slice(0, at), ...value.steps.slice(at + 1)]
  return steps.length === 0 ? path.length === 1 : sameSteps(traversalOf({ ...value, steps }), path)
}

function sameSteps(steps: Path | undefined, wanted: Path): boolean {
  return steps !== undefined && steps.length === wanted.length && steps.every((step, i) => step === wanted[i])
}

function saysMap(object: ObjectExpression, entries: readonly ContentEntry[]): boolean {
  const wanted = new Map(entries)
  if (object.items.length !== wanted.size) return false
  const keys = new Set(object.items.map(keyOf))
  if (keys.size !== wanted.size) return false
  return [...wanted].every(([key, content]) => {
    const item = itemOf(object, key)
    return item !== undefined && saysValue(item.value, content)
  })
}

/** Whether a block already says what the content says; without labels in the content any labels will do. */
export function saysBlock(block: Block, content: BlockContent): boolean {
  const { labels } = content
  if (labels !== undefined && !saysLabels(block, labels)) return false
  const wanted = entriesByName(content.entries)
  const names = new Set(block.body.items.map((item) => (item.kind === 'attribute' ? item.name : item.type)))
  return (
    names.size === wanted.size && [...wanted].every(([name, entry]) => saysEntry(block.body, name, entry))
  )
}

export function saysLabels(block: Block, labels: readonly string[]): boolean {
  return block.labels.length === labels.length && labels.every((label, i) => block.labels[i]?.value === label)
}

/** What a name stands for in a body that is to be written. */
type BodyEntry = { readonly value: Content } | { readonly blocks: readonly BlockContent[] }

/** Entries by name; blocks of one type are gathered, of two values for one name the last counts. */
export function entriesByName(entries: readonly ContentEntry[]): Map<string, BodyEntry> {
  const out = new Map<string, BodyEntry>()
  for (const [name, content] of entries) {
    const blocks = blocksIn(content)
    const known = out.get(name)
    if (blocks === undefined) out.set(name, { value: content })
    else
      out.set(name, {
        blocks: known !== undefined && 'blocks' in known ? [...known.blocks, ...blocks] : blocks,
      })
  }
  return out
}

export function saysEntry(body: Body, name: string, entry: BodyEntry): boolean {
  const attribute = attributeOf(body, name)
  const blocks = blocksOf(body, name)
  if ('value' in entry) {
    return attribute !== undefined && blocks.length === 0 && saysValue(attribute.value, entry.value)
  }
  return (
    attribute === undefined &&
    blocks.length === entry.blocks.length &&
    entry.blocks.every((content, i) => saysBlock(blocks[i] as Block, content))
  )
}
