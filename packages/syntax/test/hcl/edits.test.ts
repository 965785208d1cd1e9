import { applyEdits, type Path } from '@regraft/model'
import { type DocumentOp, hclSyntax } from '@regraft/syntax'
import { describe, expect, it } from 'vitest'
import { block, content, reference } from './content.ts'

type Plain = Parameters<typeof content>[0]

function put(path: Path, value: Plain): DocumentOp {
  return { op: 'put', path, content: content(value) }
}

function remove(...path: Path): DocumentOp {
  return { op: 'remove', path }
}

function apply(text: string, op: DocumentOp): string {
  const result = hclSyntax.parse(text).edits(op)
  return result.ok ? applyEdits(text, result.value) : `${result.error.code}: ${result.error.reason}`
}

/** The text after each operation, with the case's name as the row's. */
function cases(
  rows: readonly (readonly [name: string, before: string, op: DocumentOp, after: string])[],
): void {
  it.each(rows)('%s', (_, before, op, after) => {
    expect(apply(before, op)).toBe(after)
    const last = op.op === 'remove' || op.op === 'rename' ? op.path[op.path.length - 1] : undefined
    if (typeof last !== 'number' && !after.startsWith('HCL_')) expect(apply(after, op)).toBe(after)
  })
}

describe('put on a value that is there', () => {
  cases([
    ['replaces a scalar', 'a = true\n', put(['a'], false), 'a = false\n'],
    ['keeps the type', 'a = "true"\n', put(['a'], true), 'a = true\n'],
    ['leaves what says so already', 'a = <<E\nx\nE\n', put(['a'], 'x\n'), 'a = <<E\nx\nE\n'],
    ['keeps the comment', 'a = 1 # why\n', put(['a'], 22), 'a = 22 # why\n'],
    [
      'keeps the column of comments',
      'a = 100 # x\nb = 2   # y\n',
      put(['b'], 30),
      'a = 100 # x\nb = 30  # y\n',
    ],
    [
      'gives way to a long value',
      'a = 100 # x\nb = 2   # y\n',
      put(['b'], 'long'),
      'a = 100 # x\nb = "long" # y\n',
    ],
    ['keeps alignment', 'a   = 1\nbcd = 2\n', put(['a'], 'x'), 'a   = "x"\nbcd = 2\n'],
    ['replaces an expression', 'a = b ? c : d\n', put(['a'], true), 'a = true\n'],
    ['replaces a heredoc', 'a = <<-E\n  x\n  E\nb = 1\n', put(['a'], 'y'), 'a = "y"\nb = 1\n'],
    ['replaces a template', 'a = "${b}-c"\n', put(['a'], 'd'), 'a = "d"\n'],
    ['sees through parentheses', 'a = ([1, 2])\n', put(['a', 0], 3), 'a = ([3, 2])\n'],
    ['writes a list', 'a = 1\n', put(['a'], ['x', 'y', null, -1.5]), 'a = ["x", "y", null, -1.5]\n'],
    [
      'writes a reference',
      'a = 1\n',
      put(['a'], reference('aws_x', 'y', 'k k', 0, 'id')),
      'a = aws_x.y["k k"][0].id\n',
    ],
    ['knows an old reference', 'a = "${b.c}"\n', put(['a'], reference('b', 'c')), 'a = "${b.c}"\n'],
    [
      'escapes',
      'a = 1\n',
      put(['a'], '"\\\n\t${x} $${y} %{z} $ 5%\u0001'),
      'a = "\\"\\\\\\n\\t$${x} $$${y} %%{z} $ 5%\\u0001"\n',
    ],
    [
      'makes room for many lines',
      'a   = 1\nbcd = 2\n',
      put(['bcd'], { e: 1, fg: [{}] }),
      'a = 1\nbcd = {\n  e  = 1\n  fg = [{}]\n}\n',
    ],
    [
      'stays on one line inside one',
      'a = { b = 1 }\n',
      put(['a', 'b'], { c: [{ d: 1 }] }),
      'a = { b = { c = [{ d = 1 }] } }\n',
    ],
    [
      'merges a map',
      'a = {\n  b = 1 # keep\n  c = 2\n}\n',
      put(['a'], { b: 1, d: 3 }),
      'a = {\n  b = 1 # keep\n  d = 3\n}\n',
    ],
    [
      'merges a list',
      'a = [\n  1, # one\n  2, # two\n  3,\n]\n',
      put(['a'], [1, 3]),
      'a = [\n  1, # one\n  3,\n]\n',
    ],
    [
      'writes the last of two equal keys',
      'a = { b = 1, b = 2 }\n',
      put(['a', 'b'], 3),
      'a = { b = 1, b = 3 }\n',
    ],
  ])
})

