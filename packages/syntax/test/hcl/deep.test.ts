import type { Path } from '@regraft/model'
import { type Expression, hclSyntax, pathWithin } from '@regraft/syntax'
import { describe, expect, it } from 'vitest'
import { reference } from './content.ts'
import { cases, type Plain, put, remove } from './edit-cases.ts'

const rename = (path: Path, to: string) => ({ op: 'rename', path, to }) as const

describe('put inside an expression', () => {
  const row = (
    name: string,
    before: string,
    path: Path,
    value: Plain,
    after: string,
  ): Parameters<typeof cases>[0][number] => [name, before, put(path, value), after]
  cases([
    row(
      'replaces in an argument',
      'x = merge(a, { b = false })\n',
      ['x', 1, 'b'],
      true,
      'x = merge(a, { b = true })\n',
    ),
    row(
      'adds to an argument on one line',
      'x = merge(a, { b = 1 })\n',
      ['x', 1, 'c'],
      2,
      'x = merge(a, { b = 1, c = 2 })\n',
    ),
    row('adds to an empty argument', 'x = merge(a, {})\n', ['x', 1, 'c'], 2, 'x = merge(a, { c = 2 })\n'),
    row(
      'aligns in an argument of many lines',
      'x = merge(a, {\n  b   = 1 # one\n  cde = 2 # two\n})\n',
      ['x', 1, 'f'],
      3,
      'x = merge(a, {\n  b   = 1 # one\n  cde = 2 # two\n  f   = 3\n})\n',
    ),
    row(
      'keeps comments in their column',
      'x = merge(a, {\n  b   = 1     # one\n  cde = 23456 # two\n})\n',
      ['x', 1, 'b'],
      true,
      'x = merge(a, {\n  b   = true  # one\n  cde = 23456 # two\n})\n',
    ),
    row(
      'has trailing commas where they are',
      'x = merge(a, {\n  b = 1,\n  c = 2,\n})\n',
      ['x', 1, 'd'],
      3,
      'x = merge(a, {\n  b = 1,\n  c = 2,\n  d = 3,\n})\n',
    ),
    row(
      'has the line breaks that are there',
      'x = f({\r\n  b = 1\r\n})\r\n',
      ['x', 0, 'c'],
      ['d'],
      'x = f({\r\n  b = 1\r\n  c = ["d"]\r\n})\r\n',
    ),
    row('replaces an argument', 'x = f(a, b)\n', ['x', 1], 'c', 'x = f(a, "c")\n'),
    row('replaces an expanded argument', 'x = f(a...)\n', ['x', 0], [1], 'x = f([1]...)\n'),
    row('appends to a list', 'x = concat(a, ["b"])\n', ['x', 1, 1], 'c', 'x = concat(a, ["b", "c"])\n'),
    row('replaces a branch', 'x = c ? 1 : 2\n', ['x', 2], 3, 'x = c ? 1 : 3\n'),
    row('adds to a branch', 'x = c ? { a = 1 } : {}\n', ['x', 2, 'b'], 1, 'x = c ? { a = 1 } : { b = 1 }\n'),
    row('replaces a condition', 'x = c ? 1 : 2\n', ['x', 0], true, 'x = true ? 1 : 2\n'),
    row(
      'writes over the lines of a branch',
      'x = c ? 1 : y\n',
      ['x', 1],
      { a: 1 },
      'x = c ? {\n  a = 1\n} : y\n',
    ),
    row(
      'goes through parentheses',
      'x = (c ? (f({})) : 2)\n',
      ['x', 1, 0, 'a'],
      1,
      'x = (c ? (f({ a = 1 })) : 2)\n',
    ),
    row('replaces operands', 'x = a + b * c\n', ['x', 1, 0], -1, 'x = a + -1 * c\n'),
    row('replaces an operand in parentheses', 'x = (a + b) * c\n', ['x', 0], 2, 'x = 2 * c\n'),
    row('replaces the operand of a sign', 'x = !a\n', ['x', 0], true, 'x = !true\n'),
    row(
      'replaces an interpolation',
      'x = "a-${b}-${c}"\n',
      ['x', 1],
      reference('d', 'e'),
      'x = "a-${b}-${d.e}"\n',
    ),
    row('goes into an interpolation', 'x = "${f({})}"\n', ['x', 0, 0, 'a'], 'b', 'x = "${f({ a = "b" })}"\n'),
    row(
      'goes into a heredoc',
      'x = <<E\na ${b} ${f({ c = 1 })}\nE\n',
      ['x', 1, 0, 'c'],
      2,
      'x = <<E\na ${b} ${f({ c = 2 })}\nE\n',
    ),
    row(
      'goes into the result of a for',
      'x = [for s in y : { a = s }]\n',
      ['x', 1, 'b'],
      1,
      'x = [for s in y : { a = s, b = 1 }]\n',
    ),
    row(
      'goes into its collection and condition',
      'x = [for s in [1] : s if c]\n',
      ['x', 0, 1],
      2,
      'x = [for s in [1, 2] : s if c]\n',
    ),
    row(
      'replaces its condition',
      'x = [for s in y : s if c]\n',
      ['x', 2],
      true,
      'x = [for s in y : s if true]\n',
    ),
    row(
      'counts the key of a for',
      'x = {for k, v in y : k => v}\n',
      ['x', 1],
      'a',
      'x = {for k, v in y : "a" => v}\n',
    ),
    row(
      'counts the condition of a for with a key',
      'x = {for k, v in y : k => v... if c}\n',
      ['x', 3],
      true,
      'x = {for k, v in y : k => v... if true}\n',
    ),
    row(
      'goes into the source of steps',
      'x = merge({}, a)["b"]\n',
      ['x', 0, 0, 'b'],
      1,
      'x = merge({ b = 1 }, a)["b"]\n',
    ),
    row('keeps a source apart from its steps', 'x = a.b\n', ['x', 0], reference('c', 'd'), 'x = (c.d).b\n'),
    row('keeps a number apart from its steps', 'x = a.b\n', ['x', 0], 1, 'x = (1).b\n'),
    row(
      'keeps a name apart from a minus',
      'x = ("a"-"b")\n',
      ['x', 0],
      reference('c', 'd'),
      'x = (c.d -"b")\n',
    ),
    row(
      'keeps a name apart from a keyword',
      'x = [for s in"a":s]\n',
      ['x', 0],
      reference('c', 'd'),
      'x = [for s in c.d:s]\n',
    ),
    row('counts keys in brackets', 'x = a.b["c"].0[*].d[e]\n', ['x', 2], 'f', 'x = a.b["c"].0[*].d["f"]\n'),
    row('is there already', 'x = f({ a = true })\n', ['x', 0, 'a'], true, 'x = f({ a = true })\n'),
    row(
      'not behind the last argument',
      'x = f(a)\n',
      ['x', 1],
      1,
      'HCL_COMPUTED: the value is an expression: nothing can be added inside it',
    ),
    row(
      'not in what is no object',
      'x = f(a)\n',
      ['x', 0, 'b'],
      1,
      'HCL_COMPUTED: the value is an expression: nothing can be added inside it',
    ),
    row(
      'not in what is not there',
      'x = f(a)\n',
      ['x', 2, 'b'],
      1,
      'HCL_NOT_FOUND: the parent of this path does not exist',
    ),
  ])
})

