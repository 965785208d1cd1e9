import type { Range } from '@regraft/model'
import type { Comment } from '../document.ts'
import { commentEnd, lineEnd } from './text.ts'

/** All comments of a text, given where the literals stand that may hold what looks like one. */
export function commentsOf(text: string, atoms: readonly Range[]): readonly Comment[] {
  const comments: Comment[] = []
  let atom = 0
  // `#!/usr/bin/env node` is no comment of the language.
  let i = text.indexOf('/', text.startsWith('#!') ? lineEnd(text, 0) : 0)
  while (i >= 0) {
    while ((atoms[atom]?.end ?? Number.POSITIVE_INFINITY) <= i) atom++
    const skipped = atoms[atom]
    if (skipped !== undefined && skipped.start <= i) {
      i = text.indexOf('/', skipped.end)
      continue
    }
    const end = commentEnd(text, i)
    if (end !== undefined) comments.push({ range: { start: i, end }, text: text.slice(i, end) })
    i = text.indexOf('/', end ?? i + 1)
  }
  return comments
}
