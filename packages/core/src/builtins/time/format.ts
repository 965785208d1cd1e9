import { type Civil, civilOf, dayOfYear, months, splitNanoseconds, weekdayOf, weekdays } from './civil.ts'
import { type Piece, piecesOf } from './layout.ts'
import type { Zone } from './zone.ts'

/** Writes a moment (nanoseconds since 1970) in a Go layout. */
export function formatTime(nanoseconds: bigint, zone: Zone, layout: string): string {
  const { seconds } = splitNanoseconds(nanoseconds)
  const offset = zone.offset(seconds)
  const civil = civilOf(nanoseconds, offset)
  return piecesOf(layout)
    .map((piece) => written(piece, civil, offset, () => zone.abbreviation(seconds)))
    .join('')
}

function written({ kind, text }: Piece, civil: Civil, offset: number, abbreviation: () => string): string {
  if (kind === 'text') return text
  if (kind === 'fraction') return fraction(text, civil.nanosecond)
  if (text === 'MST') return abbreviation()
  if (/^[-Z]07/.test(text)) return offsetText(text, offset)
  const write = Object.hasOwn(writers, text) ? writers[text] : undefined
  return write === undefined ? text : write(civil)
}

function padded(value: number, width: number, fill = '0'): string {
  return String(value).padStart(width, fill)
}

const writers: { readonly [field: string]: (civil: Civil) => string } = {
  '2006': ({ year }) => (year < 0 ? `-${padded(-year, 4)}` : padded(year, 4)),
  '06': ({ year }) => padded(((year % 100) + 100) % 100, 2),
  January: ({ month }) => months[month - 1] ?? '',
  Jan: ({ month }) => (months[month - 1] ?? '').slice(0, 3),
  '01': ({ month }) => padded(month, 2),
  '1': ({ month }) => String(month),
  Monday: (civil) => weekdays[weekdayOf(civil)] ?? '',
  Mon: (civil) => (weekdays[weekdayOf(civil)] ?? '').slice(0, 3),
  '02': ({ day }) => padded(day, 2),
  _2: ({ day }) => padded(day, 2, ' '),
  '2': ({ day }) => String(day),
  '002': (civil) => padded(dayOfYear(civil), 3),
  __2: (civil) => padded(dayOfYear(civil), 3, ' '),
  '15': ({ hour }) => padded(hour, 2),
  '03': ({ hour }) => padded(hour % 12 || 12, 2),
  '3': ({ hour }) => String(hour % 12 || 12),
  '04': ({ minute }) => padded(minute, 2),
  '4': ({ minute }) => String(minute),
  '05': ({ second }) => padded(second, 2),
  '5': ({ second }) => String(second),
  PM: ({ hour }) => (hour >= 12 ? 'PM' : 'AM'),
  pm: ({ hour }) => (hour >= 12 ? 'pm' : 'am'),
}

/** `.000` always, `.999` without trailing zeros. */
function fraction(text: string, nanosecond: number): string {
  const digits = padded(nanosecond, 9)
    .slice(0, text.length - 1)
    .padEnd(text.length - 1, '0')
  if (text[1] === '0') return text.charAt(0) + digits
  const kept = digits.replace(/0+$/, '')
  return kept === '' ? '' : text.charAt(0) + kept
}

function offsetText(field: string, offset: number): string {
  if (field.startsWith('Z') && offset === 0) return 'Z'
  const seconds = Math.abs(offset)
  const minutes = Math.floor(seconds / 60)
  const values = [Math.floor(minutes / 60), minutes % 60, seconds % 60].map((value) => padded(value, 2))
  const count = field.replace(/\D/g, '').length / 2
  return (offset < 0 ? '-' : '+') + values.slice(0, count).join(field.includes(':') ? ':' : '')
}
