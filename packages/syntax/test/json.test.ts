import { applyEdits, type Json, type Path } from '@regraft/model'
import { describe, expect, it } from 'vitest'
import { contentOf, type DocumentOp, jsonSyntax } from '../src/index.ts'

/** The text after an operation; the code of the refusal when there is one. */
function edited(text: string, op: DocumentOp): string {
  const edits = jsonSyntax.parse(text).edits(op)
  return edits.ok ? applyEdits(text, edits.value) : edits.error.code
}

const put = (path: Path, value: Json): DocumentOp => ({ op: 'put', path, content: contentOf(value) })
const remove = (path: Path): DocumentOp => ({ op: 'remove', path })

const cases: readonly (readonly [name: string, before: string, op: DocumentOp, after: string])[] = [
  ['a scalar', '{"a":1,"b":2}', put(['a'], 'x'), '{"a":"x","b":2}'],
  [
    'an entry of a compact object',
    '{"a":1,"b":2}',
    put(['c'], { d: [1, 2] }),
    '{"a":1,"b":2,"c":{"d":[1,2]}}',
  ],
  [
    'an entry of a spaced object',
    '{ "a": 1, "b": 2 }',
    put(['c'], { d: [1, 2] }),
    '{ "a": 1, "b": 2, "c": {"d": [1, 2]} }',
  ],
  [
    'an entry in its own line',
    '{\n  "a": 1\n}\n',
    put(['b'], { c: [], d: [true] }),
    '{\n  "a": 1,\n  "b": {\n    "c": [],\n    "d": [\n      true\n    ]\n  }\n}\n',
  ],
  [
    'tabs',
    '{\n\t"a": {\n\t\t"b": 1\n\t}\n}',
    put(['a', 'c'], { d: 1 }),
    '{\n\t"a": {\n\t\t"b": 1,\n\t\t"c": {\n\t\t\t"d": 1\n\t\t}\n\t}\n}',
  ],
  ['CRLF', '{\r\n  "a": 1\r\n}', put(['b'], [2]), '{\r\n  "a": 1,\r\n  "b": [\r\n    2\r\n  ]\r\n}'],
  ['a byte order mark', '\ufeff{"a":1}', put(['a'], null), '\ufeff{"a":null}'],
  ['the first entry', '{\n  "a": {}\n}', put(['a', 'b'], 1), '{\n  "a": {\n    "b": 1\n  }\n}'],
  ['the first entry, compact', '{"a":{}}', put(['a', 'b'], 1), '{"a":{"b":1}}'],
  ['an item', '{"a":[1, 2]}', put(['a', 2], 3), '{"a":[1, 2, 3]}'],
  [
    'an item in a line of its own',
    '[\n  {"a": 1}\n]',
    put([1], { a: 2 }),
    '[\n  {"a": 1},\n  {\n    "a": 2\n  }\n]',
  ],
  [
    'a comment after the last entry',
    '{\n  "a": 1 // one\n}',
    put(['b'], 2),
    '{\n  "a": 1, // one\n  "b": 2\n}',
  ],
  ['a trailing comma', '{\n  "a": 1, // one\n}', put(['b'], 2), '{\n  "a": 1, // one\n  "b": 2,\n}'],
  ['an object of comments alone', '{\n  // none\n}', put(['a'], 1), '{\n  // none\n  "a": 1\n}'],
  [
    'a map over a map keeps what stays',
    '{\n  "a": 1, /* x */ "b": 2,\n  "c": 3\n}',
    put([], { a: 1, b: 5, d: 6 }),
    '{\n  "a": 1, /* x */ "b": 5,\n  "d": 6\n}',
  ],
  ['a list over a list', '[1, 2, 3, 4]', put([], [1, 9, 4]), '[1, 9, 4]'],
  ['an entry goes with its line', '{\n  "a": 1, // one\n  "b": 2\n}', remove(['a']), '{\n  "b": 2\n}'],
  ['the last entry takes the comma before it', '{\n  "a": 1,\n  "b": 2\n}', remove(['b']), '{\n  "a": 1\n}'],
  [
    'the last entry, comments between',
    '{\n  "a": 1, // one\n  // two\n  "b": 2\n}',
    remove(['b']),
    '{\n  "a": 1 // one\n  // two\n}',
  ],
  ['an entry among others in a line', '{"a": 1, "b": 2, "c": 3}', remove(['b']), '{"a": 1, "c": 3}'],
  ['the only entry', '{"a": { "b": 1 }}', remove(['a', 'b']), '{"a": {}}'],
  ['a key is renamed', '{"a": 1, "b": 2}', { op: 'rename', path: ['a'], to: 'x"y' }, '{"x\\"y": 1, "b": 2}'],
  [
    'an item after another',
    '{"items": [{"a": 1}, {"b": 2}]}',
    { op: 'insert', after: ['items', 0], content: contentOf({ c: 3 }) },
    '{"items": [{"a": 1}, {"c": 3}, {"b": 2}]}',
  ],
  ['what is gone already', '{"a": 1}', remove(['b', 'c']), '{"a": 1}'],
  ['equal already', '{"a": 1.0}', put(['a'], 1), '{"a": 1.0}'],
  ['a missing parent', '{"a": 1}', put(['b', 'c'], 1), 'JSON_NO_PARENT'],
  ['a gap in a list', '[1]', put([2], 1), 'JSON_NO_PARENT'],
  ['a key that stands twice', '{"a": 1, "a": 2}', put(['a'], 3), 'JSON_DUPLICATE_KEY'],
  ['the whole value', '{"a": 1}', remove([]), 'JSON_WHOLE_DOCUMENT'],
  ['a key that is taken', '{"a": 1, "b": 2}', { op: 'rename', path: ['a'], to: 'b' }, 'JSON_KEY_EXISTS'],
  ['a second value', '{"a": 1}', { op: 'insert', after: [], content: contentOf({}) }, 'JSON_NO_SIBLING'],
  [
    'a reference',
    '{"a": 1}',
    { op: 'put', path: ['a'], content: { kind: 'reference', path: ['x'] } },
    'JSON_CONTENT',
  ],
  ['text that does not parse', '{"a": }', put(['a'], 1), 'JSON_SYNTAX'],
]

