import { formatFloat } from '../go/float.ts'

/** A double as Go writes it in JSON: with an exponent only from 1e21 on and below 1e-6. */
export function shownFloat(value: number): string {
  const magnitude = Math.abs(value)
  if (magnitude !== 0 && (magnitude < 1e-6 || magnitude >= 1e21))
    return formatFloat(value, 'e', undefined).replace(/e-0(\d)$/, 'e-$1')
  return formatFloat(value, 'f', undefined)
}
