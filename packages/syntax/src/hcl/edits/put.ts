import type { Path, Refusal, TextEdit } from '@regraft/model'
import type { Content } from '../../document.ts'
import type { Block } from '../ast.ts'
import { attributeOf, blocksOf } from '../body-index.ts'
import { expressionAt, heldValue, isValuePlace, type Place, unwrap, type ValuePlace } from '../locate.ts'
import { type Addition, addToBody, type Target } from './add-to-body.ts'
import { addToObject, styleAt } from './add-to-object.ts'
import { addToTuple } from './add-to-tuple.ts'
import type { Draft } from './draft.ts'
import { saysValue } from './equal.ts'
import { mergeBlock, mergeValue } from './merge.ts'
import { asOperand } from './operand.ts'
import { refusal } from './refusals.ts'
import { remove } from './remove-at.ts'
import { blocksIn, Renderer } from './render.ts'
import { layoutAbove, tidy } from './tidy.ts'

type BlockContent = Extract<Content, { kind: 'block' }>

/** Writes content at a path. A refusal leaves the draft in pieces: it is thrown away then. */
export function put(draft: Draft, path: Path, content: Content): Refusal | undefined {
  const last = path[path.length - 1]
  if (last === undefined) return refusal('HCL_CONTENT', 'the file itself is no value')
  const parent = draft.at(path.slice(0, -1))
  if (parent === undefined) return parentMissing(draft, path, last, content)
  switch (parent.kind) {
    case 'file':
      return putInBody(draft, path, { body: parent.body, block: undefined }, last, content)
    case 'block':
      return putInBody(draft, path, { body: parent.block.body, block: parent.block }, last, content)
    case 'blocks':
      return putBlock(draft, path, parent, last, content)
    case 'json':
      // An interpolation in that string: what stands in the JSON itself is not written here.
      return putValue(draft, path, content)
    default:
      return putInValue(draft, path, parent, last, content)
  }
}

/** `['ingress', 0]` where no `ingress` is yet. */
function parentMissing(
  draft: Draft,
  path: Path,
  last: string | number,
  content: Content,
): Refusal | undefined {
  const outer = path.length < 2 ? undefined : draft.at(path.slice(0, -2))
  if (last === 0 && content.kind === 'block' && (outer?.kind === 'file' || outer?.kind === 'block')) {
    return put(draft, path.slice(0, -1), content)
  }
  return refusal('HCL_NOT_FOUND', 'the parent of this path does not exist')
}

function putInBody(
  draft: Draft,
  path: Path,
  target: Target,
  name: string | number,
  content: Content,
): Refusal | undefined {
  if (typeof name === 'number') return refusal('HCL_NOT_FOUND', 'a body has names, no indices')
  const attribute = attributeOf(target.body, name)
  const existing = blocksOf(target.body, name)
  if (attribute !== undefined && existing.length > 0) {
    return refusal('HCL_AMBIGUOUS', `\`${name}\` is an attribute and a block at once`, attribute)
  }
  const none = content.kind === 'list' && content.items.length === 0 && existing.length > 0
  const blocks = none ? [] : blocksIn(content)
  if (blocks !== undefined) {
    if (attribute !== undefined) return remove(draft, path) ?? put(draft, path, content)
    return putBlocks(draft, path, target, existing, blocks)
  }
  if (existing.length > 0) return remove(draft, path) ?? put(draft, path, content)
  if (attribute !== undefined) return putValue(draft, path, content)
  return add(draft, target, (renderer) => ({
    kind: 'attribute',
    name,
    render: (style) => renderer.name(name) + renderer.value(content, style),
  }))
}

function add(draft: Draft, target: Target, addition: (renderer: Renderer) => Addition): Refusal | undefined {
  const renderer = new Renderer()
  const edits = addToBody(draft.source, target, addition(renderer))
  if (renderer.problem === undefined) draft.apply(edits)
  return renderer.problem
}

/** Makes the blocks of a type the given ones: those that are there are merged into in turn. */
function putBlocks(
  draft: Draft,
  path: Path,
  target: Target,
  existing: readonly Block[],
  contents: readonly BlockContent[],
): Refusal | undefined {
  for (let i = existing.length - 1; i >= contents.length; i--) {
    const problem = remove(draft, [...path, i])
    if (problem !== undefined) return problem
  }
  for (const [i, content] of contents.entries()) {
    const problem =
      i < existing.length
        ? mergeBlock(draft, [...path, i], content)
        : addBlock(draft, path, target.block === undefined, content)
    if (problem !== undefined) return problem
  }
  return undefined
}

