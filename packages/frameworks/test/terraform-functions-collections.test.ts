import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  anyType,
  boolType,
  listOf,
  mapOf,
  numberType,
  objectOf,
  setOf,
  stringType,
  tupleOf,
} from '../src/terraform/language/type.ts'
import type { Value } from '../src/terraform/language/value.ts'
import { isMapping, isSequence, nullOf } from '../src/terraform/language/value.ts'
import {
  listOfType,
  literal,
  mapOfType,
  run,
  setOfType,
  shown,
  text,
  unknownOf,
} from './terraform-functions-support.ts'

const unknown = unknownOf(stringType)
const untyped = unknownOf(anyType)
const letters = (...items: readonly string[]): Value => listOfType(stringType, ...items)
const numbers = (...items: readonly number[]): Value => listOfType(numberType, ...items)
const object = unknownOf(objectOf(new Map([['a', stringType]])))

describe('functions that ask', () => {
  it.each([
    ['alltrue', [['true', true]], 'true'],
    ['alltrue', [[true, false]], 'false'],
    ['alltrue', [[]], 'true'],
    ['alltrue', [[true, null]], 'false'],
    ['alltrue', [[true, unknownOf(boolType)]], 'unknown(bool)!'],
    ['alltrue', [[false, unknownOf(boolType)]], 'false'],
    ['alltrue', [['x']], 'failure'],
    ['anytrue', [[false, 'true']], 'true'],
    ['anytrue', [[]], 'false'],
    ['anytrue', [[unknownOf(boolType), true]], 'true'],
    ['anytrue', [[unknownOf(boolType), null]], 'unknown(bool)!'],
    ['contains', [['a', 'b', 'c'], 'a'], 'true'],
    ['contains', [['a', 'b', 'c'], 'd'], 'false'],
    ['contains', [[1, 2], '1'], 'false'],
    ['contains', [['a', unknown], 'a'], 'true'],
    ['contains', [['b', unknown], 'a'], 'unknown(bool)!'],
    ['contains', [['b', unknown], 1], 'false'],
    ['contains', [['b', unknownOf(stringType, { notNull: true })], 1], 'false'],
    ['contains', [['b', unknownOf(stringType, { notNull: true, prefix: 'x' })], 'a'], 'false'],
    ['contains', [[{ a: [1] }], { a: [1] }], 'true'],
    ['contains', [['a'], null], 'unknown(any)'],
    ['contains', [['a'], nullOf(stringType)], 'false'],
    ['contains', [{ a: 1 }, 1], 'failure'],
    ['contains', [['a'], untyped], 'unknown(any)'],
    ['index', [['a', 'b', 'c'], 'b'], '1'],
    ['index', [['a'], 'b'], 'failure'],
    ['index', [[], 'b'], 'failure'],
    ['index', [setOfType(stringType, 'a'), 'a'], 'failure'],
    ['index', [['a', unknown, 'b'], 'b'], 'unknown(number)!'],
    ['length', [[]], '0'],
    ['length', [['a', unknown]], '2'],
    ['length', [{ a: 'b' }], '1'],
    ['length', ['hello'], '5'],
    ['length', ['👨‍👩‍👧e\u0301\r\n'], '3'],
    ['length', [5], 'failure'],
    ['length', [null], 'failure'],
    ['length', [unknown], 'unknown(number)!'],
    ['length', [untyped], 'unknown(number)!'],
    ['length', [unknownOf(numberType)], 'failure'],
    ['length', [unknownOf(tupleOf([stringType, stringType]))], '2'],
    ['length', [object], '1'],
    ['length', [unknownOf(listOf(stringType), { length: { min: 2, max: 2 } })], '2'],
    ['length', [setOfType(stringType, 'a', unknown)], 'unknown(number)!'],
    ['length', [setOfType(stringType, unknown)], '1'],
    [
      'matchkeys',
      [['i-123', 'i-abc', 'i-def'], ['us-west', 'us-east', 'us-east'], ['us-east']],
      'list(string)["i-abc", "i-def"]',
    ],
    ['matchkeys', [['a'], [1], ['1']], 'list(string)["a"]'],
    ['matchkeys', [['a'], ['b'], []], 'list(string)[]'],
    ['matchkeys', [['a', 'b'], ['c'], ['c']], 'failure'],
    ['matchkeys', [['a'], [unknown], ['c']], 'unknown(list(string))!'],
    ['one', [[]], 'null(any)'],
    ['one', [letters()], 'null(string)'],
    ['one', [['a']], '"a"'],
    ['one', [['a', 'b']], 'failure'],
    ['one', [{}], 'failure'],
    ['one', [[null]], 'null(any)'],
    ['one', [unknownOf(listOf(stringType))], 'unknown(string)'],
    ['one', [setOfType(stringType, 'a', unknown)], 'unknown(string)'],
  ] as const)('%s(%j) is %s', (name, args, expected) => {
    expect(shown(name, args)).toBe(expected)
  })
})