describe('put of a new attribute', () => {
  cases([
    [
      'aligns with the line above',
      'x {\n  ab = 1\n}\n',
      put(['x', 0, 'c'], 2),
      'x {\n  ab = 1\n  c  = 2\n}\n',
    ],
    [
      'stands apart when its name is too long to join',
      'x {\n  ab = 1\n}\n',
      put(['x', 0, 'long'], 2),
      'x {\n  ab = 1\n\n  long = 2\n}\n',
    ],
    [
      'joins a run that is not aligned',
      'x {\n  ab = 1\n  c = 2\n}\n',
      put(['x', 0, 'def'], 2),
      'x {\n  ab = 1\n  c = 2\n  def = 2\n}\n',
    ],
    [
      'goes before the blocks',
      'x {\n  a = 1 # c\n\n  y {\n    z = 1\n  }\n}\n',
      put(['x', 0, 'b'], 2),
      'x {\n  a = 1 # c\n  b = 2\n\n  y {\n    z = 1\n  }\n}\n',
    ],
    [
      'goes before the first block of a body without any',
      'x {\n  y {\n  }\n}\n',
      put(['x', 0, 'b'], 2),
      'x {\n  b = 2\n\n  y {\n  }\n}\n',
    ],
    [
      'goes after a heredoc',
      'x {\n  a = <<E\nE\n}\n',
      put(['x', 0, 'b'], 2),
      'x {\n  a = <<E\nE\n  b = 2\n}\n',
    ],
    ['fills {}', 'x {}\n', put(['x', 0, 'b'], 2), 'x {\n  b = 2\n}\n'],
    ['fills { }', '  x { }\n', put(['x', 0, 'b'], 2), '  x {\n    b = 2\n  }\n'],
    ['fills an empty body', 'x {\n}\n', put(['x', 0, 'b'], 2), 'x {\n  b = 2\n}\n'],
    [
      'goes after the comments of a body without items',
      'x { # c\n  # d\n}\n',
      put(['x', 0, 'b'], 2),
      'x { # c\n  # d\n  b = 2\n}\n',
    ],
    ['spreads a one-line block', 'x { abc = 1 }\n', put(['x', 0, 'd'], 2), 'x {\n  abc = 1\n  d   = 2\n}\n'],
    [
      'spreads one with comments',
      'x { /* c */ a = 1 /* d */ }\n',
      put(['x', 0, 'b'], 2),
      'x {\n  /* c */ a = 1 /* d */\n  b = 2\n}\n',
    ],
    ['learns tabs', 'y {\n\ta = 1\n}\nx {}\n', put(['x', 0, 'b'], 2), 'y {\n\ta = 1\n}\nx {\n\tb = 2\n}\n'],
    [
      'learns four spaces',
      'y {\n    a {\n        b = 1\n    }\n}\nx {}\n',
      put(['x', 0, 'c'], { d: 1 }),
      'y {\n    a {\n        b = 1\n    }\n}\nx {\n    c = {\n        d = 1\n    }\n}\n',
    ],
    [
      'needs the parent',
      'x {}\n',
      put(['x', 0, 'y', 0, 'z'], 1),
      'HCL_NOT_FOUND: the parent of this path does not exist',
    ],
    [
      'keeps CRLF',
      'x {\r\n  a = 1\r\n}\r\n',
      put(['x', 0, 'b'], { c: 1 }),
      'x {\r\n  a = 1\r\n\r\n  b = {\r\n    c = 1\r\n  }\r\n}\r\n',
    ],
    ['keeps a BOM and a missing line end', '\uFEFFa = 1', put(['b'], 2), '\uFEFFa = 1\nb = 2'],
    ['fills an empty file', '', put(['b'], 2), 'b = 2\n'],
    [
      'refuses a name that is none',
      'x {}\n',
      put(['x', 0, 'a b'], 2),
      'HCL_CONTENT: `a b` is no attribute name',
    ],
    [
      'refuses half a character',
      'x {}\n',
      put(['x', 0, 'a'], '\ud800'),
      'HCL_CONTENT: the text holds half of a surrogate pair, which is not a character',
    ],
  ])
})

