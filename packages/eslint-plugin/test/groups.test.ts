import { applyEdits, type TextEdit } from '@regraft/model'
import { Linter, type Rule } from 'eslint'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { dealOut, merged } from '../src/thread/groups.ts'

const edit = (start: number, end: number, text: string): TextEdit => ({ start, end, text })

test('several edits as one', () => {
  expect(merged('0123456789', [edit(7, 8, 'y'), edit(2, 3, 'xx'), edit(5, 5, '-')])).toEqual(
    edit(2, 8, 'xx34-56y'),
  )
})

test('findings whose fixes do not touch keep their own', () => {
  const [a, b] = [edit(0, 1, 'a'), edit(2, 2, 'b')]
  const alone = new Map([
    ['a', [a]],
    ['b', [b]],
  ])
  expect(dealOut('0123', [a, b], alone)).toEqual(
    new Map([
      ['a', a],
      ['b', b],
    ]),
  )
})

test('findings whose fixes touch carry both', () => {
  const alone = new Map([
    ['a', [edit(1, 1, 'a')]],
    ['b', [edit(1, 2, 'b')]],
  ])
  const both = edit(1, 2, 'ab')
  expect(dealOut('0123', [edit(1, 1, 'a'), edit(1, 2, 'b')], alone)).toEqual(
    new Map([
      ['a', both],
      ['b', both],
    ]),
  )
})

test('an edit that no finding wants by itself makes one fix of everything', () => {
  const alone = new Map([
    ['a', [edit(0, 1, 'a')]],
    ['b', [edit(5, 6, 'b')]],
  ])
  const all = edit(0, 9, 'a1234b67c')
  expect(dealOut('012345678', [edit(0, 1, 'a'), edit(5, 6, 'b'), edit(8, 9, 'c')], alone)).toEqual(
    new Map([
      ['a', all],
      ['b', all],
    ]),
  )
})

test('a finding that another one healed has no fix', () => {
  const alone = new Map([
    ['a', [edit(0, 1, 'a')]],
    ['b', [edit(5, 6, 'b')]],
  ])
  expect([...dealOut('012345678', [edit(0, 1, 'a')], alone).keys()]).toEqual(['a'])
})

/** What ESLint itself makes of fixes, in one pass. */
function fixedByEslint(text: string, fixes: readonly TextEdit[]): string {
  const rule: Rule.RuleModule = {
    meta: { fixable: 'code', schema: [] },
    create: (context) => ({
      Program: () => {
        if (context.sourceCode.text !== text) return
        for (const { start, end, text: put } of fixes)
          context.report({
            loc: { line: 1, column: 0 },
            message: 'm',
            fix: (fixer) => fixer.replaceTextRange([start, end], put),
          })
      },
    }),
  }
  return new Linter().verifyAndFix(
    text,
    { plugins: { t: { rules: { r: rule } } }, rules: { 't/r': 'error' } },
    { filename: 'a.js' },
  ).output
}

const program = '/*0123456789abcdefghij*/'
const edits = fc.uniqueArray(
  fc.tuple(
    fc.integer({ min: 2, max: 21 }),
    fc.integer({ min: 0, max: 2 }),
    fc.stringMatching(/^[A-Z]{1,3}$/),
  ),
  { selector: ([start]) => start, maxLength: 8 },
)

test('one pass of ESLint gives the text that was proven, whoever asked for which edit', () => {
  fc.assert(
    fc.property(
      edits,
      fc.array(fc.integer({ min: 0, max: 4 }), { minLength: 8, maxLength: 8 }),
      (raw, owners) => {
        const together = raw
          .map(([start, length, text]) => edit(start, Math.min(start + length, 22), text))
          .sort((a, b) => a.start - b.start)
          .filter(({ end }, i, all) => end <= (all[i + 1]?.start ?? 99))
        const alone = new Map<string, TextEdit[]>()
        // Every fifth edit comes of the others.
        for (const [i, one] of together.entries()) {
          const owner = owners[i] ?? 0
          if (owner < 4) alone.set(`f${owner}`, [...(alone.get(`f${owner}`) ?? []), one])
        }
        fc.pre(alone.size > 0)
        const fixes = dealOut(program, together, alone)
        expect(fixedByEslint(program, [...fixes.values()])).toBe(applyEdits(program, together))
      },
    ),
  )
})
