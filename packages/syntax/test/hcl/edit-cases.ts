import { applyEdits, type Path } from '@regraft/model'
import { type DocumentOp, hclSyntax } from '@regraft/syntax'
import { expect, it } from 'vitest'
import { content } from './content.ts'

export type Plain = Parameters<typeof content>[0]

export function put(path: Path, value: Plain): DocumentOp {
  return { op: 'put', path, content: content(value) }
}

export function remove(...path: Path): DocumentOp {
  return { op: 'remove', path }
}

function apply(text: string, op: DocumentOp): string {
  const result = hclSyntax.parse(text).edits(op)
  return result.ok ? applyEdits(text, result.value) : `${result.error.code}: ${result.error.reason}`
}

/** The text after each operation, with the case's name as the row's. */
export function cases(
  rows: readonly (readonly [name: string, before: string, op: DocumentOp, after: string])[],
): void {
  it.each(rows)('%s', (_, before, op, after) => {
    expect(apply(before, op)).toBe(after)
    const last = op.op === 'remove' || op.op === 'rename' ? op.path[op.path.length - 1] : undefined
    if (typeof last !== 'number' && !/^(HCL|JSON)_/.test(after)) expect(apply(after, op)).toBe(after)
  })
}
