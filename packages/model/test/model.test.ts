import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  applyEdits,
  canonicalJson,
  codeFrame,
  comparePath,
  equalJson,
  type Json,
  Lines,
  valueAt,
} from '../src/index.ts'

describe('Lines', () => {
  test('counts CRLF, LF and a lone CR as one break each', () => {
    const lines = new Lines('a\r\nb\nc\rd')
    expect([0, 3, 5, 7].map((offset) => lines.position(offset).line)).toEqual([1, 2, 3, 4])
    expect(lines.line(1)).toBe('a')
  })

  test('columns are UTF-16 code units', () => {
    expect(new Lines('x\n\u{1f600}b').position(4)).toEqual({ offset: 4, line: 2, column: 3 })
  })

  test('offset and position are inverse', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('a', '\n', '\r\n', '\t', '\u{1f600}') }),
        fc.nat(),
        (text, n) => {
          const offset = n % (text.length + 1)
          const { line, column } = new Lines(text).position(offset)
          expect(new Lines(text).offset(line, column)).toBe(offset)
        },
      ),
    )
  })
})

test('a code frame marks the place, keeps tabs, and cuts long lines around it', () => {
  expect(codeFrame('a = 1\n\tb = 2\nc = 3', { start: 11, end: 12 }, 1)).toBe(
    ['  1 | a = 1', '> 2 | \tb = 2', '    | \t    ^', '  3 | c = 3'].join('\n'),
  )
  const long = `${'x'.repeat(500)}HERE${'y'.repeat(500)}`
  const [line = '', marks = ''] = codeFrame(long, { start: 500, end: 504 }, 0).split('\n')
  expect(line.slice(marks.indexOf('^'), marks.lastIndexOf('^') + 1)).toBe('HERE')
  expect(line.length).toBeLessThan(140)
})

describe('JSON', () => {
  const json = fc.jsonValue() as fc.Arbitrary<Json>

  test('equal values have equal canonical texts, and the other way round', () => {
    fc.assert(
      fc.property(json, json, (a, b) => {
        expect(equalJson(a, b)).toBe(canonicalJson(a) === canonicalJson(b))
      }),
    )
  })

  test('types are kept apart', () => {
    expect([
      equalJson(1, '1'),
      equalJson(null, false),
      equalJson([], {}),
      equalJson({ a: 1, b: 2 }, { b: 2, a: 1 }),
    ]).toEqual([false, false, false, true])
  })

  test('a path never reaches into prototypes', () => {
    expect([
      valueAt({}, ['constructor']),
      valueAt([1], ['length']),
      valueAt({ a: [{ b: 1 }] }, ['a', 0, 'b']),
    ]).toEqual([undefined, undefined, 1])
  })

  test('paths are ordered: numbers before keys, a prefix before what it holds', () => {
    const paths = [['b'], ['a', 'x'], ['a', 10], ['a', 2], ['a']]
    expect([...paths].sort(comparePath)).toEqual([['a'], ['a', 2], ['a', 10], ['a', 'x'], ['b']])
  })
})

test('edits that overlap are refused, insertions at one place keep their order', () => {
  expect(() =>
    applyEdits('abc', [
      { start: 0, end: 2, text: '' },
      { start: 1, end: 3, text: '' },
    ]),
  ).toThrow(RangeError)
  expect(
    applyEdits('ac', [
      { start: 1, end: 1, text: 'b' },
      { start: 1, end: 2, text: 'C' },
    ]),
  ).toBe('abC')
})
