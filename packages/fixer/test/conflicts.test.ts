import type { Change } from '@regraft/frameworks'
import { expect, test } from 'vitest'
import { conflictsOf, wishesOf } from '../src/conflicts.ts'

const put = (path: (string | number)[], value: never | string | number | boolean | object): Change =>
  ({ kind: 'put', path, value }) as Change

function clash(a: Change, b: Change, rules: [string, string] = ['one', 'two']): boolean {
  const length = (): number => 2
  const found = conflictsOf([
    { owner: 'a', rule: rules[0], address: 'x', wishes: wishesOf([a], length) },
    { owner: 'b', rule: rules[1], address: 'x', wishes: wishesOf([b], length) },
  ])
  expect(found.get('a')?.includes('b') ?? false).toBe(found.get('b')?.includes('a') ?? false)
  return found.has('a')
}

test.each<[string, Change, Change, boolean]>([
  ['different values at one path', put(['a'], 1), put(['a'], 2), true],
  ['the same value at one path', put(['a'], 1), put(['a'], 1), false],
  ['different members of one missing object', put(['a'], { b: 1 }), put(['a', 'c'], 2), false],
  ['different values of one member', put(['a'], { b: 1 }), put(['a', 'b'], 2), true],
  ['one removes what the other writes into', { kind: 'remove', path: ['a'] }, put(['a', 'b'], 2), true],
  ['both remove', { kind: 'remove', path: ['a'] }, { kind: 'remove', path: ['a'] }, false],
  ['two appended items', put(['l', 2], 'x'), put(['l', 2], 'y'), false],
  ['different places', put(['a'], 1), put(['b'], 2), false],
])('%s', (_, a, b, expected) => {
  expect(clash(a, b)).toBe(expected)
})

test('one rule does not conflict with itself', () => {
  expect(clash(put(['a'], 1), put(['a'], 2), ['one', 'one'])).toBe(false)
})
