import type { Json, Path } from '@regraft/model'
import { applyEdits } from '@regraft/model'
import { expect } from 'vitest'
import type { DocumentOp } from '../src/document.ts'
import { type TypescriptDocument, typescriptSyntax, type Value } from '../src/typescript.ts'

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

/** Literals as JSON; whatever is computed as its text. */
export function literal(document: TypescriptDocument, value: Value): Json {
  switch (value.kind) {
    case 'scalar':
      return value.value
    case 'list':
      return value.items.map((item) => {
        const inner = literal(document, item.value)
        return item.kind === 'spread' ? { '...': inner } : inner
      })
    case 'map':
      return Object.fromEntries(
        value.entries.map((entry, i): [string, Json] =>
          entry.kind === 'property'
            ? [entry.key, literal(document, entry.value)]
            : [`${entry.kind} ${i}`, document.text.slice(entry.range.start, entry.range.end)],
        ),
      )
    default:
      return { $: document.text.slice(value.range.start, value.range.end).replace(/\r\n/g, '\n') }
  }
}

/** Everything a document says in values: its new expressions, without what lies inside others. */
export function model(document: TypescriptDocument): Json {
  return document.news.map((node) => ({
    callee: node.callee?.join('.') ?? null,
    arguments: node.items.map((item) => (item.kind === 'spread' ? '...' : literal(document, item.value))),
  }))
}

export const args: Path = ['new', 0, 'arguments', 1]

export function scalar(value: string | number | boolean | null) {
  return { kind: 'scalar', value } as const
}
