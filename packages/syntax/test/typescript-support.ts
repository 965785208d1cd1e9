import type { Path } from '@regraft/model'
import { applyEdits } from '@regraft/model'
import { expect } from 'vitest'
import type { DocumentOp } from '../src/document.ts'
import { type TypescriptDocument, typescriptSyntax } from '../src/typescript.ts'

export function parse(text: string): TypescriptDocument {
  return typescriptSyntax.parse(text)
}

/** The text after an operation, or `!` and the code of the refusal. Asserts what holds for every operation. */
export function edited(text: string, op: DocumentOp): string {
  const before = parse(text)
  const result = before.edits(op)
  if (!result.ok) return `!${result.error.code}`
  let end = 0
  for (const edit of result.value) {
    expect(edit.start).toBeGreaterThanOrEqual(end)
    expect(edit.end).toBeGreaterThanOrEqual(edit.start)
    end = edit.end
  }
  const out = applyEdits(text, result.value)
  const after = parse(out)
  expect(after.diagnostics).toEqual(before.diagnostics)
  expect(after.edits(op)).toEqual({ ok: true, value: [] })
  return out
}

export const args: Path = ['new', 0, 'arguments', 1]

export function scalar(value: string | number | boolean | null) {
  return { kind: 'scalar', value } as const
}
