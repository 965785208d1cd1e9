import type { Dialect } from '../resolve.ts'
import type { MapEntry, ScalarNode, SeqItem, YamlNode } from '../tree.ts'
import { keyName } from '../value.ts'
import { Bail, fastDepth } from './bail.ts'
import {
  APOSTROPHE,
  COLON,
  type Cursor,
  DASH,
  HASH,
  OPEN_LIST,
  OPEN_MAP,
  PIPE,
  QUOTE,
  SPACE,
  TAB,
} from './cursor.ts'
import { flowCollection } from './flow.ts'
import { blockScalar, isIndicator, noProps, plainScalar, quotedScalar, scalar } from './scalar.ts'

/** A block collection whose first key or dash is the next content, at column `column`. Ends before the content after it. */
export function blockNode(cursor: Cursor, column: number, dialect: Dialect, depth: number): YamlNode {
  if (depth > fastDepth) throw Bail
  if (isDash(cursor)) return blockList(cursor, column, dialect, depth)
  const key = keyAt(cursor)
  if (key === undefined) throw Bail
  return blockMap(cursor, column, key, dialect, depth)
}

function isDash(cursor: Cursor): boolean {
  return cursor.code() === DASH && cursor.isBreak(cursor.at + 1)
}

function blockMap(
  cursor: Cursor,
  column: number,
  first: ScalarNode,
  dialect: Dialect,
  depth: number,
): YamlNode {
  const entries: MapEntry[] = []
  let size = 1
  let key: ScalarNode | undefined = first
  while (key !== undefined) {
    const colon = cursor.at++
    const value =
      inlineNode(cursor, column, dialect, depth) ?? belowKey(cursor, column, colon + 1, dialect, depth)
    entries.push(entryOf(key, colon, value, dialect))
    size += 1 + value.size
    if (cursor.column > column) throw Bail
    if (cursor.column < column) break
    key = isDash(cursor) ? undefined : keyAt(cursor)
    if (key === undefined) throw Bail
  }
  refuseTwice(entries)
  return { kind: 'map', flow: false, entries, props: noProps, size, start: first.start, end: endOf(entries) }
}

/** The same key twice is for the library, which warns of it. */
export function refuseTwice(entries: readonly MapEntry[]): void {
  if (entries.length > 1 && new Set(entries.map(({ name }) => name)).size < entries.length) throw Bail
}

function endOf(pieces: readonly { readonly end: number }[]): number {
  return pieces[pieces.length - 1]?.end ?? 0
}

/** What hangs on a key whose line holds nothing more: a deeper collection, a list under the key, or nothing. */
function belowKey(cursor: Cursor, column: number, at: number, dialect: Dialect, depth: number): YamlNode {
  if (cursor.column > column) return blockNode(cursor, cursor.column, dialect, depth + 1)
  if (cursor.column === column && isDash(cursor)) return blockList(cursor, column, dialect, depth + 1)
  return scalar('empty', '', at, at)
}

function blockList(cursor: Cursor, column: number, dialect: Dialect, depth: number): YamlNode {
  const items: SeqItem[] = []
  let size = 1
  const start = cursor.at
  while (cursor.column === column && isDash(cursor)) {
    const dash = cursor.at++
    const value =
      compactNode(cursor, column, dash, dialect, depth) ?? belowDash(cursor, column, dash + 1, dialect, depth)
    items.push({ start: dash, end: value.end, value })
    size += value.size
    if (cursor.column > column) throw Bail
  }
  return { kind: 'seq', flow: false, items, props: noProps, size, start, end: endOf(items) }
}

function belowDash(cursor: Cursor, column: number, at: number, dialect: Dialect, depth: number): YamlNode {
  return cursor.column > column
    ? blockNode(cursor, cursor.column, dialect, depth + 1)
    : scalar('empty', '', at, at)
}

/** A collection that begins on the line of its dash, or what else stands there. */
function compactNode(
  cursor: Cursor,
  column: number,
  dash: number,
  dialect: Dialect,
  depth: number,
): YamlNode | undefined {
  const after = cursor.at
  cursor.skipSpaces()
  const inner = column + cursor.at - dash
  const key = isDash(cursor) ? undefined : keyAt(cursor)
  if (key !== undefined || isDash(cursor)) {
    if (depth > fastDepth) throw Bail
    // The collection is read as if it began a line of its own.
    cursor.column = inner
    return key === undefined
      ? blockList(cursor, inner, dialect, depth + 1)
      : blockMap(cursor, inner, key, dialect, depth + 1)
  }
  cursor.at = after
  return inlineNode(cursor, column, dialect, depth)
}

/** The value on the rest of the line, past its end; undefined when there is none. Ends before the next content. */
function inlineNode(cursor: Cursor, column: number, dialect: Dialect, depth: number): YamlNode | undefined {
  cursor.skipSpaces()
  const c = cursor.code()
  let node: YamlNode | undefined
  if (c === PIPE || c === 62) {
    node = blockScalar(cursor, column)
    cursor.nextContent()
    return node
  }
  if (c === QUOTE || c === APOSTROPHE) node = quotedScalar(cursor)
  else if (c === OPEN_LIST || c === OPEN_MAP) node = flowCollection(cursor, dialect, depth + 1)
  else if (c !== HASH && !cursor.isEnd(cursor.at)) node = plainScalar(cursor)
  cursor.endLine()
  cursor.nextContent()
  // A deeper line would go on with the scalar.
  if (node !== undefined && cursor.column > column) throw Bail
  return node
}

/** The key that stands here, past it and before its colon; undefined when the line has none. */
function keyAt(cursor: Cursor): ScalarNode | undefined {
  const start = cursor.at
  const first = cursor.code()
  if (first === QUOTE || first === APOSTROPHE) {
    const key = quotedScalar(cursor)
    if (cursor.code() === COLON && cursor.isBreak(cursor.at + 1)) return key
    // `"key" : value` is a key as well.
    if (cursor.code() === SPACE || cursor.code() === TAB || cursor.code() === COLON) {
      cursor.skipSpaces()
      if (cursor.code() === COLON) throw Bail
    }
    cursor.at = start
    return undefined
  }
  return isIndicator(first) && (first !== DASH || cursor.isBreak(start + 1)) ? undefined : plainKey(cursor)
}

function plainKey(cursor: Cursor): ScalarNode | undefined {
  const { text, at: start } = cursor
  for (let at = start; ; at++) {
    const c = cursor.code(at)
    if (c === COLON && cursor.isBreak(at + 1)) {
      if (cursor.code(at - 1) === SPACE || at - start > 1000) throw Bail
      cursor.at = at
      return scalar('plain', text.slice(start, at), start, at)
    }
    if (c === TAB) throw Bail
    if (cursor.isEnd(at) || (c === HASH && cursor.code(at - 1) === SPACE)) return undefined
  }
}

/** An entry of a map. Merge keys are left to the library. */
export function entryOf(key: ScalarNode, colon: number, value: YamlNode, dialect: Dialect): MapEntry {
  if (key.style === 'plain' && key.text === '<<') throw Bail
  const name = key.style === 'plain' ? keyName(key, dialect) : key.text
  return { start: key.start, end: value.end, key, name, merge: false, colon, value }
}
