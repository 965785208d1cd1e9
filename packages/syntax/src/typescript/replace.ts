import type { Range, TextEdit } from '@regraft/model'
import type { Content, ContentEntry } from '../document.ts'
import { addEntries } from './add.ts'
import { says } from './equal.ts'
import { type Holder, propertyOf } from './locate.ts'
import { isSimple, type Place, write } from './render.ts'
import type { Style } from './style.ts'
import { hasBreak, indentOf, startsLine } from './text.ts'
import type { MapValue, Value } from './values.ts'

/** Replaces what differs: objects and lists are compared member by member, so that comments in them stay. */
export function replace(
  text: string,
  style: Style,
  value: Value,
  holder: Holder,
  content: Content,
): readonly TextEdit[] {
  if (says(value, content)) return []
  if (content.kind === 'map' && value.kind === 'map' && isCovered(value, content.entries))
    return merge(text, style, value, content.entries)
  if (content.kind === 'list' && value.kind === 'list' && value.items.length === content.items.length) {
    const pairs = value.items.map((item, i) => [item, content.items[i]] as const)
    if (value.items.every((item) => item.kind === 'item'))
      return pairs.flatMap(([item, wanted]) =>
        wanted === undefined ? [] : replace(text, style, item.value, { kind: 'item', item }, wanted),
      )
  }
  return rewrite(text, style, value, holder, content)
}

/** Whether an object holds plain properties only, each once, and all of them are wanted. */
function isCovered(map: MapValue, entries: readonly ContentEntry[]): boolean {
  const wanted = new Set(entries.map(([key]) => key))
  const keys = new Set(map.entries.map((entry) => (entry.kind === 'property' ? entry.key : undefined)))
  return keys.size === map.entries.length && [...keys].every((key) => key !== undefined && wanted.has(key))
}

function merge(
  text: string,
  style: Style,
  map: MapValue,
  entries: readonly ContentEntry[],
): readonly TextEdit[] {
  const edits: TextEdit[] = []
  const missing: ContentEntry[] = []
  for (const [key, wanted] of entries) {
    const entry = propertyOf(map, key)
    if (entry === undefined) missing.push([key, wanted])
    else edits.push(...replace(text, style, entry.value, { kind: 'property', map, entry }, wanted))
  }
  if (missing.length > 0) edits.push(...addEntries(text, style, map, missing))
  return joined(edits)
}

/** Joins insertions at one offset, in the order given: the value of a shorthand, then what follows it. */
function joined(edits: readonly TextEdit[]): readonly TextEdit[] {
  const out: TextEdit[] = []
  for (const edit of edits) {
    const at = out.findIndex(
      (other) => other.start === edit.start && other.end === edit.end && edit.start === edit.end,
    )
    const other = out[at]
    if (other === undefined) out.push(edit)
    else out[at] = { ...other, text: other.text + edit.text }
  }
  return out
}

function rewrite(
  text: string,
  style: Style,
  value: Value,
  holder: Holder,
  content: Content,
): readonly TextEdit[] {
  const literal = ['scalar', 'map', 'list', 'undefined'].includes(value.kind)
  // `x as const` is an error on a reference: the assertion goes with the literal.
  const { start, end } = literal && content.kind !== 'reference' ? value.range : value.outer
  const written = write(content, placeOf(text, { start, end }, holder, content), style)
  if (holder.kind === 'property' && holder.entry.shorthand) {
    const at = holder.entry.range.end
    return [{ start: at, end: at, text: `: ${written}` }]
  }
  return [{ start, end, text: written }]
}

/** A value stays on the line that it shares with others; with a line of its own it may take several. */
function placeOf(text: string, range: Range, holder: Holder, content: Content): Place {
  const indent = indentOf(text, range.start)
  if (hasBreak(text.slice(range.start, range.end))) return { indent, inline: false }
  if (holder.kind === 'property') return { indent, inline: !startsLine(text, holder.entry.range.start) }
  return { indent, inline: isSimple(content) }
}
