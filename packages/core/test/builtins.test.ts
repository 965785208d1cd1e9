import { readFileSync } from 'node:fs'
import { loadRego } from '@regraft/rego/node'
import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import { families, hostBuiltins } from '../src/builtins/families.ts'
import { type BuiltinTable, callBuiltin } from '../src/builtins/table.ts'
import { refusedBuiltins } from '../src/index.ts'
import { fromJson } from '../src/value/json.ts'
import { parseTerm } from '../src/value/parse.ts'
import { printTerm } from '../src/value/value.ts'

const runs = Number(process.env['REGRAFT_RUNS'] ?? 150)

/** Name, arguments and result in Rego notation; null: the call is undefined. All of them agree with OPA 1.22. */
type Call = readonly [name: string, terms: readonly string[], result: string | null]
const calls = JSON.parse(
  readFileSync(new URL('fixtures/builtin-calls.json', import.meta.url), 'utf8'),
) as readonly Call[]

const crashed = 'crashed'
const tables: { [name: string]: BuiltinTable[string] } = {}
let opa: (name: string, terms: readonly string[]) => string | null

beforeAll(async () => {
  for (const family of families) Object.assign(tables, await family.load())
  const rego = await loadRego()
  opa = (name, terms) => {
    const called = rego.builtinSync({ name, terms })
    // OPA 1.22 itself breaks on some calls, such as merging `2::/16` with itself.
    if (!called.ok && called.error[0]?.code === 'rego_internal_error') return crashed
    return called.ok && called.value.term !== undefined ? printTerm(parseTerm(called.value.term)) : null
  }
})

function ours(name: string, terms: readonly string[]): string | null {
  const builtin = tables[name]
  if (builtin === undefined) throw new Error(`no built-in ${name}`)
  return callBuiltin(builtin, terms) ?? null
}

function agree(name: string, ...terms: readonly string[]): void {
  const theirs = opa(name, terms)
  if (theirs !== crashed) expect(ours(name, terms)).toBe(theirs)
}

function term(value: unknown): string {
  return printTerm(fromJson(value as never))
}

describe.each([...new Set(calls.map(([name]) => name))])('%s', (name) => {
  const own = calls.filter(([each]) => each === name)
  test('answers as OPA does', () => {
    expect(own.map(([, terms]) => [terms, ours(name, terms)])).toEqual(
      own.map(([, terms, result]) => [terms, result]),
    )
  })

  test('OPA still answers so', () => {
    expect(own.map(([, terms]) => [terms, opa(name, terms)])).toEqual(
      own.map(([, terms, result]) => [terms, result]),
    )
  })

  test('takes arguments of any type without harm', () => {
    const values = [
      'null',
      'true',
      '0',
      '-1.5',
      '""',
      '"x"',
      '[]',
      '[1,"a"]',
      '{}',
      '{"a":[1]}',
      '{1,"b"}',
      'set()',
    ]
    const arity = own[0]?.[1].length ?? 1
    for (const value of values) {
      const terms = Array.from({ length: arity }, () => value)
      const result = ours(name, terms)
      if (result !== null) expect(printTerm(parseTerm(result))).toBe(result)
    }
  })
})

test('every built-in of the host is in its family, and nothing else', async () => {
  for (const { names, load } of families) expect(Object.keys(await load()).sort()).toEqual([...names].sort())
  const names = families.flatMap((family) => family.names)
  expect(new Set(names).size).toBe(names.length)
  const tried = new Set(calls.map(([name]) => name))
  const untried = names.filter((name) => !tried.has(name))
  expect(untried.sort()).toEqual([
    'internal.print',
    'internal.test_case',
    'rand.intn',
    'trace',
    'uuid.rfc4122',
  ])
})

test('OPA knows every built-in of the list, and no refused one is in it', async () => {
  const { builtins, refused } = await (await loadRego()).versions()
  const known = new Set(builtins)
  // Operators and what the compiler puts in are not calls of a policy's own.
  const implied =
    /^(?:internal\..+|rego\.metadata\..+|print|and|or|assign|eq|equal|neq|[gl]te?|plus|minus|mul|div|rem)$/
  expect(hostBuiltins.filter((name) => !known.has(name) && !implied.test(name))).toEqual([])
  expect(hostBuiltins.filter((name) => refusedBuiltins.includes(name))).toEqual([])
  expect([...refused].sort()).toEqual([...refusedBuiltins].sort())
})

test('what is random in OPA is decided by its key alone', () => {
  expect(ours('uuid.rfc4122', ['"a"'])).toBe(ours('uuid.rfc4122', ['"a"']))
  expect(ours('uuid.rfc4122', ['"a"'])).not.toBe(ours('uuid.rfc4122', ['"b"']))
  expect(ours('uuid.rfc4122', ['"a"'])).toMatch(
    /^"[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}"$/,
  )
  const draws = Array.from({ length: 200 }, (_, i) => Number(ours('rand.intn', [`"${i}"`, '6'])))
  expect(new Set(draws)).toEqual(new Set([0, 1, 2, 3, 4, 5]))
  expect(ours('rand.intn', ['"a"', '0'])).toBe('0')
})