describe('functions that make sequences', () => {
  it.each([
    ['chunklist', [['a', 'b', 'c'], 2], 'list(list(string))[list(string)["a", "b"], list(string)["c"]]'],
    ['chunklist', [['a', 'b'], 0], 'list(list(string))[list(string)["a", "b"]]'],
    ['chunklist', [letters(), 2], 'list(list(string))[]'],
    ['chunklist', [['a'], -1], 'failure'],
    ['chunklist', [unknownOf(listOf(stringType)), 2], 'unknown(list(list(string)))!'],
    ['coalesce', ['a', 'b'], '"a"'],
    ['coalesce', ['', 'b'], '"b"'],
    ['coalesce', [1, 2], '1'],
    ['coalesce', [null, 'a'], '"a"'],
    ['coalesce', ['', 5], '"5"'],
    ['coalesce', [1, 'hello'], '"1"'],
    ['coalesce', [null, unknown, 'a'], 'unknown(string)!'],
    ['coalesce', ['a', unknown], '"a"'],
    ['coalesce', [null, ''], 'failure'],
    ['coalesce', [], 'failure'],
    ['coalesce', [['a'], true], 'failure'],
    ['coalescelist', [['a', 'b'], ['c']], '["a", "b"]'],
    ['coalescelist', [[], ['c', 'd']], '["c", "d"]'],
    ['coalescelist', [letters(), unknownOf(listOf(stringType))], 'unknown(any)'],
    ['coalescelist', [nullOf(listOf(stringType)), letters('a')], 'list(string)["a"]'],
    ['coalescelist', [[], []], 'failure'],
    ['coalescelist', [], 'failure'],
    ['coalescelist', [setOfType(stringType, 'a')], 'failure'],
    ['compact', [['a', '', 'b', null, 'c']], 'list(string)["a", "b", "c"]'],
    ['compact', [['a', unknown]], 'unknown(list(string))!'],
    [
      'concat',
      [
        ['a', ''],
        ['b', 'c'],
      ],
      '["a", "", "b", "c"]',
    ],
    ['concat', [letters('a'), numbers(1)], 'list(string)["a", "1"]'],
    ['concat', [letters('a'), [true]], '["a", true]'],
    ['concat', [letters('a'), unknownOf(listOf(stringType))], 'unknown(list(string))!'],
    ['concat', [[1], unknownOf(listOf(stringType))], 'unknown(any)'],
    ['concat', [[1], unknownOf(tupleOf([boolType]))], 'unknown(tuple([number, bool]))!'],
    ['concat', [setOfType(stringType, 'a')], 'failure'],
    ['concat', [], 'failure'],
    ['concat', [['a'], null], 'failure'],
    ['distinct', [['a', 'b', 'a', 'c', 'd', 'b']], 'list(string)["a", "b", "c", "d"]'],
    ['distinct', [[1, '1', null, null]], 'list(string)["1", null(string)]'],
    ['distinct', [['a', unknown]], 'unknown(list(string))!'],
    ['element', [['a', 'b', 'c'], 1], '"b"'],
    ['element', [['a', 'b', 'c'], 3], '"a"'],
    ['element', [['a', 'b', 'c'], -1], '"c"'],
    ['element', [['a', 'b', 'c'], -4], '"c"'],
    ['element', [[], 0], 'failure'],
    ['element', [['a'], 0.5], 'failure'],
    ['element', [setOfType(stringType, 'a'), 0], 'failure'],
    ['element', [unknownOf(listOf(stringType)), 0], 'unknown(string)'],
    ['element', [['a', 1], unknownOf(numberType)], 'unknown(any)'],
    ['element', [unknownOf(tupleOf([stringType, boolType])), 1], 'unknown(bool)'],
    ['flatten', [[['a', 'b'], [], ['c']]], '["a", "b", "c"]'],
    ['flatten', [[[['a', 'b'], []], ['c']]], '["a", "b", "c"]'],
    ['flatten', [[['a', unknown], null]], '["a", unknown(string), null(any)]'],
    ['flatten', [[['a'], unknownOf(listOf(stringType))]], 'unknown(any)'],
    ['flatten', [[['a'], untyped]], 'unknown(any)'],
    ['flatten', [[['a'], setOfType(stringType, 'b', unknown)]], 'unknown(any)'],
    ['flatten', [letters('a')], '["a"]'],
    ['flatten', [{ a: [] }], 'failure'],
    ['reverse', [[1, 'b', true]], '[true, "b", 1]'],
    ['reverse', [setOfType(stringType, 'b', 'a')], 'list(string)["b", "a"]'],
    ['reverse', [unknownOf(tupleOf([stringType, boolType]))], 'unknown(tuple([bool, string]))!'],
    ['reverse', ['abc'], 'failure'],
    ['slice', [['a', 'b', 'c', 'd'], 1, 3], '["b", "c"]'],
    ['slice', [letters('a', 'b'), 2, 2], 'list(string)[]'],
    ['slice', [['a'], 0, 2], 'failure'],
    ['slice', [['a', 'b'], 2, 1], 'failure'],
    ['slice', [['a'], -1, 1], 'failure'],
    ['slice', [setOfType(stringType, 'a'), 0, 1], 'failure'],
    ['slice', [unknownOf(listOf(stringType)), 0, 1], 'unknown(list(string))!'],
    ['slice', [['a', 1], 0, unknownOf(numberType)], 'unknown(any)'],
    ['slice', [['a', 1], 3, unknownOf(numberType)], 'failure'],
    ['list', ['a'], 'failure'],
    ['map', ['a', 'b'], 'failure'],
  ] as const)('%s(%j) is %s', (name, args, expected) => {
    expect(shown(name, args)).toBe(expected)
  })
})

