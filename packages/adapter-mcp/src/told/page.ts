import { createHash } from 'node:crypto'
import { RegraftError } from '@regraft/model'

/** Bytes of JSON that the items of a page may have together; one item is always given. */
const mostBytes = 48_000

export interface PageRequest {
  readonly cursor?: string | undefined
  readonly limit?: number | undefined
}

export interface Page<T> {
  readonly items: readonly T[]
  readonly total: number
  /** Absent on the last page. */
  readonly nextCursor?: string
}

/**
 * A part of a list that is made anew on each call. The cursor says which list it continues: when that is another by now,
 * nothing is skipped in silence. Throws `RegraftError` `CURSOR`.
 */
export function pageOf<T>(
  items: readonly T[],
  key: (item: T) => string,
  { cursor, limit = 50 }: PageRequest,
): Page<T> {
  const digest = createHash('sha256')
    .update(JSON.stringify(items.map(key)))
    .digest('base64url')
    .slice(0, 16)
  const from = cursor === undefined ? 0 : startOf(cursor, digest, items.length)
  let [to, bytes] = [from, 0]
  for (const item of items.slice(from, from + limit)) {
    bytes += Buffer.byteLength(JSON.stringify(item))
    if (bytes > mostBytes && to > from) break
    to++
  }
  const shown = { items: items.slice(from, to), total: items.length }
  return to < items.length ? { ...shown, nextCursor: `${to}.${digest}` } : shown
}

function startOf(cursor: string, digest: string, total: number): number {
  const [, at, of] = /^(\d{1,9})\.([\w-]{16})$/.exec(cursor) ?? []
  if (at !== undefined && of === digest && Number(at) <= total) return Number(at)
  throw new RegraftError('CURSOR', 'The cursor continues another list than this one', {
    hint: 'Files or arguments have changed since: call again without a cursor.',
  })
}
