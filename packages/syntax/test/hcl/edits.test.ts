import type { Path } from '@regraft/model'
import { type DocumentOp, hclSyntax } from '@regraft/syntax'
import { describe, expect, it } from 'vitest'
import { block, content, reference } from './content.ts'
import { cases, type Plain, put, remove } from './edit-cases.ts'

describe('remove', () => {
  cases([
    ['takes the line and its comment', 'a = 1 # one\nb = 2 # two\n', remove('a'), 'b = 2 # two\n'],
    ['takes the comment above', '# why\na = 1\n\n# what\nb = 2\n', remove('b'), '# why\na = 1\n'],
    ['leaves a comment that heads more', '# both\na = 1\nb = 2\n', remove('a'), '# both\nb = 2\n'],
    [
      'leaves the heading of a section',
      '#######\n# Logs\n#######\na {}\n\nb {}\n',
      remove('a', 0),
      '#######\n# Logs\n#######\n\nb {}\n',
    ],
    ['leaves a comment further up', '# far\n\na = 1\n', remove('a'), '# far\n'],
    [
      'closes the gap',
      'x {\n  a = 1\n\n  b = 2\n\n  c = 3\n}\n',
      remove('x', 0, 'b'),
      'x {\n  a = 1\n\n  c = 3\n}\n',
    ],
    [
      'closes the gap at the end',
      'x {\n  a = 1\n\n  b {\n  }\n}\n',
      remove('x', 0, 'b'),
      'x {\n  a = 1\n}\n',
    ],
    ['closes the gap at the start', 'x {\n  a = 1\n\n  b = 2\n}\n', remove('x', 0, 'a'), 'x {\n  b = 2\n}\n'],
    ['aligns the rest', 'long = 1\na    = 2\n', remove('long'), 'a = 2\n'],
    ['joins runs', 'a = 1\nb = {\n}\nlong = 2\n', remove('b'), 'a    = 1\nlong = 2\n'],
    ['leaves what is not aligned', 'long = 1\na = 2\nbc  = 3\n', remove('long'), 'a = 2\nbc  = 3\n'],
    [
      'aligns the comments of the rest',
      'a = 1   # x\nb = 222 # y\nc = 3   # z\n',
      remove('b'),
      'a = 1 # x\nc = 3 # z\n',
    ],
    [
      'leaves comments that are not aligned',
      'a = 1   # x\nb = 2 # y\nc = 3   # z\n',
      remove('b'),
      'a = 1   # x\nc = 3   # z\n',
    ],
    ['empties a one-line block', 'x { a = 1 }\n', remove('x', 0, 'a'), 'x {}\n'],
    ['takes a heredoc', 'a = <<E\nx\nE\nb = 1\n', remove('a'), 'b = 1\n'],
    [
      'takes all blocks of a type',
      'x {\n  y {}\n  a = 1\n  y {}\n}\n',
      remove('x', 0, 'y'),
      'x {\n  a = 1\n}\n',
    ],
    ['takes one block', 'a {\n}\n\nb {\n}\n\nc {\n}\n', remove('b', 0), 'a {\n}\n\nc {\n}\n'],
    ['keeps a missing line end', 'a = 1\nb = 2', remove('b'), 'a = 1'],
    ['keeps a missing CRLF', 'a = 1\r\n\r\nb {}', remove('b'), 'a = 1'],
    ['takes an entry line', 'a = {\n  b = 1, # x\n  c = 2\n}\n', remove('a', 'b'), 'a = {\n  c = 2\n}\n'],
    ['takes the last entry line', 'a = {\n  b = 1,\n  c = 2\n}\n', remove('a', 'c'), 'a = {\n  b = 1,\n}\n'],
    ['takes the first on a line', 'a = { b = 1, c = 2 }\n', remove('a', 'b'), 'a = { c = 2 }\n'],
    ['takes the last on a line', 'a = { b = 1, c = 2 }\n', remove('a', 'c'), 'a = { b = 1 }\n'],
    ['leaves {}', 'a = {\n  b = 1\n}\n', remove('a', 'b'), 'a = {}\n'],
    ['leaves comments inside', 'a = {\n  # c\n\n  b = 1\n}\n', remove('a', 'b'), 'a = {\n  # c\n}\n'],
    ['takes every entry of a key', 'a = { b = 1, c = 2, b = 3 }\n', remove('a', 'b'), 'a = { c = 2 }\n'],
    ['takes an item', 'a = [1, 2, 3]\n', remove('a', 1), 'a = [1, 3]\n'],
    ['takes the last item and its comma', 'a = [1, 2,]\n', remove('a', 1), 'a = [1,]\n'],
    [
      'takes an item line',
      'a = [\n  1, # one\n  # about two\n  2,\n]\n',
      remove('a', 1),
      'a = [\n  1, # one\n]\n',
    ],
    ['minds commas in front', 'a = [\n  1\n  , 2\n  , 3\n]\n', remove('a', 0), 'a = [\n  2\n  , 3\n]\n'],
    ['takes a heredoc item', 'a = [<<E\nE\n, 1]\n', remove('a', 0), 'a = [1]\n'],
    ['has nothing to do', 'a = 1\n', remove('b', 0, 'c'), 'a = 1\n'],
  ])
})

