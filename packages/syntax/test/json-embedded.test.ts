import { applyEdits, isList, isObject, type Json, valueAt } from '@regraft/model'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { contentOf, type DocumentOp, jsonSyntax } from '../src/index.ts'
import { pathsOf } from './yaml-model.ts'

const collection = (fc.jsonValue({ maxDepth: 3 }) as fc.Arbitrary<Json>).filter(
  (value) => isList(value) || isObject(value),
)

/** As a text whose escapes are other ones than usual. */
function escaped(text: string, every: number): string {
  const quoted = JSON.stringify(text)
  return `"${[...quoted.slice(1, -1).matchAll(/\\(?:u.{4}|.)|[\s\S]/g)]
    .map(([unit], i) => {
      if (unit === '/' && i % every === 0) return '\\/'
      return unit.length === 1 && i % every === 0
        ? `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`
        : unit
    })
    .join('')}"`
}

function around(literal: string): string {
  return `{\n  "other": 1,\n  "said": ${literal}\n}\n`
}

describe('a document inside a string', () => {
  it('changes as it would by itself', () => {
    fc.assert(
      fc.property(
        collection,
        fc.nat(),
        fc.nat(),
        fc.integer({ min: 1, max: 9 }),
        fc.jsonValue(),
        (value, which, indent, every, to) => {
          const said = JSON.stringify(value, undefined, indent % 3)
          const text = around(escaped(said, every))
          const document = jsonSyntax.parse(text)
          const paths = pathsOf(value).filter((path) => path.length > 0)
          const path = paths[which % Math.max(1, paths.length)]
          fc.pre(path !== undefined)
          const ops: readonly DocumentOp[] = [
            { op: 'put', path, content: contentOf(to as Json) },
            { op: 'remove', path },
          ]
          for (const op of ops) {
            const alone = jsonSyntax.parse(said).edits(op)
            const inside = document.edits({ ...op, path: ['said', ...path] } as DocumentOp)
            expect(inside.ok).toBe(alone.ok)
            if (!alone.ok || !inside.ok) continue
            const after = jsonSyntax.parse(applyEdits(text, inside.value)).value
            expect(valueAt(after, ['said'])).toBe(applyEdits(said, alone.value))
            expect(valueAt(after, ['other'])).toBe(1)
          }
        },
      ),
      { numRuns: 200 },
    )
  })

  it('has its places in the text around it', () => {
    const text = `\ufeff${around('"{\\"a\\": [\\"x\\\\ny\\", \\u0031]}"')}`
    const document = jsonSyntax.parse(text)
    const at = (...path: readonly (string | number)[]): string | undefined => {
      const range = document.range(['said', ...path])
      return range && text.slice(range.start, range.end)
    }
    expect(at('a')).toBe('[\\"x\\\\ny\\", \\u0031]')
    expect(at('a', 0)).toBe('\\"x\\\\ny\\"')
    expect(at('a', 1)).toBe('\\u0031')
    expect(at('b')).toBeUndefined()
  })

  it.each(['{"a": 1,}', '{"a": 1, "a": 2}', '{"a": 1 /* b */}', 'a', '"{}"', '1', '{'])(
    '%s is none',
    (said) => {
      const document = jsonSyntax.parse(around(JSON.stringify(said)))
      expect(document.range(['said', 'a'])).toBeUndefined()
      expect(document.edits({ op: 'put', path: ['said', 'a'], content: contentOf(1) })).toMatchObject({
        ok: false,
        error: { code: 'JSON_NO_PARENT' },
      })
    },
  )
})
