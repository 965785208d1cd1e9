import { applyEdits, type TextEdit } from '@regraft/model'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { commentBody, digestIn, digestOf } from '../src/review/comment.ts'
import { diffLines, spans } from '../src/review/diff-lines.ts'
import type { Suggestion } from '../src/review/suggestions.ts'
import { type Replacement, wholeLines } from '../src/review/whole-lines.ts'

const line = fc.string({ unit: fc.constantFrom('a', 'b', ' ', '`', '\t', '😀'), maxLength: 4 })
const text = fc
  .array(line, { minLength: 1, maxLength: 6 })
  .map((lines) => lines.map((it) => `${it}\n`).join(''))

/** A text with edits that do not overlap, in places and with texts of their own. */
const edited = text.chain((before) =>
  fc
    .uniqueArray(fc.nat(before.length), { minLength: 2, maxLength: 4 })
    .chain((places) =>
      fc.tuple(
        fc.constant([...places].sort((a, b) => a - b)),
        fc.array(fc.oneof(line, text), { minLength: 2, maxLength: 2 }),
      ),
    )
    .map(([places, texts]) => {
      const edits: TextEdit[] = []
      for (let i = 0; i + 1 < places.length; i += 2)
        edits.push({ start: places[i] ?? 0, end: places[i + 1] ?? 0, text: texts[i / 2] ?? '' })
      return { before, edits }
    }),
)

function replaced(before: string, { first, before: old, after }: Replacement): string {
  const lines = before.split('\n')
  expect(lines.slice(first - 1, first - 1 + old.length)).toEqual(old)
  lines.splice(first - 1, old.length, ...after)
  return lines.join('\n')
}

describe('whole lines', () => {
  it('say the same as the edits, in the fewest lines', () => {
    let said = 0
    fc.assert(
      fc.property(edited, ({ before, edits }) => {
        const replacement = wholeLines(before, edits)
        if (replacement === undefined) return
        said++
        expect(replaced(before, replacement)).toBe(applyEdits(before, edits))
        const { before: old, after } = replacement
        const small = old.length === 1 || after.length === 0
        expect(small || (old[0] !== after[0] && old.at(-1) !== after.at(-1))).toBe(true)
      }),
    )
    expect(said).toBeGreaterThan(50)
  })

  it('stand at the last line where something comes after it', () => {
    expect(wholeLines('a\nb\n', [{ start: 4, end: 4, text: 'c\n' }])).toEqual({
      first: 2,
      before: ['b'],
      after: ['b', 'c'],
    })
  })

  it.each([
    ['an empty text', '', { start: 0, end: 0, text: 'a\n' }],
    ['a last line without a line feed', 'a\nb', { start: 2, end: 3, text: 'c' }],
    ['a carriage return', 'a\r\nb\r\n', { start: 0, end: 1, text: 'c' }],
    ['a control character', 'a\n', { start: 0, end: 1, text: '\u001b[2J' }],
    ['a line separator, which an editor shows as a new line', 'a\n', { start: 0, end: 1, text: 'b\u2028c' }],
  ])('cannot say %s', (_, before, edit) => {
    expect(wholeLines(before, [edit])).toBeUndefined()
  })
})

it('a diff has the lines of its new side, hunk by hunk', () => {
  const patch =
    '@@ -1,2 +1,3 @@ head\n a\n-b\n+c\n+@@ -9 +9 @@\n\\ No newline at end of file\n@@ -10 +20,2 @@\n x\n+y'
  const lines = diffLines(patch)
  expect([...lines]).toEqual([
    [1, { hunk: 0, text: 'a' }],
    [2, { hunk: 0, text: 'c' }],
    [3, { hunk: 0, text: '@@ -9 +9 @@' }],
    [20, { hunk: 1, text: 'x' }],
    [21, { hunk: 1, text: 'y' }],
  ])
  expect(spans(lines, 1, ['a', 'c'])).toBe(true)
  expect(spans(lines, 1, ['a', 'b'])).toBe(false)
  expect(spans(lines, 3, ['@@ -9 +9 @@', ''])).toBe(false)
})

const hostile: Suggestion = {
  ...{
    file: 'a.tf',
    first: 1,
    before: ['x'],
    after: ['```', `@octocat --> <!-- regraft-suggestion ${'e'.repeat(32)} -->`],
  },
  findings: [
    {
      ...{
        id: '0',
        rule: 'r/`x`',
        title: 'T',
        severity: 'high',
        status: 'open',
        path: [],
        aliases: [],
        controls: {},
      },
      message: `@octocat <img src=x>\n\`\`\`\n::error::x #1 <!-- regraft-suggestion ${'f'.repeat(32)} -->`,
      resource: { framework: 'terraform', type: 't', address: 'a' },
      location: {
        file: 'a.tf',
        start: { offset: 0, line: 1, column: 1 },
        end: { offset: 1, line: 1, column: 2 },
      },
      fix: { level: 'safe', title: '![x](http://y)' },
    },
  ],
}

it('a comment obeys nothing of a repository, and its fence holds', () => {
  const body = commentBody(hostile)
  expect(digestIn(body)).toBe(digestOf(hostile))
  const lines = body.split('\n')
  expect(lines.slice(3)).toEqual([
    '````suggestion',
    '```',
    `@octocat --> <!-- regraft-suggestion ${'e'.repeat(32)} -->`,
    '````',
    '',
    `<!-- regraft-suggestion ${digestOf(hostile)} -->`,
  ])
  const prose = lines.slice(0, 3).join('\n')
  expect(prose).not.toMatch(/(?<!\\)[<!]|@octocat|#1/)
})

it('a digest is of the file, the findings and the lines, and of no place', () => {
  expect(digestOf({ ...hostile, first: 9 })).toBe(digestOf(hostile))
  for (const other of [{ file: 'b.tf' }, { before: ['y'] }, { after: [] }, { findings: [] }])
    expect(digestOf({ ...hostile, ...other })).not.toBe(digestOf(hostile))
})