describe('JSON edits', () => {
  for (const [name, before, op, after] of cases) {
    it(name, () => {
      expect(edited(before, op)).toBe(after)
    })
  }
})

describe('JSON documents', () => {
  it('tells where things stand', () => {
    const text = '\ufeff{"a": [1, {"b": "c"}]}'
    const document = jsonSyntax.parse(text)
    const at = (path: Path, part?: 'value' | 'key' | 'node'): string | undefined => {
      const range = document.range(path, part)
      return range && text.slice(range.start, range.end)
    }
    expect(at(['a', 1, 'b'])).toBe('"c"')
    expect(at(['a', 1, 'b'], 'key')).toBe('"b"')
    expect(at(['a', 1, 'b'], 'node')).toBe('"b": "c"')
    expect(at(['a', 1], 'node')).toBe('{"b": "c"}')
    expect(at(['a', 2])).toBeUndefined()
    expect(at([])).toBe('{"a": [1, {"b": "c"}]}')
  })

  it('keeps comments and says that they are none of JSON', () => {
    const text = '{ // one\n "a": "// no", /* two */ "b": 1,\n}'
    const document = jsonSyntax.parse(text)
    expect(document.comments.map((comment) => comment.text)).toEqual(['// one', '/* two */'])
    expect(document.diagnostics.map(({ code, severity }) => `${code} ${severity}`)).toEqual([
      'JSON_COMMENT warning',
      'JSON_COMMENT warning',
      'JSON_TRAILING_COMMA warning',
    ])
    expect(document.value).toEqual({ a: '// no', b: 1 })
  })

  it('reads keys that are names of JavaScript', () => {
    const { value } = jsonSyntax.parse('{"__proto__": {"a": 1}, "constructor": 2}')
    expect(Object.keys(value as object)).toEqual(['__proto__', 'constructor'])
    expect(({} as { a?: number }).a).toBeUndefined()
  })

  it('says what is wrong, and where', () => {
    const [problem] = jsonSyntax.parse('{"a": 1 "b": 2}').diagnostics
    expect(problem).toEqual({
      code: 'JSON_SYNTAX',
      severity: 'error',
      message: 'comma expected',
      range: { start: 8, end: 11 },
    })
    expect(jsonSyntax.parse('').diagnostics[0]?.code).toBe('JSON_SYNTAX')
  })

  it('stops at hostile depth', () => {
    for (const open of ['[', '{"a":']) {
      const document = jsonSyntax.parse(open.repeat(100_000))
      expect(document.diagnostics.map(({ code }) => code)).toEqual(['JSON_TOO_DEEP'])
      expect(document.value).toBeNull()
    }
    expect(jsonSyntax.parse(`${'['.repeat(400)}${']'.repeat(400)}`).diagnostics).toEqual([])
  })
})