test('what policies say while they are written is accepted and dropped', () => {
  expect(ours('trace', ['"note"'])).toBe('true')
  expect(ours('trace', ['1'])).toBeNull()
  expect(ours('internal.print', ['[{"a"}]'])).toBe('true')
})

describe('agrees with OPA on', () => {
  const number = fc.oneof(
    fc.integer(),
    fc.maxSafeInteger(),
    fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e15, max: 1e15 }),
  )

  test('any format of sprintf', () => {
    const spec = fc
      .tuple(
        fc.subarray(['+', '-', ' ', '0', '#']),
        fc.constantFrom('', '1', '5', '12'),
        fc.constantFrom('', '.0', '.2', '.7'),
        fc.constantFrom(...'vdsqoOcUeEfFgGt'),
      )
      .map(([flags, width, precision, verb]) => `%${flags.join('')}${width}${precision}${verb}`)
    const argument = fc.oneof(
      number,
      fc.string({ unit: 'grapheme', maxLength: 8 }),
      fc.boolean(),
      fc.array(fc.integer(), { maxLength: 3 }),
    )
    fc.assert(
      fc.property(fc.array(spec, { maxLength: 4 }), fc.array(argument, { maxLength: 4 }), (specs, values) => {
        const terms = [JSON.stringify(specs.join('|')), term(values)]
        agree('sprintf', ...terms)
      }),
      { numRuns: runs },
    )
  })

  test('texts and documents in YAML', () => {
    const document = fc.jsonValue({ maxDepth: 3, stringUnit: 'grapheme-ascii' })
    fc.assert(
      fc.property(document, (value) => {
        const written = ours('yaml.marshal', [term(value)])
        expect(written).toBe(opa('yaml.marshal', [term(value)]))
        if (written === null) return
        agree('yaml.unmarshal', written)
      }),
      { numRuns: runs },
    )
    const text = fc.string({ unit: fc.constantFrom(...'ab1 \n:-#\'"[]{}&*!|>%@`,?~.0x_'), maxLength: 12 })
    fc.assert(
      fc.property(text, (value) => {
        const terms = [JSON.stringify(value)]
        agree('yaml.marshal', ...terms)
      }),
      { numRuns: runs },
    )
  })

  test('regular expressions', () => {
    const pattern = fc.stringMatching(/^(?:[ab.]|\([ab]+\)|[ab][*+?]|\[ab\]|\^|\$|\|){1,6}$/)
    const subject = fc.string({ unit: fc.constantFrom('a', 'b', 'é', '\n'), maxLength: 8 })
    const replacement = fc.stringMatching(/^(?:x|\$0|\$1|\$\{1\}|\$\$|\$x){0,3}$/)
    fc.assert(
      fc.property(pattern, subject, replacement, (regex, value, template) => {
        const [p, s, r] = [regex, value, template].map((each) => JSON.stringify(each)) as [
          string,
          string,
          string,
        ]
        agree('regex.replace', s, p, r)
        agree('regex.split', p, s)
        agree('regex.find_n', p, s, '-1')
      }),
      { numRuns: runs },
    )
  })

  test('moments and durations', () => {
    const moment = fc.bigInt({ min: 0n, max: 4_000_000_000_000_000_000n }).map(String)
    const zone = fc.constantFrom(
      'UTC',
      'America/New_York',
      'Europe/Berlin',
      'Asia/Kolkata',
      'Australia/Lord_Howe',
    )
    fc.assert(
      fc.property(moment, moment, zone, fc.integer({ min: -40, max: 40 }), (a, b, name, count) => {
        const at = `[${a},"${name}"]`
        for (const builtin of ['time.format', 'time.clock', 'time.date', 'time.weekday']) agree(builtin, at)
        agree('time.diff', at, b)
        const shift = [at, '0', String(count), String(-count)]
        agree('time.add_date', ...shift)
      }),
      { numRuns: runs },
    )
  })

  test('networks', () => {
    const address = fc.oneof(fc.ipV4(), fc.ipV6())
    const cidr = fc.tuple(address, fc.integer({ min: 0, max: 130 })).map(([ip, size]) => `${ip}/${size}`)
    fc.assert(
      fc.property(fc.array(cidr, { maxLength: 5 }), fc.oneof(address, cidr), (list, other) => {
        for (const each of list) {
          const terms = [JSON.stringify(each)]
          agree('net.cidr_is_valid', ...terms)
        }
        const valid = list.filter((each) => opa('net.cidr_is_valid', [JSON.stringify(each)]) === 'true')
        agree('net.cidr_merge', term(valid))
        const pairs = [term(valid), JSON.stringify(other)]
        agree('net.cidr_contains_matches', ...pairs)
      }),
      { numRuns: runs },
    )
  })
})
