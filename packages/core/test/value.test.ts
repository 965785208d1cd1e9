import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fromJson, toJson } from '../src/value/json.ts'
import { parseTerm } from '../src/value/parse.ts'
import {
  BigNumber,
  compareValues,
  equalValues,
  printTerm,
  RegoObject,
  RegoSet,
  type RegoValue,
} from '../src/value/value.ts'

const { value } = fc.letrec<{ value: RegoValue }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    fc.constant(null),
    fc.boolean(),
    fc.integer(),
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.bigInt({ min: 2n ** 60n, max: 2n ** 80n }).map((big) => new BigNumber(String(big))),
    fc.string({ unit: 'binary' }),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.array(tie('value'), { maxLength: 4 }).map((items) => new RegoSet(items)),
    fc
      .array(fc.tuple(tie('value'), tie('value')), { maxLength: 4 })
      .map((members) => new RegoObject(members)),
  ),
}))

test('what is printed reads back as the same value', () => {
  fc.assert(
    fc.property(value, (each) => {
      const text = printTerm(each)
      expect(printTerm(parseTerm(text))).toBe(text)
      expect(equalValues(parseTerm(text), each)).toBe(true)
    }),
  )
})

test('values have one order', () => {
  fc.assert(
    fc.property(value, value, value, (a, b, c) => {
      expect(Math.sign(compareValues(a, b))).toBe(-Math.sign(compareValues(b, a)) + 0)
      if (compareValues(a, b) <= 0 && compareValues(b, c) <= 0)
        expect(compareValues(a, c)).toBeLessThanOrEqual(0)
      expect(compareValues(a, b) === 0).toBe(equalValues(a, b))
    }),
  )
})

test('JSON comes back as it went', () => {
  fc.assert(
    fc.property(fc.jsonValue({ noUnicodeString: false }), (json) => {
      const plain = JSON.parse(JSON.stringify(json))
      expect(toJson(fromJson(plain))).toEqual(plain)
      expect(toJson(parseTerm(JSON.stringify(plain)))).toEqual(plain)
    }),
  )
})

test.each([
  ['{1, 2, "a"}', '{1,2,"a"}'],
  ['{2,1,1.0}', '{1.0,2}'],
  ['set()', 'set()'],
  ['{}', '{}'],
  ['{[1]: {2}, "k": null}', '{"k":null,[1]:{2}}'],
  ['100000000000000000000', '100000000000000000000'],
  ['1.0', '1.0'],
  ['.5', '0.5'],
  ['"\\x1b\\a\\v\\U0001f600\\\\x"', '"\\u001b\\u0007\\u000b😀\\\\x"'],
  ['"quote \\" and \\\\"', '"quote \\" and \\\\"'],
])('%s reads as %s', (text, printed) => {
  expect(printTerm(parseTerm(text))).toBe(printed)
})

test.each(['', '{1', '[1,]', '{1:}', '"a', '1 2', 'nope', '{1,2:3}', '"\\"'])('%s is no value', (text) => {
  expect(() => parseTerm(text)).toThrow(SyntaxError)
})

test('long texts and long lists read without running out of stack', () => {
  const long = JSON.stringify('x\\"'.repeat(300_000))
  expect(printTerm(parseTerm(long))).toBe(long)
  const list = `[${Array.from({ length: 200_000 }, (_, i) => i).join(',')}]`
  expect(printTerm(parseTerm(list))).toBe(list)
})