function addBlock(draft: Draft, path: Path, inFile: boolean, content: BlockContent): Refusal | undefined {
  const type = path[path.length - 1]
  const outer = inFile ? undefined : draft.at(path.slice(0, -1))
  const block = outer?.kind === 'block' ? outer.block : undefined
  const body = block?.body ?? draft.source.body
  if (typeof type !== 'string') return refusal('HCL_CONTENT', 'a block has a type')
  if (content.type !== undefined && content.type !== type) {
    return refusal('HCL_CONTENT', `the block's type is \`${content.type}\`, the path says \`${type}\``)
  }
  return add(draft, { body, block }, (renderer) => ({
    kind: 'block',
    type,
    render: (style) => renderer.block(type, content, style),
  }))
}

function putBlock(
  draft: Draft,
  path: Path,
  parent: Extract<Place, { kind: 'blocks' }>,
  index: string | number,
  content: Content,
): Refusal | undefined {
  if (typeof index !== 'number')
    return refusal('HCL_NOT_FOUND', 'blocks of one type are a list: the step is an index')
  if (content.kind !== 'block') return refusal('HCL_CONTENT', 'only a block can stand among blocks')
  if (index < parent.blocks.length) {
    return parent.blocks[index] === undefined ? missingIndex() : mergeBlock(draft, path, content)
  }
  if (index > parent.blocks.length) return missingIndex()
  const blocksPath = path.slice(0, -1)
  const outer = draft.at(path.slice(0, -2))
  return addBlock(draft, blocksPath, outer?.kind === 'file', content)
}

function missingIndex(): Refusal {
  return refusal('HCL_NOT_FOUND', 'the index is past the end of the list')
}

function putInValue(
  draft: Draft,
  path: Path,
  parent: ValuePlace,
  step: string | number,
  content: Content,
): Refusal | undefined {
  if (draft.at(path) !== undefined) return putValue(draft, path, content)
  const value = heldValue(parent)
  const renderer = new Renderer()
  const before = layoutAbove(draft, path)
  if (value.kind !== 'object' && value.kind !== 'tuple') {
    return refusal('HCL_COMPUTED', 'the value is an expression: nothing can be added inside it', value)
  }
  if (value.kind === 'tuple' && step !== value.items.length) return missingIndex()
  const edits =
    value.kind === 'object'
      ? addToObject(draft.source, value, String(step), content, renderer)
      : addToTuple(draft.source, value, content, renderer)
  if (renderer.problem !== undefined) return renderer.problem
  draft.apply(edits)
  if (before?.short === true && spansLines(edits)) tidy(draft, before)
  return undefined
}

/** Replaces a value that is there, or merges into it where it is a list or a map of the same kind. */
function putValue(draft: Draft, path: Path, content: Content): Refusal | undefined {
  const place = draft.at(path)
  if (place === undefined || !isValuePlace(place))
    return refusal('HCL_NOT_FOUND', 'no value stands at this path')
  const held = expressionAt(place)
  if (saysValue(held, content)) return undefined
  const merged = mergeValue(draft, path, unwrap(held), content)
  if (merged !== 'replace') return merged
  const renderer = new Renderer()
  const before = layoutAbove(draft, path)
  const inline = isInline(draft, held.start)
  const value = renderer.value(content, styleAt(draft.source, held.start, inline))
  if (renderer.problem !== undefined) return renderer.problem
  const text =
    place.kind === 'child' ? asOperand(draft.source.text, place.parent, held, value, content) : value
  const edit = { start: held.start, end: held.end, text }
  draft.apply([edit])
  if (before?.short !== true || spansLines([edit])) tidy(draft, before)
  return undefined
}

/** Whether edits write line breaks: only then can a value of one line come to take many. */
function spansLines(edits: readonly TextEdit[]): boolean {
  return edits.some(({ text }) => text.includes('\n'))
}

/** Whether a value stands inside brackets that its line opened. */
function isInline(draft: Draft, at: number): boolean {
  const { source } = draft
  return /[[({]/.test(source.text.slice(source.lineStart(at), at))
}
