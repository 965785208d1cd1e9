import { describe, expect, it } from 'vitest'
import type { Content } from '../src/document.ts'
import { args, edited, scalar } from './typescript-support.ts'

const put = (text: string, path: (string | number)[], content: Content): string =>
  edited(text, { op: 'put', path: [...args, ...path], content })

describe('replacing', () => {
  it.each([
    ['a boolean', 'new X("n", { a: false, b: 1 })', true, 'new X("n", { a: true, b: 1 })'],
    ['a string, in its own quotes', "new X('n', { a: 'old' })", 'new', "new X('n', { a: 'new' })"],
    ['a number', 'new X("n", { a: 1_000 })', 7, 'new X("n", { a: 7 })'],
    ['a negative number', 'new X("n", { a: -1 })', 30, 'new X("n", { a: 30 })'],
    ['a template', 'new X("n", { a: `old` })', 'new', 'new X("n", { a: "new" })'],
    ['null', 'new X("n", { a: null })', false, 'new X("n", { a: false })'],
    ['undefined', 'new X("n", { a: undefined })', false, 'new X("n", { a: false })'],
    ['a constant assertion', 'new X("n", { a: "old" as const })', 'new', 'new X("n", { a: "new" as const })'],
    ['inside satisfies', 'new X("n", { a: 1 } satisfies Args)', 2, 'new X("n", { a: 2 } satisfies Args)'],
    ['inside parentheses', 'new X("n", ({ a: (1) }))', 2, 'new X("n", ({ a: (2) }))'],
    ['a type assertion', 'new X("n", <Args>{ a: <any>1 })', 2, 'new X("n", <Args>{ a: <any>2 })'],
    ['a reference', 'new X("n", { a: config.enabled! })', true, 'new X("n", { a: true })'],
    ['a call', 'new X("n", { a: f(1, 2), b: 1 })', true, 'new X("n", { a: true, b: 1 })'],
    ['a shorthand', 'new X("n", { a, b })', true, 'new X("n", { a: true, b })'],
    ['a quoted key', 'new X("n", { "a": 1 })', 2, 'new X("n", { "a": 2 })'],
    ['a computed literal key', 'new X("n", { ["a"]: 1 })', 2, 'new X("n", { ["a"]: 2 })'],
    ['between comments', 'new X("n", { a: /* x */ 1 /* y */, })', 2, 'new X("n", { a: /* x */ 2 /* y */, })'],
    ['after a spread', 'new X("n", { ...base, a: 1 })', 2, 'new X("n", { ...base, a: 2 })'],
  ])('%s', (_, text, value, expected) => {
    expect(put(text, ['a'], scalar(value))).toBe(expected)
  })

  it('nothing when the value is there, however it is written', () => {
    expect(put("new X('n', { a: ('v') })", ['a'], scalar('v'))).toBe("new X('n', { a: ('v') })")
  })

  it('a map member by member, keeping comments', () => {
    const text = 'new X("n", {\n  tags: {\n    a: "1", // why\n    b: "2",\n  },\n});\n'
    const entries = [
      ['a', scalar('1')],
      ['b', scalar('3')],
      ['c', scalar('4')],
    ] as const
    expect(put(text, ['tags'], { kind: 'map', entries })).toBe(
      'new X("n", {\n  tags: {\n    a: "1", // why\n    b: "3",\n    c: "4",\n  },\n});\n',
    )
  })

  it('a map whole when a key must go', () => {
    expect(
      put('new X("n", { t: { a: 1, b: 2 } })', ['t'], { kind: 'map', entries: [['b', scalar(2)]] }),
    ).toBe('new X("n", { t: { b: 2 } })')
  })

  it('an assertion goes with a literal that a reference replaces', () => {
    expect(put('new X("n", { a: "v" as const })', ['a'], { kind: 'reference', path: ['b', 'id'] })).toBe(
      'new X("n", { a: b.id })',
    )
  })
})

