import { describe, expect, it } from 'vitest'
import { anyType, listOf, numberType, stringType } from '../src/terraform/language/type.ts'
import { literal, run, shown, unknownOf } from './terraform-functions-support.ts'

const unknown = unknownOf(numberType)

describe('functions of numbers', () => {
  it.each([
    ['abs', [23], '23'],
    ['abs', [-12.4], '12.4'],
    ['abs', ['-3'], '3'],
    ['abs', ['x'], 'failure'],
    ['abs', [null], 'failure'],
    ['abs', [unknown], 'unknown(number)!'],
    ['abs', [unknownOf(anyType)], 'unknown(number)!'],
    ['ceil', [5], '5'],
    ['ceil', [5.1], '6'],
    ['ceil', [-5.1], '-5'],
    ['floor', [4.9], '4'],
    ['floor', [-4.9], '-5'],
    ['log', [50, 10], '1.6989700043360185'],
    ['log', [16, 2], '4'],
    ['log', [-1, 2], 'failure'],
    ['log', [0, 10], '-Inf'],
    ['max', [12, 54, 3], '54'],
    ['max', ['12', 5], '12'],
    ['max', [], 'failure'],
    ['max', [1, unknown], 'unknown(number)!'],
    ['min', [12, 54, 3], '3'],
    ['parseint', ['100', 10], '100'],
    ['parseint', ['FF', 16], '255'],
    ['parseint', ['-10', 16], '-16'],
    ['parseint', ['1011111011101111', 2], '48879'],
    ['parseint', ['aA', 62], '656'],
    ['parseint', ['12', 2], 'failure'],
    ['parseint', ['', 10], 'failure'],
    ['parseint', ['1_0', 10], 'failure'],
    ['parseint', ['1', 1], 'failure'],
    ['parseint', [12, 10], 'failure'],
    ['parseint', [unknownOf(stringType), 10], 'unknown(number)!'],
    ['parseint', [unknown, 10], 'failure'],
    ['parseint', ['9'.repeat(10_001), 10], 'failure'],
    ['pow', [3, 2], '9'],
    ['pow', [4, 0], '1'],
    ['pow', [2, -1], '0.5'],
    ['pow', [0.1, 4], '0.00010000000000000005'],
    ['pow', [10, 400], '+Inf'],
    ['pow', [-8, 0.5], 'failure'],
    ['signum', [-13], '-1'],
    ['signum', [0], '0'],
    ['signum', [344], '1'],
    ['signum', [0.5], 'failure'],
    ['sum', [[10, 13, 6, 4.5]], '33.5'],
    ['sum', [['1', 2]], '3'],
    ['sum', [[]], 'failure'],
    ['sum', [['x']], 'failure'],
    ['sum', [[1, null]], 'failure'],
    ['sum', [{ a: 1 }], 'failure'],
    ['sum', [[1, unknown]], 'unknown(number)!'],
    ['sum', [unknownOf(listOf(numberType))], 'unknown(number)!'],
    ['range', [3], 'list(number)[0, 1, 2]'],
    ['range', [1, 4], 'list(number)[1, 2, 3]'],
    ['range', [1, 8, 2], 'list(number)[1, 3, 5, 7]'],
    ['range', [1, 4, 0.5], 'list(number)[1, 1.5, 2, 2.5, 3, 3.5]'],
    ['range', [4, 1], 'list(number)[4, 3, 2]'],
    ['range', [10, 5, -2], 'list(number)[10, 8, 6]'],
    ['range', [0], 'list(number)[]'],
    ['range', [0, 5, -1], 'failure'],
    ['range', [0, 5, 0], 'failure'],
    ['range', [1024], `list(number)[${Array.from({ length: 1024 }, (_, i) => i).join(', ')}]`],
    ['range', [1025], 'failure'],
    ['range', [1e18], 'failure'],
    ['range', [], 'failure'],
  ] as const)('%s(%j) is %s', (name, args, expected) => {
    expect(shown(name, args)).toBe(expected)
  })

  it('takes so many arguments and no more', () => {
    expect(shown('abs', [])).toBe('failure')
    expect(shown('abs', [1, 2])).toBe('failure')
  })

  it('hands on a number that does not change', () => {
    const five = literal(5)
    for (const name of ['abs', 'ceil', 'floor']) expect(run(name, five)).toBe(five)
    expect(run('max', 1, five, 5)).toBe(five)
    expect(run('min', 9, five, 5)).toBe(five)
    expect(run('sum', [five])).toBe(five)
  })
})
