import { beforeAll, describe, expect, it } from 'vitest'
import type { LocalRego, TestOptions, TestReport } from '../src/index.ts'
import { source, told, toolchain } from './toolchain.ts'

let rego: LocalRego
beforeAll(async () => {
  rego = await toolchain()
})

describe('format', () => {
  it('formats as opa fmt does and says what changed', async () => {
    const messy = source('package a\nimport data.b\nx   if {input.y==1\n   b.c }\n', 'messy.rego')
    const neat = source('package a\n\nx := 1\n', 'neat.rego')
    expect(await rego.format({ modules: [messy, neat] })).toEqual({
      files: [
        {
          file: 'messy.rego',
          text: 'package a\n\nimport data.b\n\nx if {\n\tinput.y == 1\n\tb.c\n}\n',
          changed: true,
        },
        { ...neat, changed: false },
      ],
      diagnostics: [],
    })
  })

  it('leaves out a file that does not parse', async () => {
    const formatted = await rego.format({
      modules: [source('package a\nx := }\n', 'bad.rego'), source('package b\n')],
    })
    expect(formatted.files.map(({ file }) => file)).toEqual(['policy.rego'])
    expect(formatted.diagnostics[0]).toMatchObject({ file: 'bad.rego', start: { line: 2, column: 6 } })
    expect(formatted.diagnostics[0]?.frame).toBe('  1 | package a\n> 2 | x := }\n    |      ^\n  3 |')
  })
})

describe('inspect', () => {
  it('lists packages, imports, rules, documents read and annotations', async () => {
    const text = `# METADATA
# title: Whole
package regraft.aws.x

import data.regraft.fix
import data.regraft.resources as all
import rego.v1

# METADATA
# description: one
deny contains f if {
	some r in all.aws_s3_bucket
	f := fix.set(r, data.limits[input.kind].max)
}

helper(x) := data.regraft.lib.pick(x)
`
    const { modules, annotations, diagnostics } = await rego.inspect({ modules: [source(text)] })
    expect(diagnostics).toEqual([])
    expect(modules).toEqual([
      {
        file: 'policy.rego',
        package: 'data.regraft.aws.x',
        imports: [
          { path: 'data.regraft.fix', row: 5 },
          { path: 'data.regraft.resources', alias: 'all', row: 6 },
          { path: 'rego.v1', row: 7 },
        ],
        rules: ['deny', 'helper'],
        refs: [
          'data.limits',
          'data.regraft.fix',
          'data.regraft.fix.set',
          'data.regraft.lib.pick',
          'data.regraft.resources',
          'data.regraft.resources.aws_s3_bucket',
        ],
      },
    ])
    expect(annotations.map((one) => [one.location.row, one.annotations])).toEqual([
      [3, { scope: 'package', title: 'Whole' }],
      [11, { scope: 'rule', description: 'one' }],
    ])
  })

  it('tells of the files that parse when others do not', async () => {
    const found = await rego.inspect({
      modules: [source('package a\nx := }\n', 'bad.rego'), source('package b\n')],
    })
    expect(found.modules.map((one) => one.package)).toEqual(['data.b'])
    expect(found.diagnostics.length).toBeGreaterThan(0)
  })
})

const tested = source(
  `package t

double(x) := x * 2

unused(x) := x + 1

test_double if double(2) == 4

test_wrong if {
	print("about to fail", double(3))
	trace("noted")
	double(3) == 7
}

test_cases[c.name] if {
	some c in [{"name": "one", "x": 1, "y": 2}, {"name": "two", "x": 2, "y": 5}]
	double(c.x) == c.y
}

todo_test_later if false

test_error if to_number("x")
`,
  't_test.rego',
)

async function run(options: Partial<TestOptions> = {}): Promise<TestReport> {
  const report = await rego.test({ modules: [tested], ...options })
  if (!report.ok) throw new Error(JSON.stringify(report.error))
  return report.value
}

