import { describe, expect, it } from 'vitest'
import type { RangePart } from '../src/document.ts'
import { follow } from '../src/typescript.ts'
import { parse } from './typescript-support.ts'

describe('ranges', () => {
  const text =
    'const v: string = ("a" as const); // c\nconst b = new X<T>("n", { k: [1, { "q": (2) }], s }, o);\n'
  const at = (path: (string | number)[], part?: RangePart): string | undefined => {
    const range = parse(text).range(path, part)
    return range && text.slice(range.start, range.end)
  }

  it.each([
    [['new', 0], 'node', 'new X<T>("n", { k: [1, { "q": (2) }], s }, o)'],
    [['new', 0], 'key', 'new X<T>'],
    [['new', 0, 'arguments'], 'value', '("n", { k: [1, { "q": (2) }], s }, o)'],
    [['new', 0, 'arguments', 0], 'node', '"n"'],
    [['new', 0, 'arguments', 1, 'k'], 'key', 'k'],
    [['new', 0, 'arguments', 1, 'k'], 'node', 'k: [1, { "q": (2) }]'],
    [['new', 0, 'arguments', 1, 'k', 0], 'value', '1'],
    [['new', 0, 'arguments', 1, 'k', 1, 'q'], 'key', '"q"'],
    [['new', 0, 'arguments', 1, 'k', 1, 'q'], 'value', '(2)'],
    [['new', 0, 'arguments', 1, 's'], 'value', 's'],
    [['variable', 'v'], 'node', 'v: string = ("a" as const)'],
    [['variable', 'v'], 'key', 'v'],
    [['variable', 'v'], 'value', '("a" as const)'],
  ] as const)('%j %s', (path, part, expected) => {
    expect(at([...path], part)).toBe(expected)
  })

  it('nothing where nothing is', () => {
    expect(at(['new', 1])).toBeUndefined()
    expect(at(['new', 0, 'k'])).toBeUndefined()
    expect(at(['new', 0, 'arguments', 3])).toBeUndefined()
    expect(at(['new', 0, 'arguments', 1, 's', 'x'])).toBeUndefined()
    expect(at(['variable', 'w'])).toBeUndefined()
    expect(at([])).toBeUndefined()
  })
})

it('numbers new expressions by their text, also inside one another', () => {
  const document = parse('new A(new B(), () => new C())\nclass D { e = new E() }')
  expect(document.news.map((node) => node.callee)).toEqual([['A'], ['B'], ['C'], ['E']])
  expect(document.news.map((node) => node.holder)).toEqual([undefined, undefined, undefined, ['this', 'e']])
})

it('knows what a new expression is assigned to', () => {
  const text =
    'const a = new X() as Y\nthis.b = new X()\nlet c; c = (new X())\nconst d = f(new X())\nexport default new X()'
  expect(parse(text).news.map((node) => node.holder)).toEqual([
    ['a'],
    ['this', 'b'],
    ['c'],
    undefined,
    undefined,
  ])
})

it('finds comments, not what looks like one', () => {
  const text =
    // biome-ignore lint/suspicious/noTemplateCurlyInString: it is what the text holds
    '#!/usr//bin\n/* a */ const s = "// no" + `/* no ${1 /* b */} // no` + /[/]\\/\\//.source // c\n//d'
  const document = parse(text)
  expect(document.comments.map((comment) => comment.text)).toEqual(['/* a */', '/* b */', '// c', '//d'])
  for (const { range, text: comment } of document.comments)
    expect(text.slice(range.start, range.end)).toBe(comment)
})

it('reads imports and exports', () => {
  const document = parse(`import * as a from "a"
import b, { c as d, type T } from 'b'
import type { U } from "u"
import e = require("e")
const f = require("f"), { g, h: i } = require("g")
export const j = 1, k = 2
export { j as l }
export default k`)
  expect(document.imports.map((item) => `${item.local}=${item.module}#${item.name}`)).toEqual([
    'a=a#*',
    'b=b#default',
    'd=b#c',
    'e=e#*',
    'f=f#*',
    'g=g#g',
    'i=g#h',
  ])
  expect([...document.exports]).toEqual([
    ['j', 'j'],
    ['k', 'k'],
    ['l', 'j'],
    ['default', 'k'],
  ])
})

describe('follow', () => {
  const text = `const a = "x"
const b = { c: { d: 1 }, l: [1, 2], ...{ e: 2 } }
let again = 1; again = 2
let once = 1
const changed = { k: 1 }; changed.k = 2
const loop = { ...loop2, k: 1 }; const loop2 = { ...loop }
for (const item of list) {}
function f(p = 1) { const inner = "i" }`
  it.each([
    [['a'], ['variable', 'a']],
    [['once'], ['variable', 'once']],
    [['inner'], ['variable', 'inner']],
    [
      ['b', 'c', 'd'],
      ['variable', 'b', 'c', 'd'],
    ],
    [
      ['b', 'l', 1],
      ['variable', 'b', 'l', 1],
    ],
    [['b', 'none'], undefined],
    [['again'], undefined],
    [['changed', 'k'], undefined],
    [['item'], undefined],
    [['p'], undefined],
    [
      ['loop', 'k'],
      ['variable', 'loop', 'k'],
    ],
    [['nothing'], undefined],
  ] as const)('%j', (reference, path) => {
    expect(follow(parse(text), reference)).toEqual(path)
  })
})

it('reports syntax errors by place and reuses the document of the same text', () => {
  const document = parse('const a = ;\n')
  expect(document.diagnostics).toEqual([
    {
      code: 'TYPESCRIPT_SYNTAX',
      severity: 'error',
      message: 'Expression expected.',
      range: { start: 10, end: 11 },
    },
  ])
})