describe('put of blocks', () => {
  const filled = block({ a: 1, inner: block({ b: [] }), long_name: { c: 'd' } })
  cases([
    [
      'adds a block after an empty line',
      'x {\n  a = 1\n}\n',
      put(['x', 0, 'y'], filled),
      'x {\n  a = 1\n\n  y {\n    a = 1\n    long_name = {\n      c = "d"\n    }\n\n    inner {\n      b = []\n    }\n  }\n}\n',
    ],
    ['adds an empty block', 'x {\n}\n', put(['x', 0, 'y'], block({})), 'x {\n  y {}\n}\n'],
    [
      'spreads a one-line block for it',
      'x { a = 1 }\n',
      put(['x', 0, 'y'], block({ b: 1 })),
      'x {\n  a = 1\n\n  y {\n    b = 1\n  }\n}\n',
    ],
    ['adds by index', 'x {\n}\n', put(['x', 0, 'y', 0], block({ a: 1 })), 'x {\n  y {\n    a = 1\n  }\n}\n'],
    [
      'adds after its like, as close as they stand',
      'x {\n  y {\n    a = 1\n  }\n  y {\n    a = 2\n  }\n\n  z {}\n}\n',
      put(['x', 0, 'y', 2], block({ a: 3 })),
      'x {\n  y {\n    a = 1\n  }\n  y {\n    a = 2\n  }\n  y {\n    a = 3\n  }\n\n  z {}\n}\n',
    ],
    [
      'merges into the block that is there',
      'x {\n  y "l" {\n    a = 1 # keep\n    b = 2\n  }\n}\n',
      put(['x', 0, 'y'], block({ a: 1, c: 3 })),
      'x {\n  y "l" {\n    a = 1 # keep\n    c = 3\n  }\n}\n',
    ],
    ['changes labels', 'x "a" b {}\n', put(['x', 0], block({}, ['c', 'd${e}'])), 'x "c" "d$${e}" {}\n'],
    [
      'makes a list of blocks',
      'x {\n  y {\n    a = 1\n  }\n}\n',
      put(['x', 0, 'y'], [block({ a: 2 }), block({ a: 3 })]),
      'x {\n  y {\n    a = 2\n  }\n\n  y {\n    a = 3\n  }\n}\n',
    ],
    [
      'turns an attribute into a block',
      'x {\n  y = {}\n}\n',
      put(['x', 0, 'y'], block({ a: 1 })),
      'x {\n  y {\n    a = 1\n  }\n}\n',
    ],
    [
      'turns blocks into an attribute',
      'x {\n  y {}\n  y {}\n}\n',
      put(['x', 0, 'y'], 1),
      'x {\n  y = 1\n}\n',
    ],
    [
      'adds a resource to the file',
      'resource "a" "b" {}\n\noutput "c" {}\n',
      put(['resource', 1], block({ d: 1 }, ['e', 'f'])),
      'resource "a" "b" {}\n\nresource "e" "f" {\n  d = 1\n}\n\noutput "c" {}\n',
    ],
    [
      'adds the first of its kind at the end',
      'a {}\n# end',
      put(['b'], block({}, ['c'])),
      'a {}\n# end\n\nb "c" {}',
    ],
    [
      'refuses a block inside a value',
      'a = {}\n',
      put(['a', 'b'], block({})),
      'HCL_CONTENT: a block cannot stand inside a value',
    ],
    [
      'refuses an index past the end',
      'a {}\n',
      put(['a', 2], block({})),
      'HCL_NOT_FOUND: the index is past the end of the list',
    ],
  ])
})