describe('test', () => {
  it('runs every test rule and says how it ended', async () => {
    const { tests, coverage } = await run()
    expect(tests.map(({ name, outcome, row }) => [row, name, outcome])).toEqual([
      [7, 'test_double', 'pass'],
      [9, 'test_wrong', 'fail'],
      [15, 'test_cases', 'fail'],
      [20, 'todo_test_later', 'skip'],
      [22, 'test_error', 'error'],
    ])
    expect(tests[1]?.output).toEqual(['about to fail 6'])
    expect(tests[2]?.cases).toEqual([
      { path: ['one'], pass: true },
      { path: ['two'], pass: false },
    ])
    expect(tests[4]?.diagnostics.map(told)).toEqual([
      {
        code: 'eval_builtin_error',
        message: 'to_number: strconv.ParseFloat: parsing "x": invalid syntax',
        at: 't_test.rego:22:15',
        frame: expect.stringContaining('> 22 | test_error if to_number("x")'),
        hint: undefined,
        details: [],
      },
    ])
    expect(coverage).toBeUndefined()
  })

  it('runs what the filter names', async () => {
    const { tests } = await run({ filter: '^data\\.t\\.test_d' })
    expect(tests.map(({ name }) => name)).toEqual(['test_double'])
    const wrong = await rego.test({ modules: [tested], filter: '(' })
    expect(wrong.ok ? [] : wrong.error).toMatchObject([{ code: 'rego_request_error' }])
  })

  it('measures which lines ran', async () => {
    const { coverage } = await run({ coverage: true, filter: 'test_double|test_cases' })
    const file = coverage?.files['t_test.rego']
    const rows = (
      ranges: typeof file extends undefined ? never : NonNullable<typeof file>['covered'],
    ): number[] => [...new Set(ranges?.map(({ start }) => start.row))]
    expect(rows(file?.covered)).toEqual([3, 7, 15, 16, 17])
    expect(rows(file?.not_covered)).toContain(5)
    expect(file?.covered_lines).toBe(5)
    expect(coverage?.coverage).toBeCloseTo((100 * 5) / (5 + (file?.not_covered_lines ?? 0)), 1)
  })

  it('keeps the trace and its notes', async () => {
    const { tests } = await run({ trace: true, filter: 'test_wrong' })
    expect(tests[0]?.notes).toEqual(['noted'])
    const fails = tests[0]?.trace.filter(({ op, file }) => op === 'Fail' && file !== undefined)
    expect(fails?.map(({ row }) => row)).toEqual([12])
  })

  it('ends a test that takes too long', async () => {
    const slow = source(
      'package s\n\ntest_slow if {\n\tcount([1 | some i in numbers.range(1, 5000); some j in numbers.range(1, 5000); i * j == 7]) == 2\n}\n\ntest_fast if true\n',
    )
    const report = await run({ modules: [slow], timeoutMs: 100 })
    expect(report.tests.map(({ name, outcome }) => [name, outcome])).toEqual([
      ['test_slow', 'error'],
      ['test_fast', 'pass'],
    ])
    expect(report.tests[0]?.diagnostics[0]?.code).toBe('eval_cancel_error')
    expect(report.tests[0]?.diagnostics[0]?.hint).toContain('timeoutMs')
  })
})

