import { applyEdits, type Json } from '@regraft/model'
import { describe, expect, it } from 'vitest'
import type { DocumentOp } from '../src/document.ts'
import type { TypescriptDocument } from '../src/typescript.ts'
import { corpus, programs } from './typescript-corpus.ts'
import { changed, model, pathsIn, renamedTo, withoutStep, withValue } from './typescript-model.ts'
import { parse, scalar } from './typescript-support.ts'

const folder = corpus('pulumi-examples')
/** Every so many-th place is tried; all with REGRAFT_ALL=1. */
const stride = process.env['REGRAFT_ALL'] === '1' ? 1 : 11

/** One of each kind of operation at a place. */
function operations(index: number, argument: number, path: readonly (string | number)[]): DocumentOp[] {
  const at = ['new', index, 'arguments', argument, ...path]
  return [
    { op: 'put', path: at, content: scalar('regraft') },
    { op: 'put', path: [...at.slice(0, -1), 'regraftKey'], content: scalar(true) },
    { op: 'remove', path: at },
    { op: 'rename', path: at, to: 'regraftKey' },
  ]
}

function meaning(op: DocumentOp) {
  if (op.op === 'remove') return withoutStep
  if (op.op === 'rename') return renamedTo(op.to)
  return withValue(op.op === 'put' && op.content.kind === 'scalar' ? op.content.value : null)
}

/** Applies an operation, proves what every edit must hold, and says whether it was one. */
function prove(file: string, before: TypescriptDocument, said: readonly Json[], op: DocumentOp): boolean {
  const result = before.edits(op)
  if (!result.ok || result.value.length === 0 || op.op === 'insert') return false
  const text = applyEdits(before.text, result.value)
  const after = parse(text)
  expect(after.diagnostics, file).toEqual(before.diagnostics)
  const [root, index, list, argument, ...path] = op.path
  expect([root, list]).toEqual(['new', 'arguments'])
  const node = before.news[Number(index)]
  if (node === undefined) throw new Error('no such expression')
  const own = said[node.index] as { readonly items: readonly Json[] }
  const items = own.items.map((item, j) => (j === argument ? changed(item, path, meaning(op)) : item))
  const now = model(after)
  expect(now[node.index], `${file} ${JSON.stringify(op)}`).toEqual({ ...own, items })
  // Those before it and behind it are as they were. Those around it hold it in their text, those inside may be gone.
  const around = (i: number): boolean => (before.news[i]?.range.end ?? 0) > node.range.start
  for (let i = 0; i < node.index; i++) if (!around(i)) expect(now[i], file).toEqual(said[i])
  const behind = before.news.filter((other) => other.range.start >= node.range.end).length
  expect(now.slice(now.length - behind), file).toEqual(said.slice(said.length - behind))
  if (op.op !== 'remove') expect(after.edits(op), file).toEqual({ ok: true, value: [] })
  return true
}

describe.skipIf(folder === undefined)('public programs (skipped without corpora/pulumi-examples)', () => {
  const files = folder === undefined ? new Map<string, string>() : programs(folder)

  it('parse without errors, with every comment in place', () => {
    expect(files.size).toBeGreaterThan(150)
    for (const [file, text] of files) {
      const document = parse(text)
      expect(document.diagnostics, file).toEqual([])
      for (const { range, text: comment } of document.comments)
        expect(text.slice(range.start, range.end)).toBe(comment)
    }
  })

  it('say the same with other line breaks', () => {
    for (const [file, text] of files)
      expect(model(parse(text.replace(/\r?\n/g, '\r\n'))), file).toEqual(
        model(parse(text.replace(/\r?\n/g, '\n'))),
      )
  })

  it('mean what an edit of any place asks for', () => {
    let place = 0
    let edits = 0
    for (const [file, text] of files) {
      const before = parse(text)
      const said = model(before)
      for (const node of before.news)
        for (const [argument, item] of node.items.entries())
          for (const path of item.kind === 'item' ? pathsIn(item.value) : []) {
            if (place++ % stride !== 0) continue
            for (const op of operations(node.index, argument, path))
              if (prove(file, before, said, op)) edits++
          }
    }
    expect(edits).toBeGreaterThan((place / stride) * 2)
    // biome-ignore lint/suspicious/noConsole: how much was tried
    console.info(`${files.size} files, ${place} places, ${edits} edits`)
  }, 600_000)
})