describe('put into collections', () => {
  cases([
    ['adds an aligned entry', 'a = {\n  bc = 1\n}\n', put(['a', 'd'], 2), 'a = {\n  bc = 1\n  d  = 2\n}\n'],
    ['quotes a key', 'a = {\n  b = 1\n}\n', put(['a', 'c d'], 2), 'a = {\n  b = 1\n\n  "c d" = 2\n}\n'],
    [
      'quotes like the others',
      'a = {\n  "b" = 1\n}\n',
      put(['a', 'c'], 2),
      'a = {\n  "b" = 1\n  "c" = 2\n}\n',
    ],
    [
      'follows colons and commas',
      'a = {\n  "b": 1,\n  "c": 2\n}\n',
      put(['a', 'd'], 3),
      'a = {\n  "b": 1,\n  "c": 2,\n  "d": 3\n}\n',
    ],
    [
      'follows a trailing comma',
      'a = {\n  b = 1, # x\n}\n',
      put(['a', 'c'], 2),
      'a = {\n  b = 1, # x\n  c = 2,\n}\n',
    ],
    ['adds on the line', 'a = { b = 1 }\n', put(['a', 'c'], 2), 'a = { b = 1, c = 2 }\n'],
    [
      'adds on the line before a trailing comma',
      'a = { b = 1, }\n',
      put(['a', 'c'], 2),
      'a = { b = 1, c = 2, }\n',
    ],
    ['fills {}', 'a   = {}\nbcd = 1\n', put(['a', 'c'], 2), 'a = {\n  c = 2\n}\nbcd = 1\n'],
    ['fills {} in an argument', 'a = merge({}, b)\n', put(['a'], { c: 1 }), 'a = {\n  c = 1\n}\n'],
    ['fills {} on a line', 'a = [{}, {}]\n', put(['a', 0, 'c'], 2), 'a = [{ c = 2 }, {}]\n'],
    ['quotes for', 'a = {}\n', put(['a', 'for'], 2), 'a = {\n  "for" = 2\n}\n'],
    ['appends on the line', 'a = [1, 2]\n', put(['a', 2], 3), 'a = [1, 2, 3]\n'],
    ['appends before a trailing comma', 'a = [1, 2, ]\n', put(['a', 2], 3), 'a = [1, 2, 3, ]\n'],
    [
      'appends a line',
      'a = [\n  1, # one\n  2, # two\n]\n',
      put(['a', 2], 3),
      'a = [\n  1, # one\n  2, # two\n  3,\n]\n',
    ],
    [
      'adds the comma that is missing',
      'a = [\n  1,\n  2 # two\n]\n',
      put(['a', 2], 3),
      'a = [\n  1,\n  2, # two\n  3\n]\n',
    ],
    ['appends after a heredoc', 'a = [<<E\nE\n]\n', put(['a', 1], 3), 'a = [<<E\nE\n  , 3\n]\n'],
    ['fills []', 'a = []\n', put(['a', 0], 'x'), 'a = ["x"]\n'],
    ['fills [] with an object', 'a = []\n', put(['a', 0], { b: 1 }), 'a = [\n  {\n    b = 1\n  },\n]\n'],
    ['follows [{', 'a = [{\n  b = 1\n}]\n', put(['a', 1], { b: 2 }), 'a = [{\n  b = 1\n}, {\n  b = 2\n}]\n'],
    [
      'refuses to add to an expression',
      'a = f()\n',
      put(['a', 'b'], 1),
      'HCL_COMPUTED: the value is an expression: nothing can be added inside it',
    ],
    [
      'refuses an index past the end',
      'a = []\n',
      put(['a', 1], 1),
      'HCL_NOT_FOUND: the index is past the end of the list',
    ],
  ])
})

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