describe('evaluate', () => {
  const module = source(
    'package e\n\nx contains y if {\n\tsome y in input.list\n\tprint("saw", y)\n}\n\nz := data.base.n + 1\n',
  )

  it('asks a document', async () => {
    const found = await rego.evaluate({ modules: [module], entrypoint: 'e/x', input: { list: [2, 1, 2] } })
    expect(found).toMatchObject({
      ok: true,
      value: { results: [{ expressions: [{ value: [1, 2] }] }], output: ['saw 2', 'saw 1', 'saw 2'] },
    })
  })

  it('asks a query over data', async () => {
    const found = await rego.evaluate({
      modules: [module],
      query: 'n := data.e.z; n > 1',
      data: { base: { n: 41 } },
    })
    expect(found).toMatchObject({ ok: true, value: { results: [{ bindings: { n: 42 } }] } })
  })

  it('has no result for what is undefined', async () => {
    const found = await rego.evaluate({ modules: [module], entrypoint: 'e/nope' })
    expect(found).toEqual({ ok: true, value: { results: [], output: [] } })
  })

  it('points into a query that is wrong', async () => {
    const found = await rego.evaluate({ modules: [], query: 'x := nope(1)' })
    expect(found.ok ? [] : found.error.map(told)).toMatchObject([
      {
        message: 'undefined function nope',
        at: '<query>:1:6',
        frame: '> 1 | x := nope(1)\n    |      ^^^^^^^',
      },
    ])
  })

  it('reports values that contradict each other', async () => {
    const twice = source('package e\n\nx := 1 if input.a\n\nx := 2 if input.a\n')
    const found = await rego.evaluate({ modules: [twice], entrypoint: 'e/x', input: { a: true } })
    expect(found.ok ? [] : found.error.map(told)).toMatchObject([
      {
        code: 'eval_conflict_error',
        at: 'policy.rego:5:1',
        hint: expect.stringContaining('exclude each other'),
      },
    ])
  })

  it('turns errors of built-ins into undefined unless asked', async () => {
    const options = { modules: [], query: 'x := 1 / 0' }
    expect(await rego.evaluate(options)).toMatchObject({ ok: true, value: { results: [] } })
    const strict = await rego.evaluate({ ...options, builtinErrors: true })
    expect(strict.ok ? [] : strict.error).toMatchObject([
      { code: 'eval_builtin_error', message: 'div: divide by zero' },
    ])
  })

  it('repeats time and randomness', async () => {
    const options = {
      modules: [],
      query: 'now := time.now_ns(); n := rand.intn("a", 1000000); id := uuid.rfc4122("a")',
    }
    const first = await rego.evaluate(options)
    expect(await rego.evaluate(options)).toEqual(first)
    expect(first).toMatchObject({ ok: true, value: { results: [{ bindings: { now: 0 } }] } })
    const later = await rego.evaluate({ ...options, time: '1700000000000000000', seed: 7 })
    expect(later).toMatchObject({
      ok: true,
      value: { results: [{ bindings: { now: 1700000000000000000 } }] },
    })
    expect(later).not.toEqual(first)
  })

  it('stops at its limits, at the same step every time', async () => {
    const query =
      'count([1 | some i in numbers.range(1, 5000); some j in numbers.range(1, 5000); i * j == 7])'
    const steps = await rego.evaluate({ modules: [], query, maxSteps: 100_000 })
    expect(steps.ok ? [] : steps.error).toMatchObject([
      { code: 'eval_limit_error', message: 'evaluation took more than 100000 steps' },
    ])
    const time = await rego.evaluate({ modules: [], query, timeoutMs: 50 })
    expect(time.ok ? [] : time.error).toMatchObject([
      { code: 'eval_limit_error', message: 'evaluation took longer than 50 ms' },
    ])
  })
})

describe('builtin', () => {
  it.each([
    ['sprintf', ['%v is %q', [{ b: [1] }, 'x']], '{"b": [1]} is "x"'],
    ['time.format', [[1700000000000000000, 'Europe/Berlin']], '2023-11-14T23:13:20+01:00'],
    ['semver.compare', ['1.2.3', '1.10.0'], -1],
    ['net.cidr_contains', ['10.0.0.0/8', '10.1.2.3'], true],
    ['units.parse_bytes', ['1.5GiB'], 1610612736],
    ['json.patch', [{ a: 1 }, [{ op: 'add', path: '/b', value: 2 }]], { a: 1, b: 2 }],
    ['yaml.unmarshal', ['a: [1, null]'], { a: [1, null] }],
    ['json.unmarshal', ['null'], null],
    [
      'walk',
      [{ a: 1 }],
      [
        [[], { a: 1 }],
        [['a'], 1],
      ],
    ],
  ] as const)('%s', async (name, args, value) => {
    expect(rego.builtinSync({ name, args })).toMatchObject({ ok: true, value: { defined: true, value } })
    expect(await rego.builtin({ name, args })).toEqual(rego.builtinSync({ name, args }))
  })

  it('keeps sets and big numbers in Rego notation', () => {
    expect(rego.builtinSync({ name: 'union', terms: ['{{3, 1}, {2}}'] })).toMatchObject({
      ok: true,
      value: { value: [1, 2, 3], term: '{1, 2, 3}' },
    })
    const product = rego.builtinSync({ name: 'mul', terms: ['123456789012345678901234567890', '10'] })
    expect(product).toMatchObject({ ok: true, value: { term: '1234567890123456789012345678900' } })
  })

  it.each([
    ['http.send', [{}], 'rego_builtin_refused'],
    ['net.lookup_ip_addr', ['localhost'], 'rego_builtin_refused'],
    ['opa.runtime', [], 'rego_builtin_refused'],
    ['nope', [], 'rego_builtin_error'],
    ['count', [], 'rego_builtin_error'],
    ['count', [5], 'eval_type_error'],
    ['json.unmarshal', ['{'], 'eval_builtin_error'],
    ['json.match_schema', [{}, { $ref: 'http://example.com/x' }], 'eval_builtin_error'],
  ] as const)('%s %j is %s', (name, args, code) => {
    const called = rego.builtinSync({ name, args })
    expect(called.ok ? [] : called.error).toMatchObject([{ code }])
  })
})

