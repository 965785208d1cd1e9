import type { Path } from '@regraft/model'
import { describe, expect, it } from 'vitest'
import type { Content } from '../src/document.ts'
import { args, edited, scalar } from './typescript-support.ts'

describe('remove', () => {
  const remove = (text: string, ...path: (string | number)[]): string =>
    edited(text, { op: 'remove', path: [...args, ...path] })

  it.each([
    ['the only one', 'new X("n", { a: 1 })', 'new X("n", {})'],
    ['the first on a line', 'new X("n", { a: 1, b: 2 })', 'new X("n", { b: 2 })'],
    ['the last on a line', 'new X("n", { b: 2, a: 1 })', 'new X("n", { b: 2 })'],
    ['the last before a trailing comma', 'new X("n", { b: 2, a: 1, })', 'new X("n", { b: 2, })'],
    ['one of lines', 'new X("n", {\n  b: 1,\n  a: 2,\n  c: 3,\n})', 'new X("n", {\n  b: 1,\n  c: 3,\n})'],
    ['the only line', 'new X("n", {\n  a: 2,\n})', 'new X("n", {})'],
    ['the last line without comma', 'new X("n", {\n  b: 1,\n  a: 2\n})', 'new X("n", {\n  b: 1\n})'],
    [
      'with its comments',
      'new X("n", {\n  b: 1, // b\n\n  // a\n  /* a */\n  a: 2, // a\n  // c\n  c: 3,\n})',
      'new X("n", {\n  b: 1, // b\n\n  // c\n  c: 3,\n})',
    ],
    [
      'not the comment of a paragraph',
      'new X("n", {\n  // all\n\n  a: 2,\n  c: 3,\n})',
      'new X("n", {\n  // all\n\n  c: 3,\n})',
    ],
    [
      'the line comment before the comma stays',
      'new X("n", {\n  b: 1, // b\n  a: 2\n})',
      'new X("n", {\n  b: 1 // b\n})',
    ],
    ['between others of a line', 'new X("n", {\n  b: 1, a: 2, c: 3,\n})', 'new X("n", {\n  b: 1, c: 3,\n})'],
    ['before the brace', 'new X("n", { b: 1, // b\n  a: 2 })', 'new X("n", { b: 1 // b\n })'],
    ['with CRLF', 'new X("n", {\r\n  a: 2,\r\n  c: 3,\r\n})', 'new X("n", {\r\n  c: 3,\r\n})'],
    ['a quoted key', 'new X("n", { "a": 1, b: 2 })', 'new X("n", { b: 2 })'],
    ['a shorthand', 'new X("n", { a, b })', 'new X("n", { b })'],
  ])('%s', (_, text, expected) => {
    expect(remove(text, 'a')).toBe(expected)
  })

  it.each([
    ['["a"]', 0, '[]'],
    ['["a", "b"]', 0, '["b"]'],
    ['["a", "b"]', 1, '["a"]'],
    ['[\n    "a",\n    "b",\n  ]', 1, '[\n    "a",\n  ]'],
    ['[{ a: 1 }, { b: 1 }]', 0, '[{ b: 1 }]'],
  ])('item of %s at %i', (list, index, expected) => {
    const before = `new X("n", {\n  l: ${list},\n})`
    // Removing by index is not idempotent: the next item has taken the place.
    const path: Path = [...args, 'l', index]
    const once = edited(before, {
      op: 'remove',
      path: expected === '[]' || index > 0 ? path : [...args, 'none'],
    })
    if (once !== before) expect(once).toBe(`new X("n", {\n  l: ${expected},\n})`)
  })

  it('the last argument', () => {
    expect(remove('new X("n", { a: 1 });')).toBe('new X("n");')
    expect(remove('new X("n", { a: 1 }, opts);')).toBe('!TYPESCRIPT_NOT_REMOVABLE')
  })

  it('refuses what may leave the key there', () => {
    expect(remove('new X("n", { ...base, a: 1 })', 'a')).toBe('!TYPESCRIPT_SPREAD')
    expect(remove('new X("n", { [k]: 1, a: 1 })', 'a')).toBe('!TYPESCRIPT_COMPUTED_KEY')
    expect(edited('const x = 1', { op: 'remove', path: ['variable', 'x'] })).toBe('!TYPESCRIPT_NOT_REMOVABLE')
  })
})

