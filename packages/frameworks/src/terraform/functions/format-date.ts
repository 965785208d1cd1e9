import { fail } from '../language/failure.ts'
import { localDate, offsetText, pad, type Timestamp } from './timestamp.ts'

const months = 'January February March April May June July August September October November December'.split(
  ' ',
)
const days = 'Sunday Monday Tuesday Wednesday Thursday Friday Saturday'.split(' ')

/** A quote, text in quotes, a run of one letter, other text. */
const token = /''|'(?:[^']|'')*'?|([A-Za-z])\1*|[^'A-Za-z]+/g

/** A time in the form that a text of letters (`YYYY-MM-DD`) says. */
export function formatDate(format: string, time: Timestamp): string {
  const date = localDate(time)
  return format.replace(token, (part: string, letter: string | undefined) => {
    if (letter !== undefined)
      return verb(part, date, time) ?? fail(`formatdate: ${part} stands for no part of a time`)
    if (part === "''") return "'"
    if (!part.startsWith("'")) return part
    if (part === "'" || !part.endsWith("'")) fail('formatdate: a quote is not closed')
    return part.slice(1, -1).replace(/''?/g, "'")
  })
}

function verb(part: string, date: Date, time: Timestamp): string | undefined {
  switch (part[0]) {
    case 'Y':
      if (part === 'YY') return pad(date.getUTCFullYear() % 100, 2)
      return part === 'YYYY' ? pad(date.getUTCFullYear(), 4) : undefined
    case 'M':
      return numbered(part, date.getUTCMonth() + 1) ?? named(part, months[date.getUTCMonth()] as string)
    case 'D':
      return numbered(part, date.getUTCDate())
    case 'E':
      return named(part, days[date.getUTCDay()] as string)
    case 'h':
      return numbered(part, date.getUTCHours())
    case 'H':
      return numbered(part, date.getUTCHours() % 12 || 12)
    case 'm':
      return numbered(part, date.getUTCMinutes())
    case 's':
      return numbered(part, date.getUTCSeconds())
    case 'A':
    case 'a': {
      if (part.length !== 2) return undefined
      const half = date.getUTCHours() < 12 ? 'am' : 'pm'
      return part === 'AA' ? half.toUpperCase() : half
    }
    case 'Z':
      return zone(part.length, time)
    default:
      return undefined
  }
}

function numbered(part: string, value: number): string | undefined {
  return part.length <= 2 ? pad(value, part.length) : undefined
}

/** Three letters for the short name, four for the whole. */
function named(part: string, name: string): string | undefined {
  if (part.length === 3) return name.slice(0, 3)
  return part.length === 4 ? name : undefined
}

function zone(length: number, time: Timestamp): string | undefined {
  if (length === 1) return time.offset === 0 ? 'Z' : offsetText(time, ':')
  if (length === 3) return time.offset === 0 ? 'UTC' : offsetText(time, '')
  if (length === 4) return offsetText(time, '')
  return length === 5 ? offsetText(time, ':') : undefined
}
