import type { Path } from '@regraft/model'
import type { Body, Expression, HclDocument } from '@regraft/syntax/hcl'
import { keyShape } from './shape.ts'

/** The path in the document of what stands at a path of its shape: as far as that leads to something written. */
export function placeIn(document: HclDocument, path: Path): Path {
  return inBody(document, document.body, path)
}

function inBody(document: HclDocument, body: Body, path: Path): Path {
  const [name, ...rest] = path
  if (typeof name !== 'string') return []
  const attribute = body.items.find((item) => item.kind === 'attribute' && item.name === name)
  if (attribute?.kind === 'attribute') return [name, ...inValue(document, attribute.value, rest)]
  const blocks = body.items.flatMap((item) => (item.kind === 'block' && item.type === name ? [item] : []))
  for (let labels = 0; labels <= rest.length; labels++) {
    const index = rest[labels]
    const held = rest.slice(0, labels)
    const same = blocks.filter(
      (block) =>
        block.labels.length >= labels &&
        held.every((label, i) => block.labels[i]?.value === label) &&
        (typeof index !== 'number' || block.labels.length === labels),
    )
    const block = typeof index === 'number' ? same[index] : index === undefined ? same[0] : undefined
    if (block !== undefined)
      return [name, blocks.indexOf(block), ...inBody(document, block.body, rest.slice(labels + 1))]
  }
  return []
}

function inValue(document: HclDocument, value: Expression, path: Path): Path {
  const [step, ...rest] = path
  if (value.kind === 'tuple' && typeof step === 'number') {
    const item = value.items[step]
    return item === undefined ? [] : [step, ...inValue(document, item, rest)]
  }
  if (value.kind !== 'object' || typeof step !== 'string') return []
  const item = value.items.findLast((each) => keyShape(document, each) === step)
  return item === undefined ? [] : [step, ...inValue(document, item.value, rest)]
}
