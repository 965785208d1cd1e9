import fc from 'fast-check'
import { expect, test } from 'vitest'
import { diffLines, linesGone } from '../src/diff.ts'

test('equal lines far from a difference are cut, invisible characters are shown', () => {
  expect(diffLines('a\nb\nc\nd\ne', 'a\nb\nc\nd\tx\r\ne')).toBe('…\n b\n c\n-d\n+d→x␍\n e')
})

test('a line is gone where fewer stand in its place, whatever is added elsewhere', () => {
  expect(linesGone('a\nb\nc', 'a\nc\nd\ne')).toBe(1)
  expect(linesGone('a\nb\nc', 'a\nx\nc')).toBe(0)
  expect(linesGone('a\nb\nc', 'x')).toBe(2)
})

test('a difference tells both texts', () => {
  const line = fc.constantFrom('a', 'b', 'c', 'd')
  fc.assert(
    fc.property(fc.array(line, { maxLength: 12 }), fc.array(line, { maxLength: 12 }), (a, b) => {
      const diff = diffLines(a.join('\n'), b.join('\n')).split('\n')
      const count = (mark: string): number => diff.filter((text) => text.startsWith(mark)).length
      // Every line is common, taken out or put in.
      const [before, after] = [Math.max(a.length, 1), Math.max(b.length, 1)]
      expect(before - count('-')).toBe(after - count('+'))
      if (a.join('\n') === b.join('\n')) expect(count('-') + count('+')).toBe(0)
      else expect(count('-') + count('+')).toBeGreaterThan(0)
    }),
    { numRuns: Number(process.env['REGRAFT_FUZZ_RUNS'] ?? 200) },
  )
})
