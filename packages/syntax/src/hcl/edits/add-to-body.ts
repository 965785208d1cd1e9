import type { TextEdit } from '@regraft/model'
import type { Attribute, Block, Body, Item } from '../ast.ts'
import { entriesOfBody, isAlignable, joinRun, runAround } from './alignment.ts'
import { deeper, type Style, widthOf } from './render.ts'
import { atLineBreak, pastLineBreak, type Source, skipBlanks, skipComments } from './source.ts'

/** A body and, unless it is the file's, the block it belongs to. */
export interface Target {
  readonly body: Body
  readonly block: Block | undefined
}

/** What is added: an attribute's name and value, or a whole block. Rendered in the style the place asks for. */
export type Addition =
  | { readonly kind: 'attribute'; readonly name: string; readonly render: (style: Style) => string }
  | { readonly kind: 'block'; readonly type: string; readonly render: (style: Style) => string }

/** The edits that add an attribute or a block to a body. */
export function addToBody(source: Source, target: Target, addition: Addition): TextEdit[] {
  const { body, block } = target
  if (block !== undefined && isOneLine(source, block)) return expand(source, block, addition)
  if (addition.kind === 'block') return addBlock(source, target, addition)
  const long = addition.render(styleIn(source, target)).includes('\n')
  const anchor = attributeAnchor(source, target, long)
  if (anchor === undefined) return addFirst(source, target, addition)
  return addAfter(source, body, anchor, addition)
}

/** Whether a block's body stands on the line of its opening brace. An empty body of one line is not spread either. */
function isOneLine(source: Source, block: Block): boolean {
  return !atLineBreak(source.text, skipComments(source.text, block.open + 1))
}

/** Style of the lines of a body, learnt from its first item. */
function styleIn(source: Source, { body, block }: Target): Style {
  const eol = source.eol(block?.open ?? source.text.length)
  const first = body.items.find((item) => source.startsLine(item.start))
  const base: Style = { eol, unit: source.unit, indent: '', inline: false }
  if (first !== undefined) return { ...base, indent: source.indentAt(first.start) }
  return block === undefined ? base : deeper({ ...base, indent: source.indentAt(block.start) })
}

/** Where the line of an item ends, with the comments after it. */
function lineEndOf(source: Source, item: Item): number {
  return skipComments(source.text, item.end)
}

/**
 * The attribute a new one goes after: of those before the first block the last on one line (the last of all for a value
 * of many lines), else the last attribute.
 */
function attributeAnchor(source: Source, { body }: Target, long: boolean): Attribute | undefined {
  const firstBlock = body.items.findIndex((item) => item.kind === 'block')
  const head = firstBlock < 0 ? body.items : body.items.slice(0, firstBlock)
  const entries = entriesOfBody(body)
  const isAttribute = (item: Item): item is Attribute => item.kind === 'attribute'
  const short = long ? undefined : head.findLast((_, i) => isAlignable(source, entries[i]))
  const found = short ?? head.findLast(isAttribute) ?? body.items.findLast(isAttribute)
  return found?.kind === 'attribute' ? found : undefined
}

function addAfter(
  source: Source,
  body: Body,
  anchor: Attribute,
  addition: Extract<Addition, { kind: 'attribute' }>,
): TextEdit[] {
  const style = styleIn(source, { body, block: undefined })
  const own: Style = { ...style, eol: source.eol(anchor.end), indent: source.indentAt(anchor.start) }
  const value = addition.render(own)
  const at = lineEndOf(source, anchor)
  const index = body.items.indexOf(anchor)
  const entries = entriesOfBody(body)
  if (value.includes('\n')) {
    const line = `${own.indent}${addition.name} = ${value}`
    return [insertion(at, `${own.eol}${own.eol}${line}${isBlankBelow(source, at) ? '' : own.eol}`)]
  }
  const { pad, apart } = joinRun(source, runAround(source, entries, index), addition.name)
  const line = `${own.indent}${addition.name}${' '.repeat(pad)}= ${value}`
  return [insertion(at, `${own.eol}${apart ? own.eol : ''}${line}`)]
}

/** Into a body without attributes: before its first block, or as its only item. */
function addFirst(source: Source, target: Target, addition: Addition): TextEdit[] {
  const { body, block } = target
  const style = styleIn(source, target)
  const text = rendered(addition, style)
  if (block === undefined) return addLast(source, target, text, true)
  const at = skipComments(source.text, block.open + 1)
  if (body.items.length === 0) return addLast(source, target, text, false)
  return [insertion(at, `${style.eol}${text}${isBlankBelow(source, at) ? '' : style.eol}`)]
}