describe('a missing property', () => {
  it.each([
    ['into {}', 'new X("n", {})', 'new X("n", { k: true })'],
    ['into { }', 'new X("n", { })', 'new X("n", { k: true })'],
    [
      'into an empty object of two lines',
      'new X("n", {\n})',
      'new X("n", {\n    k: true\n})'.replace('true\n', 'true,\n'),
    ],
    ['behind a block comment', 'new X("n", { /* c */ })', 'new X("n", { /* c */ k: true })'],
    ['behind a line comment', 'new X("n", {\n  // c\n})', 'new X("n", {\n  // c\n  k: true,\n})'],
    ['on one line', 'new X("n", { a: 1 })', 'new X("n", { a: 1, k: true })'],
    ['on one line with a trailing comma', 'new X("n", { a: 1, })', 'new X("n", { a: 1, k: true, })'],
    ['on one tight line', 'new X("n", {a: 1})', 'new X("n", {a: 1, k: true})'],
    ['on its line', 'new X("n", {\n  a: 1,\n});', 'new X("n", {\n  a: 1,\n  k: true,\n});'],
    ['without trailing comma', 'new X("n", {\n  a: 1\n});', 'new X("n", {\n  a: 1,\n  k: true\n});'],
    ['behind a comment', 'new X("n", {\n  a: 1, // c\n});', 'new X("n", {\n  a: 1, // c\n  k: true,\n});'],
    [
      'a comma before a comment',
      'new X("n", {\n  a: 1 // c\n});',
      'new X("n", {\n  a: 1, // c\n  k: true\n});',
    ],
    [
      'before a comment that ends the object',
      'new X("n", {\n  a: {},\n  // note\n});',
      'new X("n", {\n  a: {},\n  k: true,\n  // note\n});',
    ],
    [
      'no second comma after an object without one and a comment',
      'new X("n", {\n  a: {}\n  // note\n});',
      'new X("n", {\n  a: {},\n  k: true\n  // note\n});',
    ],
    ['with tabs', 'new X("n", {\n\ta: 1,\n});', 'new X("n", {\n\ta: 1,\n\tk: true,\n});'],
    ['with CRLF', 'new X("n", {\r\n  a: 1,\r\n});\r\n', 'new X("n", {\r\n  a: 1,\r\n  k: true,\r\n});\r\n'],
    [
      'after a byte order mark',
      '\ufeffnew X("n", {\n  a: 1,\n})',
      '\ufeffnew X("n", {\n  a: 1,\n  k: true,\n})',
    ],
    ['after the last spread', 'new X("n", { a: 1, ...base })', 'new X("n", { a: 1, ...base, k: true })'],
    [
      'with a brace on the last line',
      'new X("n", { a: 1,\n  b: 2 })',
      'new X("n", { a: 1,\n  b: 2,\n  k: true })',
    ],
    ['after an astral character', 'new X("🔒", { a: "🔑" })', 'new X("🔒", { a: "🔑", k: true })'],
    ['in quotes where all are', 'new X("n", { "a": 1 })', 'new X("n", { "a": 1, "k": true })'],
    ['as a new argument', 'new X("n")', 'new X("n", { k: true })'],
    ['as a new argument of its line', 'new X(\n  "n",\n)', 'new X(\n  "n",\n  {\n    k: true,\n  },\n)'],
  ])('%s', (_, text, expected) => {
    const missing = /^new X\(\s*"n",?\s*\)$/.test(text)
    const out = missing
      ? put(text, [], { kind: 'map', entries: [['k', scalar(true)]] })
      : put(text, ['k'], scalar(true))
    expect(out).toBe(expected)
  })

  it('takes lines for an object, one for an object on one line', () => {
    const content: Content = { kind: 'map', entries: [['httpTokens', scalar('required')]] }
    expect(put('new X("n", {\n  a: 1,\n});', ['m'], content)).toBe(
      'new X("n", {\n  a: 1,\n  m: {\n    httpTokens: "required",\n  },\n});',
    )
    expect(put('new X("n", { a: 1 });', ['m'], content)).toBe(
      'new X("n", { a: 1, m: { httpTokens: "required" } });',
    )
  })

  it('opens an argument that takes lines on the line of the call', () => {
    const content: Content = {
      kind: 'map',
      entries: [
        ['a', scalar(true)],
        ['list', { kind: 'list', items: [{ kind: 'map', entries: [['b', scalar('c')]] }] }],
      ],
    }
    expect(put('  const x = new X("n");\n', [], content)).toBe(
      [
        '  const x = new X("n", {',
        '    a: true,',
        '    list: [',
        '      {',
        '        b: "c",',
        '      },',
        '    ],',
        '  });\n',
      ].join('\n'),
    )
  })

  it('writes the parentheses of a new expression without any', () => {
    expect(
      edited('const x = new X;', { op: 'put', path: ['new', 0, 'arguments', 0], content: scalar('n') }),
    ).toBe('const x = new X("n");')
    expect(put('new X()', [], scalar('n'))).toBe('!TYPESCRIPT_PARENT_MISSING')
  })

  it('quotes a key that is no name, and never sets a prototype', () => {
    expect(put('new X("n", { a: 1 })', ['kubernetes.io/name'], scalar('x'))).toBe(
      'new X("n", { a: 1, "kubernetes.io/name": "x" })',
    )
    expect(put('new X("n", { a: 1 })', ['__proto__'], scalar('x'))).toBe(
      'new X("n", { a: 1, ["__proto__"]: "x" })',
    )
  })

  it('escapes strings for the quotes of the file', () => {
    expect(put("new X('n', { a: 1 })", ['k'], scalar('it\'s "\\"\n\u2028\ud800'))).toBe(
      "new X('n', { a: 1, k: 'it\\'s \"\\\\\"\\n\\u2028\\ud800' })",
    )
  })
})

