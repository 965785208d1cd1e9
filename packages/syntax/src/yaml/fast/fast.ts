import type { Range } from '@regraft/model'
import type { Dialect } from '../resolve.ts'
import type { YamlNode } from '../tree.ts'
import { Bail } from './bail.ts'
import { blockNode } from './block.ts'
import { Cursor } from './cursor.ts'

export interface FastChunk {
  readonly root: YamlNode
  readonly contentStart: number
  readonly comments: readonly Range[]
}

/**
 * Reads a document that is written as most manifests are: block maps and lists of one-line scalars, block scalars, flow
 * collections of one line, comments. Undefined for everything else, whether it is right or wrong: that is for the library,
 * which is many times slower. What is read is exactly what the library makes of it.
 */
export function parseFast(text: string, dialect: Dialect): FastChunk | undefined {
  const cursor = new Cursor(text)
  try {
    const contentStart = mark(cursor)
    cursor.nextContent()
    if (cursor.column !== 0) return undefined
    const root = blockNode(cursor, 0, dialect, 1)
    return cursor.isDone ? { root, contentStart, comments: cursor.comments } : undefined
  } catch (error) {
    if (error === Bail) return undefined
    throw error
  }
}

/** Past a `---` that only comments and blank lines stand before; its end, or 0. */
function mark(cursor: Cursor): number {
  const found = /^(?:[ ]*(?:#.*)?\r?\n)*---(?=[ \r\n])/.exec(cursor.text)
  if (found === null) return 0
  const end = found[0].length
  while (cursor.at < end - 3) {
    cursor.skipSpaces()
    if (cursor.code() === 35) cursor.comment()
    cursor.at = cursor.text.indexOf('\n', cursor.at) + 1
  }
  cursor.at = end
  cursor.endLine()
  return end
}