function rendered(addition: Addition, style: Style): string {
  const text = addition.render(style)
  return addition.kind === 'block' ? style.indent + text : `${style.indent}${addition.name} = ${text}`
}

function addBlock(
  source: Source,
  target: Target,
  addition: Extract<Addition, { kind: 'block' }>,
): TextEdit[] {
  const { body } = target
  const sibling = body.items.findLast((item) => item.kind === 'block' && item.type === addition.type)
  const style = styleIn(source, target)
  if (sibling === undefined) return addLast(source, target, style.indent + addition.render(style), true)
  return addAfterItem(source, body, sibling, addition.render)
}

/** A block after an item, apart from it by an empty line unless the blocks above are not apart either. */
export function addAfterItem(
  source: Source,
  body: Body,
  item: Item,
  render: (style: Style) => string,
): TextEdit[] {
  const base = styleIn(source, { body, block: undefined })
  const style = { ...base, eol: source.eol(item.end), indent: source.indentAt(item.start) }
  const at = lineEndOf(source, item)
  const dense = isDense(source, body, item)
  const below = dense || isBlankBelow(source, at) ? '' : style.eol
  return [insertion(at, `${style.eol}${dense ? '' : style.eol}${style.indent}${render(style)}${below}`)]
}

/** Whether the item and the block of its type before it stand on consecutive lines. */
function isDense(source: Source, body: Body, item: Item): boolean {
  const above = body.items[body.items.indexOf(item) - 1]
  if (item.kind !== 'block' || above?.kind !== 'block' || above.type !== item.type) return false
  return pastLineBreak(source.text, lineEndOf(source, above)) === source.lineStart(item.start)
}

/** As the last item of a body, after the comments at its end. */
function addLast(source: Source, { body, block }: Target, text: string, apart: boolean): TextEdit[] {
  const end = block?.close ?? source.text.length
  const last = body.items[body.items.length - 1]
  const from = last === undefined ? (block === undefined ? body.start : block.open + 1) : last.end
  const comment = source.commentBefore(end)
  const content = comment !== undefined && comment.start >= from ? comment.end : from
  const at = skipComments(source.text, content)
  const eol = source.eol(at)
  const empty = content === from && last === undefined
  if (block === undefined && empty) return [insertion(from, `${text}${eol}`)]
  const line = `${eol}${apart && !empty ? eol : ''}${text}`
  if (block === undefined || atLineBreak(source.text, at)) return [insertion(at, line)]
  return [{ start: content, end: at, text: `${line}${eol}${source.indentAt(block.start)}` }]
}

/** Whether nothing stands on the line below a line end, or it closes the body, or the text ends. */
function isBlankBelow(source: Source, lineEnd: number): boolean {
  const { text } = source
  const next = skipBlanks(text, pastLineBreak(text, lineEnd))
  return atLineBreak(text, next) || text.charCodeAt(next) === 125
}

/** Spreads a one-line block (`{}`, `{ a = 1 }`) over lines and adds to it. */
function expand(source: Source, block: Block, addition: Addition): TextEdit[] {
  const { text } = source
  const eol = source.eol(block.open)
  const outer = source.indentAt(block.start)
  const style = deeper({ eol, unit: source.unit, indent: outer, inline: false })
  const from = block.open + 1
  const inner = skipBlanks(text, from)
  const only = block.body.items[0]
  const closing = `${eol}${outer}`
  const edits: TextEdit[] = []
  if (inner === block.close) {
    return [{ start: from, end: block.close, text: `${eol}${rendered(addition, style)}${closing}` }]
  }
  edits.push({ start: from, end: inner, text: eol + style.indent })
  let added = rendered(addition, style)
  if (only?.kind === 'attribute' && addition.kind === 'attribute') {
    const value = addition.render(style)
    const plain = skipBlanks(text, only.nameEnd) === only.equals
    if (plain && !value.includes('\n') && !text.slice(only.start, only.end).includes('\n')) {
      const width = Math.max(widthOf(only.name), widthOf(addition.name))
      const pad = ' '.repeat(width - widthOf(only.name) + 1)
      if (text.slice(only.nameEnd, only.equals) !== pad) {
        edits.push({ start: only.nameEnd, end: only.equals, text: pad })
      }
      added = `${style.indent}${addition.name}${' '.repeat(width - widthOf(addition.name) + 1)}= ${value}`
    }
  }
  const contentEnd = text.slice(0, block.close).trimEnd().length
  const apart = addition.kind === 'block' ? eol : ''
  edits.push({ start: contentEnd, end: block.close, text: `${eol}${apart}${added}${closing}` })
  return edits
}

function insertion(at: number, text: string): TextEdit {
  return { start: at, end: at, text }
}
