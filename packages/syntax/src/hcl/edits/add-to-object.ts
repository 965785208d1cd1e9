import type { TextEdit } from '@regraft/model'
import type { Content } from '../../document.ts'
import type { ObjectExpression, ObjectItem } from '../ast.ts'
import { constantOf } from '../constant.ts'
import { entriesOfObject, joinRun, runAround } from './alignment.ts'
import { endsInHeredoc } from './heredocs.ts'
import { deeper, type Renderer, type Style } from './render.ts'
import { atLineBreak, commaAfter, type Source, skipComments } from './source.ts'

/** The edits that add an entry at the end of an object. */
export function addToObject(
  source: Source,
  object: ObjectExpression,
  key: string,
  content: Content,
  renderer: Renderer,
): TextEdit[] {
  const last = object.items[object.items.length - 1]
  const name = renderer.key(key, isQuotedStyle(object))
  if (last === undefined) return addFirst(source, object, name, content, renderer)
  if (isSpread(source, last.end, object.end - 1)) {
    return addLine(source, object, last, name, content, renderer)
  }
  return addInline(source, object, last, name, content, renderer)
}

/** Whether every key so far stands in quotes. */
function isQuotedStyle(object: ObjectExpression): boolean {
  return (
    object.items.length > 0 &&
    object.items.every(
      ({ key }) => key.kind === 'expression' && typeof constantOf(key.expression) === 'string',
    )
  )
}

/** Whether a line break stands between the last item and the closing bracket, so that items stand on lines. */
export function isSpread(source: Source, lastEnd: number, close: number): boolean {
  const { text } = source
  let i = skipComments(text, lastEnd)
  if (text.charCodeAt(i) === 44) i = skipComments(text, i + 1)
  return i < close && atLineBreak(text, i)
}

/** Whether a bracket pair may be spread over lines: its line opens no other bracket before it, nothing follows it. */
export function maySpread(source: Source, open: number, end: number): boolean {
  const before = source.text.slice(source.lineStart(open), open)
  if (/[[({]/.test(before)) return false
  let after = skipComments(source.text, end)
  if (source.text.charCodeAt(after) === 44) after = skipComments(source.text, after + 1)
  return atLineBreak(source.text, after)
}

/** Style of text on the line of an offset. */
export function styleAt(source: Source, at: number, inline: boolean): Style {
  return { eol: source.eol(at), unit: source.unit, indent: source.indentAt(at), inline }
}

function addFirst(
  source: Source,
  object: ObjectExpression,
  name: string,
  content: Content,
  renderer: Renderer,
): TextEdit[] {
  const { start, end } = object
  const close = end - 1
  const spread = source.hasComment(start, close) || maySpread(source, start, end)
  const style = styleAt(source, start, !spread)
  const inner = spread ? deeper(style) : style
  const item = `${name} = ${renderer.value(content, inner)}`
  if (!spread) return [{ start: start + 1, end: close, text: ` ${item} ` }]
  const kept = source.text.slice(0, close).trimEnd().length
  return [
    {
      start: kept,
      end: close,
      text: `${style.eol}${inner.indent}${item}${style.eol}${style.indent}`,
    },
  ]
}

/** ` = `, ` : ` or `: ` as the last item has it. */
function separatorLike(source: Source, last: ObjectItem): string {
  if (last.separator === '=') return ' = '
  const { text } = source
  const before = last.separatorAt > last.key.end ? ' ' : ''
  const after =
    last.value.start > last.separatorAt + 1 || text.charCodeAt(last.separatorAt + 1) === 32 ? ' ' : ''
  return `${before}:${after}`
}

function addInline(
  source: Source,
  object: ObjectExpression,
  last: ObjectItem,
  name: string,
  content: Content,
  renderer: Renderer,
): TextEdit[] {
  const { text } = source
  const style = styleAt(source, object.start, true)
  const item = `${name}${separatorLike(source, last)}${renderer.value(content, style)}`
  const comma = commaAfter(text, last.end)
  if (comma < 0) {
    const at =
      skipComments(text, last.end) === object.end - 1
        ? contentEnd(source, last.end, object.end - 1)
        : last.end
    return [{ start: at, end: at, text: `, ${item}` }]
  }
  const at = contentEnd(source, comma + 1, object.end - 1)
  return [{ start: at, end: at, text: ` ${item},` }]
}

/** Where text ends before a closing bracket: after the last comment, or where it may start. */
export function contentEnd(source: Source, from: number, close: number): number {
  const comment = source.commentBefore(close)
  return comment !== undefined && comment.start >= from ? comment.end : from
}

function addLine(
  source: Source,
  object: ObjectExpression,
  last: ObjectItem,
  name: string,
  content: Content,
  renderer: Renderer,
): TextEdit[] {
  const { text } = source
  const anchor = object.items.findLast((item) => source.startsLine(item.start))
  const own = styleAt(source, anchor?.start ?? object.start, false)
  const style = anchor === undefined ? deeper(own) : own
  const value = renderer.value(content, style)
  const comma = commaAfter(text, last.end)
  const entries = entriesOfObject(object)
  const run = value.includes('\n') ? [] : runAround(source, entries, entries.length - 1)
  const { pad, apart } = last.separator === '=' ? joinRun(source, run, name) : { pad: 0, apart: false }
  const separator = last.separator === '=' ? `${' '.repeat(pad)}= ` : separatorLike(source, last)
  const usesCommas = comma >= 0 || (object.items.length > 1 && hasCommas(source, object))
  const line = `${style.eol}${apart ? style.eol : ''}${style.indent}${name}${separator}${value}${comma >= 0 ? ',' : ''}`
  const at = skipComments(text, comma >= 0 ? comma + 1 : last.end)
  const edit = { start: at, end: at, text: line }
  if (comma >= 0 || !usesCommas || endsInHeredoc(last.value)) return [edit]
  if (at === last.end) return [{ ...edit, text: `,${line}` }]
  return [{ start: last.end, end: last.end, text: ',' }, edit]
}

/** Whether commas stand between the items that are there. */
function hasCommas(source: Source, object: ObjectExpression): boolean {
  const before = object.items[object.items.length - 2]
  return before !== undefined && commaAfter(source.text, before.end) >= 0
}
