import { describe, expect, it } from 'vitest'
import {
  anyType,
  boolType,
  listOf,
  mapOf,
  numberType,
  setOf,
  stringType,
  tupleOf,
} from '../src/terraform/language/type.ts'
import type { Value } from '../src/terraform/language/value.ts'
import { nullOf } from '../src/terraform/language/value.ts'
import {
  listOfType,
  literal,
  mapOfType,
  run,
  setOfType,
  shown,
  unknownOf,
} from './terraform-functions-support.ts'

const unknown = unknownOf(stringType)
const secret = (value: Value): Value => ({ ...value, sensitive: true })

describe('conversions of type', () => {
  it.each([
    ['tobool', [true], 'true'],
    ['tobool', ['true'], 'true'],
    ['tobool', [null], 'null(bool)'],
    ['tobool', ['no'], 'failure'],
    ['tobool', [1], 'failure'],
    ['tobool', [unknown], 'unknown(bool)'],
    ['tolist', [['a', 'b', 3]], 'list(string)["a", "b", "3"]'],
    ['tolist', [setOfType(stringType, 'b', 'a')], 'list(string)["a", "b"]'],
    ['tolist', [setOfType(stringType, 'b', unknown)], 'unknown(list(string))'],
    ['tolist', [[]], 'list(any)[]'],
    ['tolist', [listOfType(numberType)], 'list(number)[]'],
    ['tolist', ['a'], 'failure'],
    ['tolist', [[['a'], 'b']], 'failure'],
    ['tolist', [nullOf(setOf(stringType))], 'null(list(string))'],
    ['tolist', [nullOf(stringType)], 'failure'],
    ['tolist', [unknownOf(tupleOf([stringType, numberType]))], 'unknown(list(any))'],
    ['tolist', [unknownOf(anyType)], 'unknown(list(any))'],
    ['tolist', [unknown], 'failure'],
    ['tomap', [{ a: 1, b: 2 }], 'map(number){a = 1, b = 2}'],
    ['tomap', [{ a: 'foo', b: true }], 'map(string){a = "foo", b = "true"}'],
    ['tomap', [['a']], 'failure'],
    ['tomap', [{ a: [], b: 1 }], 'failure'],
    ['tomap', [mapOfType(boolType, {})], 'map(bool){}'],
    ['tonumber', [1], '1'],
    ['tonumber', ['1.50'], '1.5'],
    ['tonumber', [null], 'null(number)'],
    ['tonumber', ['no'], 'failure'],
    ['tonumber', [true], 'failure'],
    ['toset', [['c', 'b', 'b', 'a']], 'set(string)["a", "b", "c"]'],
    ['toset', [['a', 'b', 3]], 'set(string)["3", "a", "b"]'],
    ['toset', [[2, 10, 2, null]], 'set(number)[2, 10, null(number)]'],
    ['toset', [{ a: 1 }], 'failure'],
    ['tostring', ['hello'], '"hello"'],
    ['tostring', [1], '"1"'],
    ['tostring', [true], '"true"'],
    ['tostring', [null], 'null(string)'],
    ['tostring', [[]], 'failure'],
    ['tostring', [unknownOf(numberType)], 'unknown(string)'],
  ] as const)('%s(%j) is %s', (name, args, expected) => {
    expect(shown(name, args)).toBe(expected)
  })

  it.each([
    ['tostring', literal('a')],
    ['tonumber', literal(1)],
    ['tobool', literal(true)],
    ['tolist', listOfType(stringType, 'a')],
    ['toset', setOfType(stringType, 'a')],
    ['tomap', mapOfType(stringType, { a: 'b' })],
    ['tostring', unknown],
  ])('%s hands on what has the type already', (name, value) => {
    expect(run(name, value)).toBe(value)
  })

  it('keeps the literal that a converted value came from', () => {
    const source = { site: { file: 'main.tf' } }
    expect(run('tonumber', { ...literal('12'), source })).toEqual({ kind: 'number', value: 12, source })
  })
})

describe('sensitive values', () => {
  const a = literal('a')

  it.each([
    ['sensitive', [a], 'sensitive "a"'],
    ['sensitive', [unknown], 'sensitive unknown(string)'],
    ['nonsensitive', [secret(a)], '"a"'],
    ['nonsensitive', [a], '"a"'],
    ['issensitive', [secret(a)], 'true'],
    ['issensitive', [a], 'false'],
    ['issensitive', [[secret(a)]], 'false'],
    ['issensitive', [unknown], 'unknown(bool)!'],
    ['upper', [secret(a)], 'sensitive "A"'],
    ['trimspace', [secret(a)], 'sensitive "a"'],
    ['startswith', [a, secret(a)], 'sensitive true'],
    ['join', [',', [secret(a), 'b']], 'sensitive "a,b"'],
    ['length', [[secret(a)]], '1'],
    ['length', [secret(literal([1]))], 'sensitive 1'],
    ['element', [[secret(a), 'b'], 1], '"b"'],
    ['element', [[secret(a), 'b'], 0], 'sensitive "a"'],
    ['element', [secret(literal(['a', 'b'])), 1], 'sensitive "b"'],
    ['lookup', [{ x: 1 }, 'x', secret(a)], '1'],
    ['lookup', [{ x: 1 }, 'y', secret(a)], 'sensitive "a"'],
    ['merge', [{ x: secret(a) }, { y: 1 }], '{x = sensitive "a", y = 1}'],
    ['merge', [secret(literal({ x: 'a' })), { y: 1 }], 'sensitive {x = "a", y = 1}'],
    ['flatten', [[secret(literal(['a'])), 'b']], 'sensitive ["a", "b"]'],
    ['flatten', [[[secret(a)], 'b']], '[sensitive "a", "b"]'],
    ['coalesce', [null, 'b', secret(a)], 'sensitive "b"'],
    ['format', ['%s', secret(unknown)], 'sensitive unknown(string)!'],
  ] as const)('%s(%j) is %s', (name, args, expected) => {
    expect(shown(name, args)).toBe(expected)
  })

  it('keeps the source of an element of something sensitive', () => {
    const source = { site: { file: 'main.tf' } }
    const element = run('element', secret(literal([{ ...a, source }])), 0)
    expect(element).toEqual({ ...a, source, sensitive: true })
  })

  it('hands everything on that is not ephemeral', () => {
    for (const value of [a, unknown, literal([a]), literal(null)])
      expect(run('ephemeralasnull', value)).toBe(value)
    expect(run('nonsensitive', unknownOf(mapOf(listOf(stringType))))).toEqual(
      unknownOf(mapOf(listOf(stringType))),
    )
  })
})
