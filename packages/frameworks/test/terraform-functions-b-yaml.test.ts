import { describe, expect, it } from 'vitest'
import { stringType } from '../src/terraform/language/type.ts'
import { str, unknownOf } from '../src/terraform/language/value.ts'
import { type Data, result } from './terraform-functions-b-support.ts'

describe('yamlencode', () => {
  it.each<[Data, string]>([
    [{ a: 'b', c: 'd' }, '"a": "b"\n"c": "d"\n'],
    [{ foo: [1, 2, 3], bar: 'baz' }, '"bar": "baz"\n"foo":\n- 1\n- 2\n- 3\n'],
    [
      { foo: [1, { a: 'b', c: 'd' }, 3], bar: 'baz' },
      '"bar": "baz"\n"foo":\n- 1\n- "a": "b"\n  "c": "d"\n- 3\n',
    ],
    [[[1, [2]], [], {}], '- - 1\n  - - 2\n- []\n- {}\n'],
    [{ a: { b: {}, c: [] } }, '"a":\n  "b": {}\n  "c": []\n'],
    [true, 'true\n...\n'],
    [null, 'null\n...\n'],
    [-1.5, '-1.5\n...\n'],
    ['hello', '"hello"\n'],
    ['hello\nworld', '|-\n  hello\n  world\n'],
    [{ a: 'x\n\ny\n', b: 'x\n\n', c: '\n' }, '"a": |\n  x\n\n  y\n"b": |+\n  x\n\n"c": |2+\n\n'],
    [{ a: ['x\ny'] }, '"a":\n- |-\n  x\n  y\n'],
    [' x\ny', '|2-\n   x\n  y\n'],
    ['x \ny', '"x \\ny"\n'],
    ['x\n\ty', '"x\\n\\ty"\n'],
    ['"\\é\u00a0\u0085😀\u007f\u2028', '"\\"\\\\é\u00a0\\N\\U0001F600\\x7F\\L"\n'],
    [{ 'a\nb': [1] }, '? |-\n  a\n  b\n: - 1\n'],
    [{ ['k'.repeat(129)]: 1 }, `? "${'k'.repeat(129)}"\n: 1\n`],
    [`${'w'.repeat(85)} x  y`, `"${'w'.repeat(85)}\n  x  y"\n`],
    [`${'w'.repeat(85)}  x`, `"${'w'.repeat(85)}\n  \\ x"\n`],
  ])('%j', (data, expected) => expect(result('yamlencode', data)).toBe(expected))

  it('of what holds an unknown is unknown', () => {
    expect(result('yamlencode', [unknownOf(stringType)])).toEqual({ unknown: 'string', notNull: false })
  })

  it('refuses a result past the limit', () => {
    const row = str('x'.repeat(100_000))
    expect(
      result(
        'yamlencode',
        Array.from({ length: 101 }, () => row),
      ),
    ).toBe('failure')
  })
})

describe('yamldecode', () => {
  it.each<[string, unknown]>([
    ['hello: world', { hello: 'world' }],
    ['true', true],
    ['{a: &foo [1, 2, 3], b: *foo}', { a: [1, 2, 3], b: [1, 2, 3] }],
    ['{a: &foo [1, *foo, 3]}', 'failure'],
    ['{a: *nobody}', 'failure'],
    ['{a: !not-supported foo}', 'failure'],
    ['- yes\n- No\n- off\n- y\n- ~\n- null\n-\n', [true, false, false, true, null, null, null]],
    [
      '[12, 0x1F, 0o17, 017, 1.50, .5, +4, 1e3, 1_000, 0b11]',
      [12, 31, 15, 17, 1.5, 0.5, 4, 1000, '1_000', '0b11'],
    ],
    ['["12", \'true\', "a\\n"]', ['12', 'true', 'a\n']],
    ['a: |-\n  0x1F\nb: |\n  x\n', { a: '31', b: 'x\n' }],
    ['[!!str 12, !!int 0b11, !!float "x", 1]', 'failure'],
    ['[!!str 12, !!int 0b11, !!binary aGk=, !!null x]', ['12', 3, 'aGk=', null]],
    ['[!!binary x!]', 'failure'],
    [
      '[2001-12-14, 2001-12-14t21:59:43.10-05:00, 2001-13-01]',
      ['2001-12-14T00:00:00Z', '2001-12-14T21:59:43-05:00', '2001-13-01'],
    ],
    ['a: &a {x: 1, z: 2}\nb:\n  x: 0\n  <<: *a\n  z: 3\n', { a: { x: 1, z: 2 }, b: { x: 1, z: 3 } }],
    ['<<: [{a: 1}, {a: 2, b: 3}]', { a: 2, b: 3 }],
    ['<<: 1', 'failure'],
    ['1.0: a\ny: b\n2001-01-01: c', { '1': 'a', true: 'b', '2001-01-01T00:00:00Z': 'c' }],
    ['a: 1\na: 2', { a: 2 }],
    ['~: a', 'failure'],
    ['[a]: b', 'failure'],
    ['.nan', 'failure'],
    ['.inf', Number.POSITIVE_INFINITY],
    ['-.Inf', Number.NEGATIVE_INFINITY],
    ['', 'failure'],
    ['# nothing', 'failure'],
    ['---\n', null],
    ['a\n---\nb\n', 'failure'],
    ['a: b: c', 'failure'],
    ['%YAML 1.2\n---\na', 'failure'],
  ])('%j', (text, expected) => expect(result('yamldecode', text)).toEqual(expected))

  it('does not fall over what is nested deeply', () => {
    expect(result('yamldecode', '['.repeat(5000))).toBe('failure')
    expect(result('yamldecode', `${'['.repeat(600)}${']'.repeat(600)}`)).toBe('failure')
  })

  it('does not follow aliases without end', () => {
    const rows = Array.from({ length: 30 }, (_, i) => `a${i + 1}: &a${i + 1} [*a${i}, *a${i}]`)
    expect(result('yamldecode', `a0: &a0 [x, x]\n${rows.join('\n')}\n`)).toBe('failure')
  })

  it('of an unknown text may be anything, null as well', () => {
    expect(result('yamldecode', unknownOf(stringType))).toEqual({ unknown: 'any', notNull: false })
  })
})