describe('functions of sets', () => {
  it.each([
    [
      'setintersection',
      [
        ['a', 'b'],
        ['b', 'c'],
        ['b', 'd'],
      ],
      'set(string)["b"]',
    ],
    ['setintersection', [[1], ['1']], 'set(string)["1"]'],
    ['setintersection', [['a'], [unknown]], 'unknown(set(string))!'],
    ['setintersection', [['a'], 'a'], 'failure'],
    [
      'setsubtract',
      [
        ['a', 'b', 'c'],
        ['a', 'c'],
      ],
      'set(string)["b"]',
    ],
    ['setsubtract', [letters('a'), []], 'set(string)["a"]'],
    ['setsubtract', [['a'], ['a'], ['a']], 'failure'],
    ['setunion', [['a', 'b'], ['b', 'c'], ['d']], 'set(string)["a", "b", "c", "d"]'],
    ['setunion', [['b'], [unknown]], 'set(string)["b", unknown(string)]'],
    ['setunion', [[], []], 'set(any)[]'],
    ['setunion', [[['a']], [true]], 'failure'],
    [
      'setproduct',
      [
        ['app1', 'app2'],
        ['dev', 'prod'],
      ],
      'list(tuple([string, string]))[["app1", "dev"], ["app1", "prod"], ["app2", "dev"], ["app2", "prod"]]',
    ],
    [
      'setproduct',
      [setOfType(stringType, 'b', 'a'), [1]],
      'set(tuple([string, number]))[["a", 1], ["b", 1]]',
    ],
    ['setproduct', [['a', 1], [true]], 'list(tuple([string, bool]))[["a", true], ["1", true]]'],
    ['setproduct', [['a'], []], 'list(tuple([string, any]))[]'],
    ['setproduct', [['a']], 'failure'],
    ['setproduct', [['a'], { b: 1 }], 'failure'],
    ['setproduct', [['a', []], ['b']], 'failure'],
    ['setproduct', [['a'], untyped], 'unknown(any)'],
    ['setproduct', [['a', 'b'], unknownOf(setOf(stringType))], 'unknown(set(tuple([string, string])))!'],
    [
      'setproduct',
      [['a', 'b'], unknownOf(listOf(stringType), { length: { min: 1, max: 3 } })],
      'unknown(list(tuple([string, string])))! 1 to 6',
    ],
    ['setproduct', [[], unknownOf(listOf(stringType))], 'unknown(list(tuple([any, string])))!'],
  ] as const)('%s(%j) is %s', (name, args, expected) => {
    expect(shown(name, args)).toBe(expected)
  })

  it('does not make a product that fills the memory', () => {
    const many = listOfType(numberType, ...Array.from({ length: 1000 }, (_, i) => i))
    expect(shown('setproduct', [many, many])).toBe('failure')
    expect(shown('setproduct', [many, many, many, many, letters()])).toBe(
      'list(tuple([number, number, number, number, string]))[]',
    )
  })

  it('treats arguments as sets whatever their order', () => {
    const set = fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'd', 'e'))
    fc.assert(
      fc.property(set, set, (a, b) => {
        const expected = (items: readonly string[]): string => text(setOfType(stringType, ...items))
        expect(text(run('setunion', letters(...a), letters(...b)))).toBe(expected([...a, ...b]))
        expect(text(run('setintersection', letters(...a), letters(...b)))).toBe(
          expected(a.filter((item) => b.includes(item))),
        )
        expect(text(run('setsubtract', letters(...a), letters(...b)))).toBe(
          expected(a.filter((item) => !b.includes(item))),
        )
      }),
    )
  })
})

