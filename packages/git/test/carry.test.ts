import fc from 'fast-check'
import { expect, it } from 'vitest'
import { carryOver } from '../src/carry.ts'

const line = fc.constantFrom('a', 'b', 'c', 'd', '}', '')
const text = fc.array(line, { maxLength: 12 }).map((lines) => lines.map((it) => `${it}\n`).join(''))

it('is the change itself where nothing else changed, whatever the line ends', () => {
  fc.assert(
    fc.property(text, text, (base, fixed) => {
      expect(carryOver(base, fixed, base)).toBe(fixed)
      const crlf = carryOver(base, fixed, base.replaceAll('\n', '\r\n'))
      expect(crlf?.replaceAll('\r\n', '\n')).toBe(fixed)
      if (base !== '') expect(crlf).not.toMatch(/[^\r]\n/)
    }),
  )
})

it('leaves every other line where it is', () => {
  const numbered = (from: number, to: number): string[] =>
    Array.from({ length: to - from }, (_, i) => `line ${from + i}\n`)
  fc.assert(
    fc.property(fc.nat(30), fc.nat(30), fc.nat(3), (fix, own, added) => {
      const base = numbered(0, 31)
      const fixed = base.with(fix, 'fixed\n').join('')
      const other = base.toSpliced(own, 1, ...Array.from({ length: added }, (_, i) => `mine ${i}\n`))
      const merged = carryOver(base.join(''), fixed, other.join(''))
      if (Math.abs(fix - own) <= 1) expect(merged).toBeUndefined()
      else expect(merged).toBe(other.join('').replace(`line ${fix}\n`, 'fixed\n'))
    }),
  )
})

it.each([
  ['a\nb', 'a\nB', 'a\nb\n', undefined],
  ['a\nb\n', 'a\nB\n', 'a\nb', undefined],
  ['a\nb\n', 'A\nb\n', 'a\nb', 'A\nb'],
  ['a\nb\nc\n', 'A\nb\nc\n', 'a\nb\nc', 'A\nb\nc'],
  ['a\n', 'a\nb\n', 'a\nmine\n', undefined],
  ['', 'a\n', '', 'a\n'],
])('base %j, fixed %j, other %j', (base, fixed, other, expected) => {
  expect(carryOver(base, fixed, other)).toBe(expected)
})