describe('rename', () => {
  it.each([
    ['new X("n", { a: 1 })', 'new X("n", { z: 1 })'],
    ['new X("n", { \'a\': 1, "b": 2 })', 'new X("n", { "z": 1, "b": 2 })'],
    ['new X("n", { a, b })', 'new X("n", { z: a, b })'],
    ['new X("n", { b: 1 })', 'new X("n", { b: 1 })'],
    ['new X("n", { a: 1, z: 2 })', '!TYPESCRIPT_KEY_EXISTS'],
    ['new X("n", { a: 1, ...more })', '!TYPESCRIPT_SPREAD'],
  ])('%s', (text, expected) => {
    expect(edited(text, { op: 'rename', path: [...args, 'a'], to: 'z' })).toBe(expected)
  })
})

describe('insert', () => {
  const content: Content = {
    kind: 'block',
    type: 'aws.s3.Block',
    labels: ['b'],
    entries: [
      ['bucket', { kind: 'reference', path: ['b', 'id'] }],
      ['on', scalar(true)],
    ],
  }
  const insert = (text: string): string => edited(text, { op: 'insert', after: ['new', 0], content })

  it.each([
    [
      'after the statement and its comment',
      'const b = new X("b"); // c\nf({\n  a: 1,\n});\n',
      'const b = new X("b"); // c\n\nnew aws.s3.Block("b", {\n  bucket: b.id,\n  on: true,\n});\nf({\n  a: 1,\n});\n',
    ],
    [
      'at the end of a text',
      "export const b = new X('b', {\n  a: 1,\n})",
      "export const b = new X('b', {\n  a: 1,\n})\n\nnew aws.s3.Block('b', {\n  bucket: b.id,\n  on: true,\n})",
    ],
    [
      'in a function, with tabs and CRLF',
      "function f() {\r\n\tconst b = new X('b');\r\n\treturn b;\r\n}\r\n",
      "function f() {\r\n\tconst b = new X('b');\r\n\r\n\tnew aws.s3.Block('b', {\r\n\t\tbucket: b.id,\r\n\t\ton: true,\r\n\t});\r\n\treturn b;\r\n}\r\n",
    ],
    [
      'after the lines that its statement goes on in',
      'const b = new X("b")\n[1].map(f)\nconst c = 1\nlet d\n',
      'const b = new X("b")\n[1].map(f)\n\nnew aws.s3.Block("b", {\n    bucket: b.id,\n    on: true,\n})\nconst c = 1\nlet d\n',
    ],
  ])('%s', (_, text, expected) => {
    expect(insert(text)).toBe(expected)
  })

  it('keeps the next statement apart where a file has no semicolons', () => {
    const text = 'const a = 1\nconst c = 2\nfunction f() { const b = new X("b"); (0, f)() }\n'
    expect(insert(text)).toContain('const b = new X("b");\n\nnew aws.s3.Block("b", {')
    expect(insert(text)).toContain('}); (0, f)() }')
  })

  it('refuses where no statement can follow', () => {
    expect(insert('if (c) b = new X("b");')).toBe('!TYPESCRIPT_NO_STATEMENT')
    expect(insert('const f = () => new X("b");')).toBe('!TYPESCRIPT_NO_STATEMENT')
    expect(insert('class C { b = new X("b"); }')).toBe('!TYPESCRIPT_NO_STATEMENT')
    expect(insert('f()')).toBe('!TYPESCRIPT_PATH_NOT_FOUND')
  })

  it('refuses what is no new expression', () => {
    const op = { op: 'insert', after: ['new', 0], content: scalar(1) } as const
    expect(edited('new X()', op)).toBe('!TYPESCRIPT_CONTENT')
  })
})
