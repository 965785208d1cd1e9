import { beforeAll, describe, expect, it } from 'vitest'
import type { CheckOptions, LocalRego } from '../src/index.ts'
import { source, told, toolchain } from './toolchain.ts'

let rego: LocalRego
beforeAll(async () => {
  rego = await toolchain()
})

async function check(text: string, options: Partial<CheckOptions> = {}): Promise<readonly object[]> {
  return (await rego.check({ modules: [source(text)], ...options })).map(told)
}

/** One rule on line 3 of a policy. */
function rule(body: string): string {
  return `package test\n\n${body}\n`
}

function frame(line: string, mark: string, after = '  4 |'): string {
  return `  1 | package test\n  2 |\n> 3 | ${line}\n    | ${mark}\n${after}`
}

interface Case {
  readonly name: string
  readonly rule: string
  readonly options?: Partial<CheckOptions>
  readonly code: string
  readonly message: string
  readonly column: number
  readonly mark: string
  readonly hint: RegExp
  readonly details?: readonly string[]
}

const cases: readonly Case[] = [
  {
    name: 'a missing `if`',
    rule: 'deny { true }',
    code: 'rego_parse_error',
    message: '`if` keyword is required before rule body',
    column: 1,
    mark: '^^^^^^^^^^^^^',
    hint: /Write `name if/,
  },
  {
    name: 'a missing `contains`',
    rule: 'deny[x] { x := 1 }',
    code: 'rego_parse_error',
    message: '`contains` keyword is required for partial set rules',
    column: 1,
    mark: '^^^^^^^^^^^^^^^^^^',
    hint: /contains item/,
  },
  {
    name: 'a misspelt built-in',
    rule: 'deny if startwith("ab", "a")',
    code: 'rego_type_error',
    message: 'undefined function startwith',
    column: 9,
    mark: '        ^^^^^^^^^^^^^^^^^^^^',
    hint: /Did you mean `startswith`\?/,
  },
  {
    name: 'a refused built-in',
    rule: 'deny if http.send({"url": "x"})',
    code: 'rego_type_error',
    message: 'undefined function http.send',
    column: 9,
    mark: '        ^^^^^^^^^^^^^^^^^^^^^^^',
    hint: /never reach the network/,
  },
  {
    name: 'the environment',
    rule: 'deny if opa.runtime().env.HOME',
    code: 'rego_type_error',
    message: 'undefined function opa.runtime',
    column: 9,
    mark: '        ^^^^^^^^^^^^^',
    hint: /never reach the network or the environment/,
  },
  {
    name: 'a built-in the host does not provide',
    rule: 'deny if startswith("ab", "a")',
    options: { builtins: ['endswith'] },
    code: 'rego_type_error',
    message: 'undefined function startswith',
    column: 9,
    mark: '        ^^^^^^^^^^^^^^^^^^^^^',
    hint: /OPA has this built-in, but this host does not provide it/,
  },
  {
    name: 'an unsafe variable',
    rule: 'deny if x > 1',
    code: 'rego_unsafe_var_error',
    message: 'var x is unsafe',
    column: 9,
    mark: '        ^^^^^',
    hint: /some x in/,
  },
  {
    name: 'arguments of the wrong type',
    rule: 'deny if "a" + 1 == 2',
    code: 'rego_type_error',
    message: 'plus: invalid argument(s)',
    column: 9,
    mark: '        ^^^^^^^',
    hint: /can never hold/,
    details: ['have: (string, number, ???)', 'want: (x: number, y: number, z: number)'],
  },
  {
    name: 'a path that cannot exist',
    rule: 'x := {"a": 1}.b',
    code: 'rego_type_error',
    message: 'undefined ref: {"a": 1}.b',
    column: 6,
    mark: '     ^^^^^^^^',
    hint: /Nothing is defined/,
    details: ['have: "b"', 'want (one of): ["a"]'],
  },
  {
    name: 'recursion',
    rule: 'x if x',
    code: 'rego_recursion_error',
    message: 'rule data.test.x is recursive: data.test.x -> data.test.x',
    column: 1,
    mark: '^^^^^^',
    hint: /Break the cycle/,
  },
  {
    name: 'a second value for a name',
    rule: 'x if { y := 1; y := 2 }',
    code: 'rego_compile_error',
    message: 'var y assigned above',
    column: 16,
    mark: '               ^',
    hint: /choose another name/,
  },
  {
    name: 'an unused variable, in strict mode',
    rule: 'x if { y := 1 }',
    options: { strict: true },
    code: 'rego_compile_error',
    message: 'assigned var y unused',
    column: 8,
    mark: '       ^^^^^^',
    hint: /Remove it/,
  },
]

describe('a diagnostic', () => {
  it.each(cases)('names $name', async (one) => {
    const [first] = await check(rule(one.rule), one.options)
    expect(first).toEqual({
      code: one.code,
      message: one.message,
      at: `policy.rego:3:${one.column}`,
      frame: frame(one.rule, one.mark),
      hint: expect.stringMatching(one.hint),
      details: one.details ?? [],
    })
  })

  it('is not given for a policy that compiles', async () => {
    expect(await check(rule('x if { y := 1 }'))).toEqual([])
  })

  it('counts columns in UTF-16 units, tabs as one, with CRLF too', async () => {
    const [emoji] = await rego.check({ modules: [source(rule('x if { y := "é😀"; nope(y) }'))] })
    expect(emoji?.start).toEqual({ offset: 33, line: 3, column: 20 })
    expect(emoji?.frame).toContain(`    | ${' '.repeat(19)}^^^^^^^`)
    const [crlf] = await rego.check({ modules: [source('package test\r\n\r\nx if {\r\n\tnope(1)\r\n}\r\n')] })
    expect(crlf?.start).toEqual({ offset: 25, line: 4, column: 2 })
  })

  it('stands at the end of the text when the text ends too soon', async () => {
    const [first] = await check('package test\n\nx if {\n')
    expect(first).toMatchObject({ message: 'unexpected eof token', at: 'policy.rego:4:1' })
  })

  it('points at the metadata that is not YAML', async () => {
    const [first] = await check('# METADATA\n# title: [\npackage test\n')
    expect(first).toMatchObject({ code: 'rego_parse_error', at: 'policy.rego:2:1' })
  })

  it('names files as given, each mistake once, parse errors before all others', async () => {
    const modules = [source('package a\nx := "open\n', 'b/second.rego'), source('', 'a/first.rego')]
    const found = await rego.check({ modules: [...modules, source('package c\nx := nope(1)\n', 'c.rego')] })
    expect(found.map(({ file, message }) => `${file}: ${message}`)).toEqual([
      'b/second.rego: illegal token',
      'b/second.rego: non-terminated string',
      'a/first.rego: empty module',
    ])
  })

  it('refuses brackets that nest too deeply, in strings and comments they do not count', async () => {
    const deep = (open: string, close: string, n: number): string =>
      rule(`x := ${open.repeat(n)}1${close.repeat(n)}`)
    for (const [open, close] of [
      ['[', ']'],
      ['(', ')'],
      ['{"a": ', '}'],
    ] as const) {
      expect(await check(deep(open, close, 256))).toEqual([])
      expect(await check(deep(open, close, 100_000))).toMatchObject([
        { code: 'rego_parse_error', message: 'brackets nest deeper than 256' },
      ])
    }
    expect(
      await check(rule(`x := "${'['.repeat(300)}" # ${'['.repeat(300)}\ny := \`${'{'.repeat(300)}\``)),
    ).toEqual([])
  })

  it('says which file came twice', async () => {
    const twice = await rego.check({ modules: [source('package a'), source('package b')] })
    expect(twice).toMatchObject([
      { code: 'rego_request_error', message: 'file is given twice', file: 'policy.rego' },
    ])
  })

  it('bounds their number', async () => {
    const rules = Array.from({ length: 5000 }, (_, i) => `x${i} := nope(${i})`)
    const found = await check(rule(rules.join('\n')))
    expect(found.length).toBe(201)
    expect(found.at(-1)).toMatchObject({ message: 'error limit reached' })
  })
})

describe('compile', () => {
  it.each([
    [[], 'wasm compilation requires at least one entrypoint'],
    [['test/nope'], 'entrypoint "test/nope" does not refer to a rule or policy decision'],
  ])('refuses the entrypoints %j', async (entrypoints, message) => {
    const compiled = await rego.compile({ modules: [source(rule('x := 1'))], entrypoints })
    expect(compiled.ok ? [] : compiled.error).toMatchObject([
      { code: 'rego_entrypoint_error', message, hint: expect.stringMatching(/package\/path\/rule/) },
    ])
  })

  it('checks as strictly as asked', async () => {
    const options = { modules: [source(rule('x if { y := 1 }'))], entrypoints: ['test/x'] }
    expect((await rego.compile(options)).ok).toBe(true)
    const strict = await rego.compile({ ...options, strict: true })
    expect(strict.ok ? [] : strict.error.map(told)).toMatchObject([{ message: 'assigned var y unused' }])
  })
})