describe('lists', () => {
  it.each([
    ['a list on one line', '["a"]', 1, '["a", "z"]'],
    ['an empty list', '[]', 0, '["z"]'],
    ['a list of lines', '[\n    "a",\n  ]', 1, '[\n    "a",\n    "z",\n  ]'],
    ['a list of lines without trailing comma', '[\n    "a"\n  ]', 1, '[\n    "a",\n    "z"\n  ]'],
    ['an item', '["a", "b"]', 0, '["z", "b"]'],
  ])('%s', (_, list, index, expected) => {
    const text = `new X("n", {\n  l: ${list},\n});`
    expect(put(text, ['l', index], scalar('z'))).toBe(`new X("n", {\n  l: ${expected},\n});`)
  })

  it('a further object hugs as the one before it', () => {
    const content: Content = { kind: 'map', entries: [['b', scalar(1)]] }
    expect(put('new X("n", { l: [{ a: 1 }] })', ['l', 1], content)).toBe(
      'new X("n", { l: [{ a: 1 }, { b: 1 }] })',
    )
  })
})

describe('variables', () => {
  it('the value of one', () => {
    expect(
      edited("const v: string = 'a';", { op: 'put', path: ['variable', 'v'], content: scalar('b') }),
    ).toBe("const v: string = 'b';")
  })

  it('one that others use is overridden where it is used', () => {
    const text = 'const tags = { a: "1" };\nnew X("n", { tags });\nnew X("m", { tags: tags });\n'
    expect(put(text, ['tags', 'k'], scalar('v'))).toBe(
      'const tags = { a: "1" };\nnew X("n", { tags: { ...tags, k: "v" } });\nnew X("m", { tags: tags });\n',
    )
  })

  it.each([
    ['assigned again', 'let p = { a: 1 }; p = { a: 2 };'],
    ['whose member is assigned', 'const p = { a: 1 }; p.a = 2;'],
    ['whose member is deleted', 'const p: any = { a: 1 }; delete p.a;'],
    ['passed to a function', 'const p = { a: 1 }; Object.assign(p, q);'],
    ['under another name', 'const p = { a: 1 }; const r = p; r.a = 2;'],
    ['whose method is called', 'const p = { a: [1] }; p.a.push(2);'],
    ['destructured into', 'const p = { a: 1 }; [p.a] = [2];'],
    ['of a name bound twice', 'var p = { a: 1 }; var p = { a: 2 };'],
    ['that is a parameter', 'const p = { a: 1 }; function f(p: any) { return '],
  ])('one %s is left alone', (_, declaration) => {
    const end = declaration.endsWith('return ') ? '}' : ''
    expect(put(`${declaration}new X("n", p);${end}`, ['k'], scalar(1))).toBe('!TYPESCRIPT_NOT_A_LITERAL')
  })

  it('one that is only read is overridden', () => {
    const text =
      // biome-ignore lint/suspicious/noTemplateCurlyInString: it is what the text holds
      'const p = { a: { b: 1 } };\nconst s = `${p.a.b}`;\nf(p.a.b);\nnew X("n", p);\nconst q = { ...p };'
    expect(put(text, ['k'], scalar(1))).toBe(text.replace('"n", p', '"n", { ...p, k: 1 }'))
  })
})

