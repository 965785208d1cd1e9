import type { Dialect } from '../resolve.ts'
import type { MapEntry, ScalarNode, SeqItem, YamlNode } from '../tree.ts'
import { Bail, fastDepth } from './bail.ts'
import { entryOf, refuseTwice } from './block.ts'
import {
  APOSTROPHE,
  CLOSE_LIST,
  CLOSE_MAP,
  COLON,
  COMMA,
  type Cursor,
  OPEN_LIST,
  OPEN_MAP,
  QUOTE,
  SPACE,
} from './cursor.ts'
import { noProps, quotedScalar, scalar } from './scalar.ts'

/** A flow collection of one line, its words plain and simple or quoted. */
export function flowCollection(cursor: Cursor, dialect: Dialect, depth: number): YamlNode {
  if (depth > fastDepth) throw Bail
  return cursor.code() === OPEN_LIST ? flowList(cursor, dialect, depth) : flowMap(cursor, dialect, depth)
}

function flowList(cursor: Cursor, dialect: Dialect, depth: number): YamlNode {
  const start = cursor.at++
  const items: SeqItem[] = []
  let size = 1
  cursor.skipSpaces()
  while (cursor.code() !== CLOSE_LIST) {
    const value = flowValue(cursor, dialect, depth)
    items.push({ start: value.start, end: value.end, value })
    size += value.size
    separator(cursor, CLOSE_LIST)
  }
  cursor.at++
  return { kind: 'seq', flow: true, items, props: noProps, size, start, end: cursor.at }
}

function flowMap(cursor: Cursor, dialect: Dialect, depth: number): YamlNode {
  const start = cursor.at++
  const entries: MapEntry[] = []
  let size = 1
  cursor.skipSpaces()
  while (cursor.code() !== CLOSE_MAP) {
    const key = word(cursor)
    const colon = cursor.at
    if (cursor.code() !== COLON || (key.style === 'plain' && cursor.code(colon + 1) !== SPACE)) throw Bail
    cursor.at++
    cursor.skipSpaces()
    const value = flowValue(cursor, dialect, depth)
    entries.push(entryOf(key, colon, value, dialect))
    size += 1 + value.size
    separator(cursor, CLOSE_MAP)
  }
  cursor.at++
  refuseTwice(entries)
  return { kind: 'map', flow: true, entries, props: noProps, size, start, end: cursor.at }
}

function flowValue(cursor: Cursor, dialect: Dialect, depth: number): YamlNode {
  const c = cursor.code()
  return c === OPEN_LIST || c === OPEN_MAP ? flowCollection(cursor, dialect, depth + 1) : word(cursor)
}

/** To the closing bracket, or past a comma to the next word. */
function separator(cursor: Cursor, close: number): void {
  cursor.skipSpaces()
  if (cursor.code() === close) return
  if (cursor.code() !== COMMA) throw Bail
  cursor.at++
  cursor.skipSpaces()
  // A comma before the bracket is left to the library.
  if (cursor.code() === close) throw Bail
}

const simple = /[A-Za-z0-9_./$](?:[A-Za-z0-9_./$+=()%*<>@^~-]| (?=[A-Za-z0-9_./$+=()%*<>@^~-]))*/y

function word(cursor: Cursor): ScalarNode {
  const c = cursor.code()
  if (c === QUOTE || c === APOSTROPHE) return quotedScalar(cursor)
  simple.lastIndex = cursor.at
  const found = simple.exec(cursor.text)?.[0]
  if (found === undefined) throw Bail
  const start = cursor.at
  cursor.at += found.length
  return scalar('plain', found, start, cursor.at)
}
