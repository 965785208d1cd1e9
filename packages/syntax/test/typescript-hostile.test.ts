import { describe, expect, it } from 'vitest'
import { maxLength, typescriptSyntax } from '../src/typescript.ts'
import { args, parse, scalar } from './typescript-support.ts'

const deep = 100_000

describe('nesting', () => {
  it.each([
    ['parentheses', '('.repeat(deep)],
    ['closed parentheses', `x = ${'('.repeat(deep)}1${')'.repeat(deep)}`],
    ['objects', `new X("n", ${'{a:'.repeat(deep)}1${'}'.repeat(deep)})`],
    ['lists', '['.repeat(deep)],
    ['templates', '`${'.repeat(deep)],
    ['blocks', '{'.repeat(deep)],
    ['a regular expression first', `/[/'"]/.x;${'('.repeat(deep)}`],
    ['prefixes', `x = ${'!'.repeat(deep)}1`],
    ['arrows', `x = ${'a=>'.repeat(deep)}1`],
    ['conditions', `x = ${'a?b:'.repeat(deep)}1`],
    ['assignments', `x = ${'a='.repeat(deep)}1`],
    ['else', `${'if(a);else '.repeat(deep)};`],
    ['new', `${'new '.repeat(deep)}a`],
    ['types', `let a: ${'A<'.repeat(deep)}`],
    ['classes', 'class a { b() {'.repeat(deep / 4)],
  ])('%s deeper than any stack is a diagnostic', (_, text) => {
    const document = parse(text)
    expect(document.diagnostics.map((item) => [item.code, item.severity])).toEqual([
      ['TYPESCRIPT_TOO_DEEP', 'error'],
    ])
    expect(document.news).toEqual([])
    expect(document.range(args)).toBeUndefined()
    expect(document.edits({ op: 'put', path: args, content: scalar(1) })).toMatchObject({
      error: { code: 'TYPESCRIPT_SYNTAX' },
    })
  })

  it.each([
    ['sums', `const x = ${'a + '.repeat(deep)}new X("n", {})`],
    ['sums of objects', `const x = ${'new X("n") + '.repeat(deep / 4)}1`],
    ['members', `const x = new X("n", a${'.b'.repeat(deep)})`],
    ['calls', `const x = new X("n", a${'()'.repeat(deep)})`],
    ['elements', `const x = new X("n", a${'[0]'.repeat(deep)})`],
    ['assertions', `const x = new X("n", a${' as b'.repeat(deep)})`],
    ['variables', Array.from({ length: deep / 10 }, (_, i) => `const v${i + 1} = v${i};`).join('\n')],
    [
      'spreads',
      Array.from({ length: deep / 10 }, (_, i) => `const v${i + 1} = {...v${i},...v${i}};`).join('\n'),
    ],
  ])('%s that do not nest are read', (_, text) => {
    const document = parse(text)
    expect(document.diagnostics).toEqual([])
    for (const node of document.news)
      for (const item of node.items) if ('names' in item.value) item.value.names()
    for (const name of ['v1', 'v100', 'v9999']) document.variable(name)
    document.edits({ op: 'put', path: [...args, 'k'], content: scalar(1) })
    document.edits({ op: 'put', path: ['variable', 'v9999', 'k'], content: scalar(1) })
  })

  it('reads what is as deep as allowed', () => {
    const levels = 250
    const document = parse(`new X("n", ${'{a:'.repeat(levels)}1${'}'.repeat(levels)})`)
    expect(document.diagnostics).toEqual([])
    expect(document.range([...args, ...Array.from({ length: levels }, () => 'a')], 'value')).toBeDefined()
  })
})

it('NUL characters and endless texts are diagnostics', () => {
  expect(parse('const a = 1\0').diagnostics).toMatchObject([
    { code: 'TYPESCRIPT_NUL_CHARACTER', range: { start: 11, end: 12 } },
  ])
  expect(parse(' '.repeat(maxLength + 1)).diagnostics).toMatchObject([
    { code: 'TYPESCRIPT_TOO_LARGE', severity: 'error' },
  ])
})

it('a document of the same text is used again', () => {
  const previous = parse('new X()')
  expect(typescriptSyntax.parse('new X()', { previous })).toBe(previous)
  expect(typescriptSyntax.parse('new Y()', { previous })).not.toBe(previous)
})