describe('refusals', () => {
  it.each([
    ['a spread after the key', '{ a: 1, ...base }', '!TYPESCRIPT_SPREAD'],
    ['a conditional spread after the key', '{ a: 1, ...(c ? { a: 2 } : {}) }', '!TYPESCRIPT_SPREAD'],
    ['a computed key after the key', '{ a: 1, [k]: 2 }', '!TYPESCRIPT_COMPUTED_KEY'],
    ['the key written twice', '{ a: 1, a: 2 }', '!TYPESCRIPT_DUPLICATE_KEY'],
    ['an accessor', '{ get a() { return 1 } }', '!TYPESCRIPT_ACCESSOR'],
    ['a method', '{ a() {} }', '!TYPESCRIPT_ACCESSOR'],
    ['a computed object', 'f({ a: 1 })', '!TYPESCRIPT_NOT_A_LITERAL'],
    ['a conditional object', 'c ? { a: 1 } : { a: 2 }', '!TYPESCRIPT_NOT_A_LITERAL'],
  ])('%s', (_, object, expected) => {
    expect(put(`new X("n", ${object})`, ['a'], scalar(3))).toBe(expected)
  })

  it('a key that a computed key before it may be is written only behind it', () => {
    expect(put('new X("n", { [k]: 1, a: 2 })', ['a'], scalar(3))).toBe('new X("n", { [k]: 1, a: 3 })')
    expect(put('new X("n", { [k]: 1 })', ['a'], scalar(3))).toBe('!TYPESCRIPT_COMPUTED_KEY')
  })

  it('a spread of a known object hides only what it holds', () => {
    const text = 'const base = { b: 1 };\nnew X("n", { a: 1, ...base });'
    expect(put(text, ['a'], scalar(2))).toBe(text.replace('a: 1', 'a: 2'))
    expect(put(text.replace('a: 1', 'b: 0'), ['b'], scalar(2))).toBe('!TYPESCRIPT_SPREAD')
  })

  it('missing parents, spread arguments, what is no value', () => {
    expect(put('new X("n", { a: {} })', ['b', 'c'], scalar(1))).toBe('!TYPESCRIPT_PARENT_MISSING')
    expect(put('new X(...all)', ['a'], scalar(1))).toBe('!TYPESCRIPT_SPREAD')
    expect(put('new X("n", { l: [...a, 1] })', ['l', 1], scalar(2))).toBe('!TYPESCRIPT_SPREAD')
    expect(put('new X("n", { l: [1,, 2] })', ['l', 3], scalar(2))).toBe('!TYPESCRIPT_NOT_A_LITERAL')
    expect(edited('new X("n")', { op: 'put', path: ['new', 0], content: scalar(1) })).toBe(
      '!TYPESCRIPT_NOT_A_VALUE',
    )
    expect(put('new X("n", { a: 1 })', ['a'], scalar(Number.NaN))).toBe('!TYPESCRIPT_CONTENT')
    expect(put('new X("n", { a: 1 })', ['a'], { kind: 'block', entries: [] })).toBe('!TYPESCRIPT_CONTENT')
  })

  it('a text with a syntax error', () => {
    expect(put('new X("n", { a: 1 ', ['a'], scalar(2))).toBe('!TYPESCRIPT_SYNTAX')
  })
})
