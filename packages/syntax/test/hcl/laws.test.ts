import { parse } from '@cdktf/hcl2json'
import { applyEdits, type TextEdit } from '@regraft/model'
import { type DocumentOp, type HclDocument, hclSyntax } from '@regraft/syntax'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { hclText, numRuns } from './arbitrary.ts'
import { formattingFaults } from './canonical.ts'
import { corpusFiles } from './corpus.ts'
import { applied, modelOf, plain } from './model.ts'
import { operationsFor } from './sample.ts'

/** Removing or renaming an item by its index means another item the second time. */
function isByIndex(op: DocumentOp): boolean {
  return (op.op === 'remove' || op.op === 'rename') && typeof op.path[op.path.length - 1] === 'number'
}

/** Comments outside the edits, counted. */
function commentsKept(before: HclDocument, after: HclDocument, edits: readonly TextEdit[]): void {
  const kept = before.comments.filter(({ range }) =>
    edits.every((edit) => range.end <= edit.start || range.start >= edit.end),
  )
  const left = after.comments.map(({ text }) => text)
  for (const { text } of kept) {
    const at = left.indexOf(text)
    expect(at).toBeGreaterThanOrEqual(0)
    left.splice(at, 1)
  }
}

/** What holds for every operation that is not refused. Returns the edited text. */
function checkLaws(document: HclDocument, op: DocumentOp): string {
  const { text } = document
  const result = document.edits(op)
  if (!result.ok)
    throw new Error(`refused: ${JSON.stringify(op)} ${result.error.code} ${result.error.reason}`)
  const healed = applyEdits(text, result.value)
  const after = hclSyntax.parse(healed)
  expect(after.diagnostics).toEqual([])
  expect(plain(modelOf(after))).toEqual(plain(applied(modelOf(document), op)))
  if (!isByIndex(op)) expect(after.edits(op)).toEqual({ ok: true, value: [] })
  commentsKept(document, after, result.value)
  expect(healed.startsWith('\uFEFF')).toBe(text.startsWith('\uFEFF'))
  if (/\r\n/.test(text) && !/[^\r]\n/.test(text)) expect(healed).not.toMatch(/[^\r]\n/)
  if (text.length > 1 && !text.endsWith('\n')) expect(healed.endsWith('\n')).toBe(false)
  return healed
}

/** A fixed sequence of choices for one seed. */
function picker(seed: number): (count: number) => number {
  let state = seed
  return (count) => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff
    return (state >>> 8) % count
  }
}

describe('edits of texts nobody wrote', () => {
  it('do what the operation says and nothing else', () => {
    fc.assert(
      fc.property(hclText, fc.nat(), (text, seed) => {
        const document = hclSyntax.parse(text)
        if (document.diagnostics.length > 0) return
        for (const op of operationsFor(document, picker(seed))) checkLaws(document, op)
      }),
      { numRuns },
    )
  })
})

const files = corpusFiles()

describe.skipIf(files.length === 0)('edits of every file of the corpora', () => {
  it.each([
    ['as it is', (text: string) => text],
    ['with CRLF', (text: string) => text.replaceAll('\r\n', '\n').replaceAll('\n', '\r\n')],
    ['with a BOM', (text: string) => `\uFEFF${text}`],
    ['without a final line break', (text: string) => text.trimEnd()],
  ])('%s do what the operation says and nothing else', (_, variant) => {
    files.forEach(({ text }, i) => {
      const document = hclSyntax.parse(variant(text))
      if (document.diagnostics.length > 0) return
      for (const op of operationsFor(document, picker(i))) checkLaws(document, op)
    })
  })

  it('give texts that HashiCorp accepts', async () => {
    for (const [i, { text }] of files.entries()) {
      const document = hclSyntax.parse(text)
      const ops = document.diagnostics.length > 0 ? [] : operationsFor(document, picker(i + 7))
      const op = ops[i % Math.max(1, ops.length)]
      if (op !== undefined && text.length < 20_000) await parse('main.tf', checkLaws(document, op))
    }
  })

  it('keep canonical files canonical', () => {
    let judged = 0
    files.forEach(({ text }, i) => {
      const document = hclSyntax.parse(text)
      if (document.diagnostics.length > 0 || formattingFaults(text)?.length !== 0) return
      for (const op of operationsFor(document, picker(i + 13))) {
        const result = document.edits(op)
        const healed = result.ok ? applyEdits(text, result.value) : text
        expect({ op, faults: formattingFaults(healed) }).toEqual({ op, faults: [] })
        judged++
      }
    })
    expect(judged).toBeGreaterThan(0)
  })
})
