import { applyEdits, equalJson, isList, isObject, type Json, valueAt } from '@regraft/model'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { contentOf, type DocumentOp, jsonSyntax } from '../src/index.ts'
import { applied, pathsOf } from './yaml-model.ts'

const numRuns = Number(process.env['REGRAFT_RUNS'] ?? 500)

/** JSON text of a value in a layout picked by numbers, with comments where JSON with comments has them. */
function write(value: Json, choices: readonly number[]): string {
  let at = 0
  const pick = (count: number): number => (choices[at++ % Math.max(1, choices.length)] ?? 0) % count
  const gap = (indent: string): string =>
    ['', ' ', '\n', `\n${indent}`, ` // c${pick(5)}\n${indent}`, ` /* d${pick(5)} */ `][pick(6)] as string
  const node = (json: Json, indent: string): string => {
    const inner = `${indent}  `
    if (isList(json))
      return `[${gap(inner)}${json.map((item) => node(item, inner)).join(`,${gap(inner)}`)}${gap(indent)}]`
    if (!isObject(json)) return JSON.stringify(json)
    const entries = Object.entries(json).map(
      ([key, entry]) => `${JSON.stringify(key)}:${pick(2) ? ' ' : ''}${node(entry, inner)}`,
    )
    return `{${gap(inner)}${entries.join(`${gap(inner)},${gap(inner)}`)}${gap(indent)}}`
  }
  const text = `${node(value, '')}${pick(2) ? '\n' : ''}`
  return pick(4) === 1 ? text.replaceAll('\n', '\r\n') : text
}

const json = fc.jsonValue({ maxDepth: 4 }) as fc.Arbitrary<Json>

function operation(root: Json, where: number, kind: number, value: Json): DocumentOp {
  const paths = pathsOf(root)
  const path = paths[where % paths.length] ?? []
  const there = valueAt(root, path)
  const content = contentOf(value)
  if (kind === 0 && isObject(there)) return { op: 'put', path: [...path, 'new'], content }
  if (kind <= 1 && isList(there)) return { op: 'put', path: [...path, there.length], content }
  if (kind === 2) return { op: 'remove', path }
  if (kind === 3) return { op: 'rename', path, to: 'renamed' }
  if (kind === 4) return { op: 'insert', after: path, content }
  return { op: 'put', path, content }
}

function wantedOf(root: Json, op: DocumentOp): Json {
  const inside: DocumentOp =
    op.op === 'insert' ? { ...op, after: [0, ...op.after] } : { ...op, path: [0, ...op.path] }
  return applied([root], inside)[0] as Json
}

describe('laws of JSON edits', () => {
  it('changes exactly what an operation asks for', () => {
    fc.assert(
      fc.property(
        json,
        fc.array(fc.nat(30)),
        fc.nat(),
        fc.nat(6),
        json,
        (root, choices, where, kind, value) => {
          const text = write(root, choices)
          const before = jsonSyntax.parse(text)
          expect(equalJson(before.value, root), text).toBe(true)
          const op = operation(before.value, where, kind, value)
          const edits = before.edits(op)
          if (!edits.ok) return
          const after = applyEdits(text, edits.value)
          const document = jsonSyntax.parse(after)
          const why = JSON.stringify({ text, op, after })
          expect(
            document.diagnostics.filter(({ severity }) => severity === 'error'),
            why,
          ).toEqual([])
          expect(
            document.diagnostics.map(({ code }) => code),
            why,
          ).not.toContain('JSON_TRAILING_COMMA')
          if (!equalJson(document.value, wantedOf(root, op))) expect.fail(why)
          if (op.op !== 'put') return
          expect(document.edits(op), why).toEqual({ ok: true, value: [] })
          const inside = before.range(op.path)
          const left = document.comments.map((comment) => comment.text)
          for (const { range, text: comment } of before.comments) {
            if (inside !== undefined && range.start >= inside.start && range.end <= inside.end) continue
            expect(left, why).toContain(comment)
          }
          if (text.includes('\r\n') && !/(?<!\r)\n/.test(text)) expect(after, why).not.toMatch(/(?<!\r)\n/)
          expect(after.endsWith('\n'), why).toBe(text.endsWith('\n'))
        },
      ),
      { numRuns },
    )
  })
})
