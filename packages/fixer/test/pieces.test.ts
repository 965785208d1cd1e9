import { applyEdits, type TextEdit } from '@regraft/model'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { inverse, Pieces } from '../src/index.ts'

/** Edits of a text that do not overlap, as pairs of cut points and new text. */
const editsOf = (text: string): fc.Arbitrary<TextEdit[]> =>
  fc
    .tuple(
      fc.uniqueArray(fc.nat(text.length), { maxLength: 8 }),
      fc.array(fc.string({ maxLength: 4 }), { maxLength: 4 }),
    )
    .map(([points, texts]) => {
      const sorted = [...points].sort((a, b) => a - b)
      const edits: TextEdit[] = []
      for (let i = 0; i + 1 < sorted.length; i += 2)
        edits.push({ start: sorted[i] as number, end: sorted[i + 1] as number, text: texts[i / 2] ?? '' })
      return edits
    })

const runs = Number(process.env['FC_RUNS'] ?? 300)

test('edits told against the original give the current text, however many steps made it', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 40 }), fc.context(), fc.gen(), (text, context, gen) => {
      let pieces = Pieces.of(text)
      let expected = text
      for (let step = 0; step < 4; step++) {
        const edits = gen(editsOf, pieces.text)
        context.log(JSON.stringify(edits))
        expected = applyEdits(pieces.text, edits)
        pieces = pieces.edit(edits, `rule-${step}`)
        expect(pieces.text).toBe(expected)
      }
      const told = pieces.edits('f')
      expect(applyEdits(text, told)).toBe(expected)
      for (const edit of told) expect(edit.rules.length).toBeGreaterThan(0)
    }),
    { numRuns: runs },
  )
})

test('the inverse of edits restores the text', () => {
  fc.assert(
    fc.property(
      fc.string({ maxLength: 60 }).chain((text) => fc.tuple(fc.constant(text), editsOf(text))),
      ([text, edits]) => {
        const after = applyEdits(text, edits)
        expect(applyEdits(after, inverse(text, edits))).toBe(text)
      },
    ),
    { numRuns: runs },
  )
})

test('each edit names the rules that asked for it', () => {
  const pieces = Pieces.of('a: 1\nb: 2\n')
    .edit([{ start: 3, end: 4, text: 'x' }], 'one')
    .edit([{ start: 8, end: 9, text: 'y' }], 'two')
    .edit([{ start: 3, end: 4, text: 'xx' }], 'three')
  expect(pieces.text).toBe('a: xx\nb: y\n')
  expect(pieces.edits('f')).toEqual([
    { file: 'f', start: 3, end: 4, text: 'xx', rules: ['one', 'three'] },
    { file: 'f', start: 8, end: 9, text: 'y', rules: ['two'] },
  ])
})

test('a text that is brought back is no edit', () => {
  const pieces = Pieces.of('a: 1')
    .edit([{ start: 3, end: 4, text: '2' }], 'one')
    .edit([{ start: 3, end: 4, text: '1' }], 'two')
  expect(pieces.edits('f')).toEqual([])
})
