import type { TextEdit } from '@regraft/model'
import type { Content, ContentEntry } from '../document.ts'
import { bracesOf, sequenceOf } from './brackets.ts'
import type { Holder, Target } from './locate.ts'
import { entryText, isSimple, type Place, write } from './render.ts'
import { insertAtEnd, placeAtEnd } from './sequence.ts'
import type { Style } from './style.ts'
import { indentOf } from './text.ts'
import type { MapValue, ReferenceValue } from './values.ts'

/** Writes new properties after the last one, and so after every spread. */
export function addEntries(
  text: string,
  style: Style,
  map: MapValue,
  entries: readonly ContentEntry[],
): readonly TextEdit[] {
  const braces = bracesOf(map, style.space)
  const lines = entries.length > 1 || !entries.every(([, value]) => isSimple(value))
  const place = placeAtEnd(text, braces, style, lines)
  const keys = map.entries.flatMap((entry) => (entry.kind === 'property' ? [text[entry.keyRange.start]] : []))
  const quoted = keys.length > 0 && keys.every((first) => first === '"' || first === "'")
  const written = entries.map((entry) => entryText(entry, place, style, quoted))
  return insertAtEnd(text, braces, written, place, style)
}

/** Writes one more list item, or argument with its parentheses where there are none. */
export function addItem(text: string, style: Style, target: Target, content: Content): readonly TextEdit[] {
  const sequence = sequenceOf(target, style.space)
  if (sequence === undefined) {
    const at = target.kind === 'value' ? target.value.range.end : target.node.range.end
    return [
      {
        start: at,
        end: at,
        text: `(${write(content, { indent: indentOf(text, at), inline: isSimple(content) }, style)})`,
      },
    ]
  }
  const place = placeAtEnd(text, sequence, style, false)
  // Arguments hug: an object opens on the line of the call and takes lines of its own.
  const inline = place.inline && (target.kind !== 'arguments' || isSimple(content))
  const indent = target.kind === 'arguments' && place.inline ? indentOf(text, sequence.close) : place.indent
  return insertAtEnd(text, sequence, [write(content, { indent, inline }, style)], place, style)
}

/** `base` becomes `{ ...base, key: value }`, so that others who use it keep what they have. */
export function override(
  text: string,
  style: Style,
  value: ReferenceValue,
  holder: Holder,
  key: string,
  content: Content,
): readonly TextEdit[] {
  const { start, end } = value.outer
  const indent = indentOf(text, start)
  const inline = isSimple(content)
  const place: Place = { indent: inline ? indent : indent + style.indent, inline }
  const entry = entryText([key, content], place, style, false)
  const spread = `...${text.slice(start, end)}`
  const line = style.newline + place.indent
  const whole = inline
    ? `{${style.space}${spread}, ${entry}${style.space}}`
    : `{${line}${spread},${line}${entry}${style.trailingComma}${style.newline}${indent}}`
  if (holder.kind === 'property' && holder.entry.shorthand) return [{ start: end, end, text: `: ${whole}` }]
  return [{ start, end, text: whole }]
}
