import type { TextEdit } from '@regraft/model'
import type { Content } from '../../document.ts'
import type { Expression, Tuple } from '../ast.ts'
import { contentEnd, isSpread, maySpread, styleAt } from './add-to-object.ts'
import { endsInHeredoc } from './heredocs.ts'
import { deeper, type Renderer } from './render.ts'
import { commaAfter, type Source, skipComments } from './source.ts'

/** The edits that add an item at the end of a tuple. */
export function addToTuple(source: Source, tuple: Tuple, content: Content, renderer: Renderer): TextEdit[] {
  const last = tuple.items[tuple.items.length - 1]
  if (last === undefined) return addFirst(source, tuple, content, renderer)
  if (isSpread(source, last.end, tuple.end - 1)) return addLine(source, tuple, last, content, renderer)
  return addInline(source, tuple, last, content, renderer)
}

function addFirst(source: Source, tuple: Tuple, content: Content, renderer: Renderer): TextEdit[] {
  const { start, end } = tuple
  const close = end - 1
  const commented = source.hasComment(start, close)
  const spread = commented || maySpread(source, start, end)
  const style = styleAt(source, start, !spread)
  const inner = spread ? deeper(style) : style
  const value = renderer.value(content, inner)
  if (!commented && !value.includes('\n')) return [{ start: start + 1, end: close, text: value }]
  const kept = source.text.slice(0, close).trimEnd().length
  return [
    { start: kept, end: close, text: `${style.eol}${inner.indent}${value},${style.eol}${style.indent}` },
  ]
}

function addInline(
  source: Source,
  tuple: Tuple,
  last: Expression,
  content: Content,
  renderer: Renderer,
): TextEdit[] {
  const spread = source.text.slice(last.start, last.end).includes('\n')
  const value = renderer.value(content, styleAt(source, spread ? last.end : tuple.start, !spread))
  const comma = commaAfter(source.text, last.end)
  const from = comma < 0 ? last.end : comma + 1
  const at = contentEnd(source, from, tuple.end - 1)
  return [{ start: at, end: at, text: comma < 0 ? `, ${value}` : ` ${value},` }]
}

function addLine(
  source: Source,
  tuple: Tuple,
  last: Expression,
  content: Content,
  renderer: Renderer,
): TextEdit[] {
  const { text } = source
  const anchor = tuple.items.findLast((item) => source.startsLine(item.start))
  const own = styleAt(source, anchor?.start ?? tuple.start, false)
  const style = anchor === undefined ? deeper(own) : own
  const value = renderer.value(content, style)
  const comma = commaAfter(text, last.end)
  const line = `${style.eol}${style.indent}${value}`
  if (comma >= 0) {
    const at = skipComments(text, comma + 1)
    return [{ start: at, end: at, text: `${line},` }]
  }
  const at = skipComments(text, last.end)
  // A heredoc's marker stands alone on its line: the comma goes to the next.
  if (endsInHeredoc(last)) return [{ start: at, end: at, text: `${style.eol}${style.indent}, ${value}` }]
  if (at === last.end) return [{ start: at, end: at, text: `,${line}` }]
  return [
    { start: last.end, end: last.end, text: ',' },
    { start: at, end: at, text: line },
  ]
}
