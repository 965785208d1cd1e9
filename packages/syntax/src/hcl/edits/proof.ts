import type { Path, SyntaxDiagnostic, TextEdit } from '@regraft/model'
import { applyEdits } from '@regraft/model'
import type { Expression } from '../ast.ts'
import { childrenOf } from '../children.ts'
import { placeAt } from '../locate.ts'
import { parseFile } from '../parse.ts'
import type { Draft } from './draft.ts'
import type { Source } from './source.ts'

/** Stands for the text around: an item before and after, each of which needs a line of its own. */
const NEIGHBOUR = 'neighbour {}'

/**
 * The first syntax error that edits would make, or undefined. Only the items of the file that they touch are parsed, with
 * a neighbour in the place of the items before and after: the cost is that of the items, not of the file.
 */
export function defectOf(source: Source, edits: readonly TextEdit[]): SyntaxDiagnostic | undefined {
  if (edits.length === 0) return undefined
  const { text, body } = source
  const first = edits.reduce((least, { start }) => Math.min(least, start), text.length)
  const last = edits.reduce((most, { end }) => Math.max(most, end), 0)
  const before = body.items.findLast((item) => item.end < first)
  const after = body.items.find((item) => item.start > last)
  const from = before?.end ?? 0
  const to = after?.start ?? text.length
  const moved = edits.map((edit) => ({ start: edit.start - from, end: edit.end - from, text: edit.text }))
  const window = applyEdits(text.slice(from, to), moved)
  const head = before === undefined ? '' : NEIGHBOUR
  const tail = after === undefined ? '' : NEIGHBOUR
  return parseFile(head + window + tail).diagnostics[0]
}

/**
 * Whether every expression on the way of a path is made of what it was made of but for the step of the path: operators
 * bind a new operand as they bound the old one.
 */
export function keepsOperands(before: Source, draft: Draft, path: Path): boolean {
  return path.every((_, i) => {
    const prefix = path.slice(0, i + 1)
    const old = placeAt(before.body, prefix, before.text)
    if (old?.kind !== 'child') return true
    const now = draft.at(prefix)
    return now?.kind === 'child' && isSameBut(before, old, draft.source, now)
  })
}

interface Operand {
  readonly parent: Expression
  readonly element: Expression
}

function isSameBut(before: Source, old: Operand, after: Source, now: Operand): boolean {
  const olds = childrenOf(old.parent) ?? []
  const news = childrenOf(now.parent) ?? []
  const index = olds.indexOf(old.element)
  return (
    old.parent.kind === now.parent.kind &&
    news.indexOf(now.element) === index &&
    olds.length === news.length &&
    olds.every((child, i) => i === index || textOf(before, child) === textOf(after, news[i]))
  )
}

function textOf(source: Source, node: Expression | undefined): string | undefined {
  return node && source.text.slice(node.start, node.end)
}