describe('functions of maps', () => {
  it.each([
    ['keys', [{ b: 1, a: 2 }], '["a", "b"]'],
    ['keys', [mapOfType(numberType, { b: 1, a: 2 })], 'list(string)["a", "b"]'],
    ['keys', [object], '["a"]'],
    ['keys', [unknownOf(mapOf(stringType))], 'unknown(list(string))!'],
    ['keys', [untyped], 'unknown(any)'],
    ['keys', [['a']], 'failure'],
    ['values', [{ b: 1, a: 'x' }], '["x", 1]'],
    ['values', [mapOfType(numberType, { b: 1, a: 2 })], 'list(number)[2, 1]'],
    ['values', [object], 'unknown(tuple([string]))!'],
    ['values', ['a'], 'failure'],
    ['lookup', [{ a: 'ay', b: 'bee' }, 'a', 'what?'], '"ay"'],
    ['lookup', [{ a: 'ay', b: 'bee' }, 'c', 'what?'], '"what?"'],
    ['lookup', [{ a: 'ay' }, 'c', ['x']], '["x"]'],
    ['lookup', [{ a: 'ay' }, 'a'], '"ay"'],
    ['lookup', [{ a: 'ay' }, 'c'], 'failure'],
    ['lookup', [{ a: 'ay' }, 'c', 1, 2], 'failure'],
    ['lookup', [{ a: null }, 'a', 'x'], 'null(any)'],
    ['lookup', [{ a: unknown, b: 1 }, 'b', 2], '1'],
    ['lookup', [mapOfType(stringType, { a: 'x' }), 'c', 1], '"1"'],
    ['lookup', [mapOfType(stringType, { a: 'x' }), 'a', ['y']], 'failure'],
    ['lookup', [mapOfType(stringType, { a: 'x' }), 'c'], 'failure'],
    ['lookup', [mapOfType(stringType, { a: 'x' }), 'c', null], 'null(string)'],
    ['lookup', [mapOfType(stringType, { a: 'x' }), 'c', unknown], 'unknown(string)'],
    ['lookup', [unknownOf(mapOf(stringType)), 'a', 'b'], 'unknown(string)'],
    ['lookup', [object, 'a', 1], 'unknown(string)'],
    ['lookup', [object, 'b', 1], 'unknown(number)'],
    ['lookup', [{ a: 1 }, unknown, 1], 'unknown(any)'],
    ['lookup', [null, 'a', 1], 'failure'],
    ['lookup', [['a'], 'a', 1], 'failure'],
    [
      'merge',
      [
        { a: 'b', c: 'd' },
        { e: 'f', c: 'z' },
      ],
      '{a = "b", c = "z", e = "f"}',
    ],
    ['merge', [{ a: 'b' }, { a: [1, 2] }], '{a = [1, 2]}'],
    ['merge', [mapOfType(stringType, { a: 'b' }), { c: 1 }], '{a = "b", c = 1}'],
    [
      'merge',
      [mapOfType(stringType, { a: 'b' }), mapOfType(stringType, { c: 'd' })],
      'map(string){a = "b", c = "d"}',
    ],
    ['merge', [], '{}'],
    ['merge', [null, { a: 1 }], '{a = 1}'],
    ['merge', [nullOf(mapOf(stringType)), mapOfType(stringType, { a: 'b' })], 'map(string){a = "b"}'],
    ['merge', [{ a: 1 }, ['a']], 'failure'],
    ['merge', [{ a: 1 }, object], 'unknown(object({a=string}))!'],
    ['merge', [{ a: 1 }, unknownOf(mapOf(stringType))], 'unknown(any)'],
    ['merge', [mapOfType(stringType, {}), unknownOf(mapOf(stringType))], 'unknown(map(string))!'],
    ['merge', [{ a: unknown }, { b: 1 }], '{a = unknown(string), b = 1}'],
    ['merge', [{ a: 1 }, untyped], 'unknown(any)'],
    [
      'transpose',
      [{ a: ['1', '2'], b: ['2', '3'] }],
      'map(list(string)){1 = list(string)["a"], 2 = list(string)["a", "b"], 3 = list(string)["b"]}',
    ],
    ['transpose', [{ a: [unknown] }], 'unknown(map(list(string)))!'],
    ['transpose', [{ a: null }], 'failure'],
    ['transpose', [{ a: [null] }], 'failure'],
    [
      'zipmap',
      [
        ['a', 'b'],
        [1, 'x'],
      ],
      '{a = 1, b = "x"}',
    ],
    ['zipmap', [['a', 'a'], numbers(1, 2)], 'map(number){a = 2}'],
    ['zipmap', [['a', 'b'], [1]], 'failure'],
    [
      'zipmap',
      [
        ['a', null],
        [1, 2],
      ],
      'failure',
    ],
    ['zipmap', [[unknown], [1]], 'unknown(any)'],
    ['zipmap', [[unknown], numbers(1)], 'unknown(map(number))!'],
    ['zipmap', [['a'], 1], 'failure'],
  ] as const)('%s(%j) is %s', (name, args, expected) => {
    expect(shown(name, args)).toBe(expected)
  })
})