describe('versions', () => {
  it('names OPA, Go and the built-ins', async () => {
    const { opa, go, refused, builtins } = await rego.versions()
    expect([opa, go]).toEqual(['1.22.0', 'go1.26.8'])
    expect(refused).toEqual(['http.send', 'net.lookup_ip_addr', 'opa.runtime'])
    expect(builtins.length).toBeGreaterThan(170)
    expect(builtins).toEqual([...builtins].sort())
    expect(builtins.filter((name) => refused.includes(name) || name.startsWith('internal.'))).toEqual([])
  })
})

describe('check with schemas', () => {
  const text = [
    '# METADATA',
    '# title: Doors',
    'package door',
    '',
    'deny contains "open" if input.opne',
    '',
    'deny contains "null" if input.list == null',
    '',
    'deny contains "item" if input.list[_].nam == 1',
  ].join('\n')
  const schema = {
    type: 'object',
    properties: {
      open: { type: 'boolean' },
      list: { type: 'array', items: { type: 'object', properties: { name: { type: 'string' } } } },
    },
  }

  it('types a document in the packages that are named, and says what there is', async () => {
    const found = await rego.check({
      modules: [source(text), source(text.replaceAll('door', 'gate'), 'gate.rego')],
      schemas: [{ packages: ['data.door'], path: 'input', schema }],
    })
    expect(
      found.map(({ file, start, typed, undefined: undef }) => [file, start?.line, typed, undef]),
    ).toEqual([
      ['policy.rego', 5, true, { ref: 'input', path: ['input'], step: 'opne', oneOf: ['list', 'open'] }],
      [
        'policy.rego',
        9,
        true,
        { ref: 'input.list[_]', path: ['input', 'list', null], step: 'nam', oneOf: ['name'] },
      ],
    ])
    expect(found[0]?.hint).toContain('Did you mean `open`?')
  })

  it('says only what is wrong without them while that is not mended', async () => {
    const found = await rego.check({
      modules: [source(`${text}\nx := nowhere`)],
      schemas: [{ packages: ['data.door'], path: 'input', schema }],
    })
    expect(found.map(({ code, typed }) => [code, typed])).toEqual([['rego_unsafe_var_error', undefined]])
  })
})

describe('facts', () => {
  it('are read off the syntax tree, with whole names and places', async () => {
    const text =
      'package a\n\nimport data.lib as l\n\n# why\ndeny contains {"message": "\u{1f600}", "path": ["x", y]} if not l.f(input.z, 1)\n'
    const { modules } = await rego.inspect({ modules: [source(text)], facts: true })
    const facts = modules[0]?.facts
    expect(facts?.rules).toMatchObject([{ name: 'data.a.deny' }])
    expect(facts?.names).toEqual(['data.lib', 'data.lib.f'])
    expect(facts?.calls).toMatchObject([{ name: 'data.lib.f', args: [null, 1], onInput: false }])
    const [negated] = facts?.negated ?? []
    expect(negated?.path).toEqual(['z'])
    expect(text.slice(negated?.at.start, negated?.at.end)).toBe('input')
    expect(facts?.findings).toMatchObject([
      {
        kind: 'object',
        object: {
          members: [
            { key: 'message', value: '\u{1f600}' },
            { key: 'path', value: null, items: ['x'] },
          ],
        },
      },
    ])
    expect(facts?.comments).toMatchObject([{ text: ' why' }])
    expect((await rego.inspect({ modules: [source(text)] })).modules[0]?.facts).toBeUndefined()
  })

  it('a file of more than four megabytes is refused by name', async () => {
    const found = await rego.check({ modules: [source(`package a\n# ${'x'.repeat(2 ** 22)}`)] })
    expect(found).toMatchObject([{ code: 'rego_parse_error', file: 'policy.rego' }])
  })
})
