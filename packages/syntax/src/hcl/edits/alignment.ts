import type { Attribute, Body, Item, ObjectExpression, ObjectItem } from '../ast.ts'
import { widthOf } from './render.ts'
import { atLineBreak, type Source, skipBlanks, skipComments } from './source.ts'

/** What an attribute and an object item have in common: a key, a separator and a value. */
export interface Entry {
  readonly start: number
  readonly keyEnd: number
  readonly separatorAt: number
  readonly separator: '=' | ':'
  readonly valueStart: number
  readonly end: number
  /** The value is one heredoc or ends in one: its lines are no code, so it counts as one line. */
  readonly heredoc: boolean
}

function entryOfAttribute(attribute: Attribute): Entry {
  const { start, nameEnd, equals, value, end } = attribute
  return {
    start,
    keyEnd: nameEnd,
    separatorAt: equals,
    separator: '=',
    valueStart: value.start,
    end,
    heredoc: value.kind === 'heredoc',
  }
}

function entryOfItem(item: ObjectItem): Entry {
  const { start, key, separatorAt, separator, value, end } = item
  return {
    start,
    keyEnd: key.end,
    separatorAt,
    separator,
    valueStart: value.start,
    end,
    heredoc: value.kind === 'heredoc',
  }
}

/** Items of a body in order; blocks are undefined, they break runs. */
export function entriesOfBody(body: Body): (Entry | undefined)[] {
  return body.items.map((item: Item) => (item.kind === 'attribute' ? entryOfAttribute(item) : undefined))
}

export function entriesOfObject(object: ObjectExpression): Entry[] {
  return object.items.map(entryOfItem)
}

/** Columns from the start of the key to its separator. */
export function columnOf(source: Source, entry: Entry): number {
  return widthOf(source.text.slice(entry.start, entry.separatorAt))
}

/** Whether `terraform fmt` aligns the entry with its neighbours: `=` on a line of its own, value on one line; and no comment stands before the `=`. */
export function isAlignable(source: Source, entry: Entry | undefined): entry is Entry {
  if (entry === undefined || entry.separator !== '=' || !source.startsLine(entry.start)) return false
  if (skipBlanks(source.text, entry.keyEnd) < entry.separatorAt) return false
  return entry.heredoc || !source.text.slice(entry.start, entry.end).includes('\n')
}

/**
 * The run of entries on directly consecutive lines that `terraform fmt` aligns, around the entry at `index`, itself
 * included. Empty when it is not one to be aligned.
 */
export function runAround(source: Source, entries: readonly (Entry | undefined)[], index: number): Entry[] {
  const entry = entries[index]
  if (!isAlignable(source, entry)) return []
  const run = [entry]
  for (let i = index - 1; i >= 0; i--) {
    const above = entries[i]
    if (!isAlignable(source, above) || !follows(source, above, run[0] as Entry)) break
    run.unshift(above)
  }
  for (let i = index + 1; i < entries.length; i++) {
    const below = entries[i]
    if (!isAlignable(source, below) || !follows(source, run[run.length - 1] as Entry, below)) break
    run.push(below)
  }
  return run
}

/** Whether `below` stands on the line after `above`. */
function follows(source: Source, above: Entry, below: Entry): boolean {
  const { text } = source
  let end = skipComments(text, above.end)
  if (text.charCodeAt(end) === 44) end = skipComments(text, end + 1)
  if (!atLineBreak(text, end)) return false
  return text.indexOf('\n', end) + 1 === source.lineStart(below.start)
}

/** Whether a run is aligned as `terraform fmt` does it: separators in the column after the longest key and a space. */
export function isAligned(source: Source, run: readonly Entry[]): boolean {
  const longest = run.reduce((most, entry) => Math.max(most, keyWidth(source, entry)), 0)
  return run.every((entry) => columnOf(source, entry) === longest + 1)
}

function keyWidth(source: Source, entry: Entry): number {
  return widthOf(source.text.slice(entry.start, entry.keyEnd))
}

/**
 * How a new key joins a run on the next line without touching it: `pad` spaces before its separator, after an empty
 * line (`apart`) when the key is too long for a run that is aligned.
 */
export function joinRun(
  source: Source,
  run: readonly Entry[],
  key: string,
): { readonly pad: number; readonly apart: boolean } {
  const last = run[run.length - 1]
  if (last === undefined) return { pad: 1, apart: false }
  if (!isAligned(source, run)) return { pad: 1, apart: false }
  const pad = columnOf(source, last) - widthOf(key)
  return pad >= 1 ? { pad, apart: false } : { pad: 1, apart: true }
}
