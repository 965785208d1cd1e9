import { describe } from 'vitest'
import { block, reference } from './content.ts'
import { cases, put } from './edit-cases.ts'

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
      'keeps the column after a comma',
      'a = [\n  10, # x\n  2,  # y\n]\n',
      put(['a', 1], 33),
      'a = [\n  10, # x\n  33, # y\n]\n',
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
