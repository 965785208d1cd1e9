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
    undefined,
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

describe('names', () => {
  /** What the arguments of each new expression refer to. */
  const references = (text: string): unknown[] =>
    parse(text).news.map(({ items }) => {
      const value = items[0]?.value
      return value?.kind === 'reference' ? value.path.join('.') : value?.kind
    })

  it.each([
    [
      'the second of a name has a number',
      'const a = 1; new X(a); { const a = 2; new X(a.b) }',
      ['a', 'a#2.b'],
    ],
    ['a use may come first', 'function f() { new X(a) }\nconst a = 1;', ['a']],
    [
      'parameters are no references',
      'const a = 1; function f(a) { new X(a) } (({ a }) => new X(a))(1)',
      ['computed', 'computed'],
    ],
    [
      'functions and classes neither',
      'function f() {} class C {} new X(f); new X(C.d)',
      ['computed', 'computed'],
    ],
    [
      'loops and catches have their own',
      'const a = 1; for (const a of []) { new X(a) } try {} catch (a) { new X(a) } new X(a)',
      ['computed', 'computed', 'a'],
    ],
    ['var leaves its block, let does not', '{ var a = 1; let b = 2; } new X(a); new X(b)', ['a', 'b']],
    ['var stays in its function', 'function f() { var a = 1; } new X(a)', ['a']],
    ['what is bound twice is nothing', 'var a = 1; var a = 2; new X(a)', ['computed']],
    [
      'a variable that hides an import',
      'import a from "a"; { const a = 1; new X(a) } new X(a)',
      ['a#2', 'a'],
    ],
    [
      'a function expression has its name inside',
      'const a = 1; (function a() { new X(a) }); new X(a)',
      ['computed', 'a'],
    ],
    [
      'destructured names',
      'const { a, b: [c] } = d; new X(a); new X(c); new X(b)',
      ['computed', 'computed', 'b'],
    ],
    ['destructured requires', 'const { a } = require("a"); new X(a.b)', ['a.b']],
    ['types bind none', 'const A = 1; type A = 2; interface A {} new X(A)', ['A']],
    [
      'enums and namespaces',
      'enum E { a } namespace N { export const a = 1 } new X(E.a); new X(N.a)',
      ['computed', 'computed'],
    ],
  ])('%s', (_, text, expected) => {
    expect(references(text)).toEqual(expected)
  })

  it('uses of one variable are not those of another', () => {
    const document = parse('const a = { k: 1 }; new X(a); function f() { const a = { k: 2 }; a.k = 3; }')
    expect([document.variable('a')?.frozen, document.variable('a')?.uses]).toEqual([true, 1])
    expect([document.variable('a#2')?.frozen, document.variable('a#2')?.uses]).toEqual([false, 1])
    expect(document.range(['variable', 'a#2', 'k'], 'value')).toEqual({ start: 60, end: 61 })
  })

  it('expressions tell the variables they read', () => {
    const text = 'const a = 1; { const a = 2; new X(a + b.c + this.d + ((e) => e)(f(this.g))) }'
    const value = parse(text).news[0]?.items[0]?.value
    expect(value?.kind === 'computed' && value.names()).toEqual(['a#2', 'b', 'this.d', 'f', 'this.g'])
  })
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
