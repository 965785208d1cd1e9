import { fail } from '../language/failure.ts'
import type { Num } from '../language/number.ts'
import { fromBigInt } from '../language/number.ts'

const maxDigits = 10_000

/** The whole number of a text in a base from 2 to 62, as Go's `big.Int.SetString` reads one. */
export function parseInteger(text: string, base: number): Num {
  if (base < 2 || base > 62) return fail('the base must be between 2 and 62')
  const digits = /^[+-]/.test(text) ? text.slice(1) : text
  if (digits === '') return fail('no digits')
  if (digits.length > maxDigits) return fail('the result is too large')
  const radix = BigInt(base)
  let value = 0n
  for (const character of digits) {
    const digit = digitOf(character, base)
    if (digit >= base) return fail(`${JSON.stringify(text)} is no whole number of base ${base}`)
    value = value * radix + BigInt(digit)
  }
  return fromBigInt(text.startsWith('-') ? -value : value)
}

/** Up to base 36 letters of either case are the same; past it capital ones follow the small. */
function digitOf(character: string, base: number): number {
  if (character >= '0' && character <= '9') return character.charCodeAt(0) - 48
  if (character >= 'a' && character <= 'z') return character.charCodeAt(0) - 97 + 10
  if (character >= 'A' && character <= 'Z') return character.charCodeAt(0) - 65 + (base <= 36 ? 10 : 36)
  return Number.POSITIVE_INFINITY
}
