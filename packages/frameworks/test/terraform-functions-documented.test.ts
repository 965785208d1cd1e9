import type { Json } from '@regraft/model'
import { describe, expect, it } from 'vitest'
import type { FunctionException } from '../oracle/function-exceptions.ts'
import { functionExceptions } from '../oracle/function-exceptions.ts'
import type { CaseRow, DocumentedRow } from '../oracle/function-tables.ts'
import { casesFile, documentedFile, exampleFiles, exampleNames, readRows } from '../oracle/function-tables.ts'
import type { Outcome } from '../oracle/ours.ts'
import { failed, outcome } from '../oracle/ours.ts'
import { fromForm } from '../oracle/read.ts'
import { withoutRanges } from '../oracle/stored.ts'
import { functions } from '../src/terraform/functions/functions.ts'

const documented = readRows<DocumentedRow>(documentedFile)
const cases = readRows<CaseRow>(casesFile)
const values = new Map(exampleNames.vars.map(([name, form]) => [name, fromForm(form)]))

const known = new Map<string, Outcome>()

function ours(expression: string): Outcome {
  let answer = known.get(expression)
  if (answer === undefined) {
    answer = outcome(expression, { values, open: false, folder: exampleFiles })
    known.set(expression, answer)
  }
  return answer
}

function exceptionOf(expression: string): FunctionException | undefined {
  return functionExceptions.find(({ excuses }) => excuses.test(expression))
}

/** Where we do not say what the oracle answers, or what an exception says instead. */
function difference(expression: string, answer: Json): readonly string[] {
  const theirs = answer === failed ? failed : withoutRanges(JSON.stringify(answer))
  const wanted = exceptionOf(expression)?.ours ?? theirs
  const { text, why = '' } = ours(expression)
  return text === wanted ? [] : [`${expression}: wanted ${wanted}, got ${text} ${why}`]
}

/** What a console prints, and what an example says that it does, as plain data: types and the order of sets aside. */
function plain(form: Json): Json {
  const [kind, first, second] = form as readonly Json[]
  switch (kind) {
    case 'n':
      return Number(first)
    case '0':
      return null
    case 'l':
      return (second as readonly Json[]).map(plain)
    case 't':
      return (first as readonly Json[]).map(plain)
    case 'S':
      return (second as readonly Json[]).map(plain).sort()
    case 'm':
    case 'o':
      return Object.fromEntries(
        ((kind === 'm' ? second : first) as readonly [string, Json][]).map(([key, item]) => [
          key,
          plain(item),
        ]),
      )
    default:
      return first as Json
  }
}

describe('functions', () => {
  it('have each a documented example or a case with a value, and a case without one', () => {
    const named = [...Object.keys(functions), 'can', 'try'].sort()
    const withValue = [...documented, ...cases].flatMap(([name, , ...rest]) =>
      Array.isArray(rest[0]) || Array.isArray(rest[1]) ? [name] : [],
    )
    const without = cases.flatMap(([name, , answer]) => (answer === failed ? [name] : []))
    // Those two say what to write instead, whatever they are given.
    expect(named.filter((name) => !withValue.includes(name))).toEqual(['list', 'map'])
    expect(named.filter((name) => !without.includes(name))).toEqual([])
  })
})

/** Examples whose page shows another result than Terraform gives. */
const misprints: ReadonlyMap<string, string> = new Map([
  ['[for i, z in {"i-123"="us-west"', 'a map is walked in the order of its keys'],
  ['templatefile(\n', 'the line breaks beside the directives are not printed'],
])

/** The time, and what is random. */
const impure = /^(?:bcrypt|timestamp|uuid)\(/

function isPrinted(expression: string, printed: string, text: string): boolean {
  if (printed === 'Error' || text === failed) return printed === 'Error' && text === failed
  if (printed === '(sensitive value)') return ours(`issensitive(${expression})`).text === '["b",true]'
  const form = JSON.parse(text) as Json
  const [kind, value] = form as readonly Json[]
  if (kind === '?') return impure.test(expression) || exceptionOf(expression) !== undefined
  if (kind === 's' && String(value).trim() === printed) return true
  const literal = ours(kind === 'S' ? `toset(${printed})` : printed).text
  return literal !== failed && JSON.stringify(plain(JSON.parse(literal))) === JSON.stringify(plain(form))
}

describe('documented examples', () => {
  it('are what the oracle says', () => {
    expect(documented.flatMap(([, expression, , answer]) => difference(expression, answer))).toEqual([])
  })

  it('are what the page prints', () => {
    const differing = documented.filter(
      ([, expression, printed]) => !isPrinted(expression, printed, ours(expression).text),
    )
    const started = [...misprints.keys()]
    expect(
      differing.map(([, expression]) => started.find((start) => expression.startsWith(start)) ?? expression),
    ).toEqual(started)
  })
})

describe('further cases', () => {
  it('are what the oracle says', () => {
    expect(cases.flatMap(([, expression, answer]) => difference(expression, answer))).toEqual([])
  })

  it('say why there is no value', () => {
    expect(cases.map(([, expression]) => ours(expression).why)).toEqual(
      cases.map(([, , , message]) => message),
    )
  })

  it('need every exception', () => {
    const asked = [
      ...documented.map(([, expression, , answer]) => ({ expression, answer })),
      ...cases.map(([, expression, answer]) => ({ expression, answer })),
    ]
    const needed = functionExceptions.filter(({ excuses, ours: instead }) =>
      asked.some(({ expression, answer }) => excuses.test(expression) && JSON.stringify(answer) !== instead),
    )
    expect(needed).toEqual(functionExceptions)
  })
})

describe('functions of OpenTofu that the oracle does not have yet', () => {
  it.each([
    ['convert("true", bool)', '["b",true]'],
    ['convert({}, object({ name = optional(string, "OpenTofu") }))', '["o",[["name",["s","OpenTofu"]]]]'],
    ['convert([1, "a"], list(string))', '["l","s",[["s","1"],["s","a"]]]'],
    ['convert(["a"], any)', '["t",[["s","a"]]]'],
    ['convert(var.unknown, bool)', '["?","b"]'],
    ['assumenotnull(var.unknown)', '["?","any"]'],
  ])('%s', (call, value) => {
    expect(ours(call).text).toBe(value)
  })

  it.each([
    ['convert("a")', 'convert takes 2 arguments, has 1'],
    ['convert("a", bool)', 'a bool is required'],
    ['convert("a", "b")', 'convert: the second argument is no type'],
    ['convert([], object({ a = string }))', 'an object is required'],
  ])('%s', (call, why) => {
    expect(ours(call).why).toBe(why)
  })
})

describe('what is not pure', () => {
  it.each(['timestamp()', 'plantimestamp()', 'uuid()', 'bcrypt("a")', 'bcrypt("a", 10)'])(
    '%s is unknown',
    (call) => {
      expect(ours(call).text).toBe('["?","s",{"nn":true}]')
    },
  )

  it("so is a provider's function, whose arguments have to have values", () => {
    expect(ours('provider::aws::arn_parse("a")').text).toBe('["?","any"]')
    expect(ours('provider::aws::arn_parse(upper({}))').why).toBe('upper: argument str: a string is required')
  })
})