describe('what collections keep of where values came from', () => {
  const a = literal('a')
  const b = literal('b')
  const found = (value: Value): readonly Value[] => {
    if (isSequence(value)) return value.items.flatMap(found)
    return isMapping(value) ? [...value.entries.values()].flatMap(found) : [value]
  }

  it.each([
    ['chunklist', [listOfType(stringType, b, a), 1], [b, a]],
    ['coalesce', ['', a, b], [a]],
    ['coalescelist', [[], [a, b]], [a, b]],
    ['compact', [[a, '', b]], [a, b]],
    ['concat', [[b], [a]], [b, a]],
    ['concat', [letters(), listOfType(stringType, a)], [a]],
    ['distinct', [[b, a, 'b']], [b, a]],
    ['element', [[a, b], 3], [b]],
    ['flatten', [[[b], [[a]]]], [b, a]],
    ['lookup', [{ x: a }, 'x', b], [a]],
    ['lookup', [{ x: a }, 'y', b], [b]],
    ['lookup', [mapOfType(stringType, { x: a }), 'y', b], [b]],
    ['matchkeys', [[a, b], [1, 2], [2]], [b]],
    ['merge', [{ x: 'c' }, { x: a, y: b }], [a, b]],
    ['one', [[a]], [a]],
    ['reverse', [[b, a]], [a, b]],
    ['setintersection', [[b, a], ['a']], [a]],
    ['setproduct', [[a], [b]], [a, b]],
    ['setsubtract', [[b, a], ['a']], [b]],
    ['setunion', [[b], [a, 'b']], [a, b]],
    ['slice', [[b, a], 1, 2], [a]],
    ['sort', [[b, a]], [a, b]],
    ['tolist', [[b, a]], [b, a]],
    ['tomap', [{ x: b, y: a }], [b, a]],
    ['toset', [[b, a]], [a, b]],
    ['values', [{ y: a, x: b }], [b, a]],
    [
      'zipmap',
      [
        ['x', 'y'],
        [b, a],
      ],
      [b, a],
    ],
  ] as const)('%s hands its elements on', (name, args, expected) => {
    const values = found(run(name, ...args))
    expect(values.length).toBe(expected.length)
    for (const [i, value] of values.entries()) expect(value).toBe(expected[i])
  })

  it.each(['compact', 'concat', 'distinct', 'tolist'])(
    '%s hands a list on that it does not change',
    (name) => {
      const value = listOfType(stringType, b, a)
      expect(run(name, value)).toBe(value)
    },
  )

  it('hands a map, a set and a part that is the whole on', () => {
    const mapping = literal({ a })
    expect(run('merge', mapping)).toBe(mapping)
    const set = setOfType(stringType, a, b)
    expect(run('setunion', set)).toBe(set)
    const pair = literal([a, b])
    expect(run('slice', pair, 0, 2)).toBe(pair)
    expect(run('flatten', pair)).toBe(pair)
  })
})