describe('remove and rename inside an expression', () => {
  cases([
    [
      'an entry and its comment, and align the rest',
      'x = merge(a, {\n  bcd = 1 # one\n  e   = 2 # two\n})\n',
      remove('x', 1, 'bcd'),
      'x = merge(a, {\n  e = 2 # two\n})\n',
    ],
    ['an item', 'x = concat(a, ["b", "c"])\n', remove('x', 1, 0), 'x = concat(a, ["c"])\n'],
    [
      'not an argument',
      'x = f(a, b)\n',
      remove('x', 1),
      'HCL_COMPUTED: an expression is made of it: nothing can be taken out of it',
    ],
    [
      'not a branch',
      'x = c ? 1 : 2\n',
      remove('x', 1),
      'HCL_COMPUTED: an expression is made of it: nothing can be taken out of it',
    ],
    ['nothing where nothing is', 'x = f(a)\n', remove('x', 0, 'b'), 'x = f(a)\n'],
    ['a key', 'x = f({ a = 1 })\n', rename(['x', 0, 'a'], 'b'), 'x = f({ b = 1 })\n'],
    ['no argument', 'x = f(a)\n', rename(['x', 0], 'b'), 'HCL_NAME: a part of an expression has no name'],
    [
      'comments of other expressions stay',
      'x = f({\n  abc = 1 # x\n})\ny = g(\n  a, # y\n  b  # y\n)\n',
      remove('x', 0, 'abc'),
      'x = f({\n})\ny = g(\n  a, # y\n  b  # y\n)\n',
    ],
  ])
})

describe('range inside an expression', () => {
  const text = 'x = merge(a, { b = c ? [1] : (d) })\n'
  it.each([
    [['x', 0], 'a', 'a', 'a'],
    [['x', 1], '{ b = c ? [1] : (d) }', '{ b = c ? [1] : (d) }', '{ b = c ? [1] : (d) }'],
    [['x', 1, 'b'], 'c ? [1] : (d)', 'b', 'b = c ? [1] : (d)'],
    [['x', 1, 'b', 1, 0], '1', '1', '1'],
    [['x', 1, 'b', 2], '(d)', '(d)', '(d)'],
    [['x', 2], undefined, undefined, undefined],
    [['x', 'a'], undefined, undefined, undefined],
  ])('of %j', (path, ...parts) => {
    const document = hclSyntax.parse(text)
    const found = (['value', 'key', 'node'] as const).map((part) => document.range(path, part))
    expect(found.map((range) => range && text.slice(range.start, range.end))).toEqual(parts)
  })
})

describe('pathWithin', () => {
  function parsed(text: string): Expression {
    const [item] = hclSyntax.parse(text).body.items
    if (item?.kind !== 'attribute') throw new Error('no attribute')
    return item.value
  }

  it('is empty for the expression itself, also in parentheses', () => {
    const root = parsed('x = ((a))\n')
    expect(pathWithin(root, root)).toEqual([])
    if (root.kind === 'parentheses') expect(pathWithin(root, root.expression)).toEqual([])
  })

  it('has no steps to another tree', () => {
    expect(pathWithin(parsed('x = f(a)\n'), parsed('x = f(a)\n'))).toBeUndefined()
  })

  it('has no steps to a hidden item, a key and a directive', () => {
    const hidden = parsed('x = { a = b, a = c, (d) = e }\n')
    if (hidden.kind !== 'object') throw new Error('no object')
    const [first, second, third] = hidden.items
    expect(first && pathWithin(hidden, first.value)).toBeUndefined()
    expect(second && pathWithin(hidden, second.value)).toEqual(['a'])
    expect(third && pathWithin(hidden, third.value)).toBeUndefined()
    const directive = parsed('x = "%{ if a }${b}%{ endif }"\n')
    if (directive.kind !== 'template' || directive.parts[0]?.kind !== 'if') throw new Error('no directive')
    expect(pathWithin(directive, directive.parts[0].condition)).toBeUndefined()
  })
})
