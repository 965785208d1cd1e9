import { type BigNumber, isArray, type RegoValue } from '../value/value.ts'
import { bigInteger, fromInteger, integer, text } from './operands.ts'
import { BuiltinError, type BuiltinTable } from './table.ts'
import { type Civil, civilOf, splitNanoseconds, weekdayOf, weekdays } from './time/civil.ts'
import { parseDuration } from './time/duration.ts'
import { formatTime } from './time/format.ts'
import { rfc3339, rfc3339Nano } from './time/layout.ts'
import { parseTime } from './time/parse.ts'
import { secondsIn, utc, type Zone, zoneOf } from './time/zone.ts'

export const table: BuiltinTable = {
  'time.parse_ns': (layout, value) => safe(parseTime(text(layout), text(value))),
  'time.parse_rfc3339_ns': (value) => safe(parseTime(rfc3339, text(value))),
  'time.parse_duration_ns': (value) => fromInteger(parseDuration(text(value))),
  'time.format': (value) => {
    const { nanoseconds, zone, layout } = momentOf(value)
    return formatTime(nanoseconds, zone, layout === '' ? rfc3339Nano : layout)
  },
  'time.date': (value) => {
    const { year, month, day } = shown(momentOf(value))
    return [year, month, day]
  },
  'time.clock': (value) => {
    const { hour, minute, second } = shown(momentOf(value))
    return [hour, minute, second]
  },
  'time.weekday': (value) => weekdays[weekdayOf(shown(momentOf(value)))],
  'time.add_date': (value, years, months, days) =>
    added(momentOf(value), integer(years), integer(months), integer(days)),
  'time.diff': (a, b) => difference(momentOf(a), momentOf(b)),
}

interface Moment {
  readonly nanoseconds: bigint
  readonly zone: Zone
  readonly layout: string
}

/** Nanoseconds, or `[nanoseconds, zone, layout]`. */
function momentOf(value: RegoValue | undefined): Moment {
  const [number, zone = '', layout = ''] = isArray(value) ? value : [value]
  const nanoseconds = bigInteger(number)
  if (nanoseconds < earliest || nanoseconds > latest) throw new BuiltinError('timestamp too big')
  return { nanoseconds, zone: zone === '' ? utc : zoneOf(text(zone)), layout: text(layout) }
}

const [earliest, latest] = [-(2n ** 63n), 2n ** 63n - 1n]

/** What 64 bits of nanoseconds cannot hold is an error in OPA. */
function safe(nanoseconds: bigint): number | BigNumber {
  if (nanoseconds < earliest || nanoseconds > latest) throw new BuiltinError('time outside of valid range')
  return fromInteger(nanoseconds)
}

function shown({ nanoseconds, zone }: Moment): Civil {
  return civilOf(nanoseconds, zone.offset(splitNanoseconds(nanoseconds).seconds))
}

function added(moment: Moment, years: number, months: number, days: number): RegoValue {
  const civil = shown(moment)
  const later = { ...civil, year: civil.year + years, month: civil.month + months, day: civil.day + days }
  const seconds = secondsIn(moment.zone, later)
  if (!Number.isSafeInteger(seconds)) throw new BuiltinError('time outside of valid range')
  return safe(BigInt(seconds) * 1_000_000_000n + BigInt(civil.nanosecond))
}

/** Years, months, days, hours, minutes and seconds between two moments, on the clock of the first one's zone. */
function difference(a: Moment, b: Moment): RegoValue {
  const [earlier, later] = a.nanoseconds > b.nanoseconds ? [b, a] : [a, b]
  const from = shown({ ...earlier, zone: a.zone })
  const to = shown({ ...later, zone: a.zone })
  const fields = ['year', 'month', 'day', 'hour', 'minute', 'second'] as const
  const parts = fields.map((field) => to[field] - from[field])
  const daysOfMonth = new Date(Date.UTC(from.year, from.month, 0)).getUTCDate()
  const sizes = [0, 12, daysOfMonth, 24, 60, 60]
  for (let i = parts.length - 1; i > 0; i--) {
    if ((parts[i] as number) >= 0) continue
    parts[i] = (parts[i] as number) + (sizes[i] as number)
    parts[i - 1] = (parts[i - 1] as number) - 1
  }
  return parts
}