describe('rename', () => {
  const rename = (path: Path, to: string): DocumentOp => ({ op: 'rename', path, to })
  cases([
    ['an attribute', 'a   = 1\nbcd = 2\n', rename(['a'], 'ef'), 'ef  = 1\nbcd = 2\n'],
    ['an attribute to a longer name', 'a = 1\nb = 2\n', rename(['a'], 'long'), 'long = 1\nb    = 2\n'],
    ['a block', 'a "l" {}\na {}\n', rename(['a', 1], 'b'), 'a "l" {}\nb {}\n'],
    ['all blocks of a type', 'a "l" {}\na {}\n', rename(['a'], 'b'), 'b "l" {}\nb {}\n'],
    ['a key', 'a = { b = 1, "c" = 2 }\n', rename(['a', 'b'], 'x y'), 'a = { "x y" = 1, "c" = 2 }\n'],
    ['a quoted key', 'a = { "c" = 2 }\n', rename(['a', 'c'], 'd'), 'a = { "d" = 2 }\n'],
    ['not to a name that is taken', 'a = 1\nb = 2\n', rename(['a'], 'b'), 'HCL_NAME: `b` is already there'],
    ['not to what is no name', 'a = 1\n', rename(['a'], 'b c'), 'HCL_NAME: `b c` is no name'],
    ['not an item', 'a = [1]\n', rename(['a', 0], 'b'), 'HCL_NAME: an item of a list has no name'],
  ])
})

describe('insert', () => {
  const insert = (after: Path, value: Plain): DocumentOp => ({ op: 'insert', after, content: content(value) })
  const made = block({ b: reference('a', 'c', 'id') }, ['d', 'e'], 'resource')
  const text = 'resource "d" "e" {\n  b = a.c.id\n}'
  cases([
    ['a block after another', 'a {}\n\nc {}\n', insert(['a', 0], made), `a {}\n\n${text}\n\nc {}\n`],
    ['a block at the end', 'a {}\n', insert(['a', 0], made), `a {}\n\n${text}\n`],
    ['a block at an end without line break', 'a {}', insert(['a', 0], made), `a {}\n\n${text}`],
    [
      'a block between lines without a gap',
      'a {} # x\nc {}\n',
      insert(['a', 0], made),
      `a {} # x\n\n${text}\n\nc {}\n`,
    ],
    ['nothing when it is there', `${text}\n\na {}\n`, insert(['a', 0], made), `${text}\n\na {}\n`],
    ['with CRLF', 'a {}\r\n', insert(['a'], made), `a {}\r\n\r\n${text.replaceAll('\n', '\r\n')}\r\n`],
    [
      'nothing after nothing',
      'a {}\n',
      insert(['b', 0], made),
      'HCL_NOT_FOUND: no attribute or block stands at this path',
    ],
  ])
})

describe('a text with errors', () => {
  it('is not edited', () => {
    const result = hclSyntax.parse('a = \nb = 1\n').edits(put(['b'], 2))
    expect(result).toMatchObject({
      ok: false,
      error: { code: 'HCL_SYNTAX_ERRORS', at: { start: 4, end: 5 } },
    })
  })
})

describe('range', () => {
  const text = '\uFEFFx "l" {\n  a = { "b" = [1, (22)] }\n}\nx {}\n'
  const document = hclSyntax.parse(text)
  it.each([
    [['x', 0, 'a'], '{ "b" = [1, (22)] }', 'a', 'a = { "b" = [1, (22)] }'],
    [['x', 0, 'a', 'b'], '[1, (22)]', '"b"', '"b" = [1, (22)]'],
    [['x', 0, 'a', 'b', 1], '(22)', '(22)', '(22)'],
    [['x', 1], '{}', 'x', 'x {}'],
    [['x', 0], text.slice(7, 36), 'x "l"', text.slice(1, 36)],
    [['x'], text.slice(7, -1), 'x "l"', text.slice(1, -1)],
    [[], text.slice(1), '', text.slice(1)],
  ])('of %j', (path, value, key, node) => {
    const parts = (['value', 'key', 'node'] as const).map((part) => document.range(path, part))
    expect(parts.map((range) => range && text.slice(range.start, range.end))).toEqual([value, key, node])
  })

  it('is undefined where nothing stands', () => {
    for (const path of [
      ['y'],
      ['x', 2],
      ['x', 0, 'b'],
      ['x', 0, 'a', 'c'],
      ['x', 0, 'a', 'b', 2],
      [0],
      ['x', 'a'],
    ]) {
      expect(document.range(path)).toBeUndefined()
    }
  })
})
