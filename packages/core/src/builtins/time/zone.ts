import { BuiltinError } from '../table.ts'
import { type Civil, secondsOf } from './civil.ts'

/** A place's clock: how far it is ahead of UTC at a moment, and what it is called then. */
export interface Zone {
  readonly offset: (seconds: number) => number
  readonly abbreviation: (seconds: number) => string
}

export const utc: Zone = { offset: () => 0, abbreviation: () => 'UTC' }

const zones = new Map<string, Zone>([
  ['', utc],
  ['UTC', utc],
  // The machine's own zone would make a verdict depend on it.
  ['Local', utc],
])

/** The zone of an IANA name, from the runtime's own database. */
export function zoneOf(name: string): Zone {
  const known = zones.get(name)
  if (known !== undefined) return known
  // Offsets such as "+01:00" are names to JavaScript only.
  if (!/^[A-Za-z]/.test(name)) throw new BuiltinError('no time zone')
  let format: Intl.DateTimeFormat
  try {
    format = formatOf(name, 'en-US', 'longOffset')
  } catch {
    throw new BuiltinError('no time zone')
  }
  const zone: Zone = {
    offset: (seconds) => offsetAt(format, seconds),
    abbreviation: (seconds) => abbreviationAt(name, seconds, zone),
  }
  zones.set(name, zone)
  return zone
}

function formatOf(
  timeZone: string,
  locale: string,
  timeZoneName: 'longOffset' | 'short',
): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat(locale, { timeZone, timeZoneName, hourCycle: 'h23' })
}

function namePart(format: Intl.DateTimeFormat, seconds: number): string {
  return format.formatToParts(seconds * 1000).find(({ type }) => type === 'timeZoneName')?.value ?? ''
}

function offsetAt(format: Intl.DateTimeFormat, seconds: number): number {
  const parts = /^GMT(?:([+-])(\d\d):(\d\d)(?::(\d\d))?)?$/.exec(namePart(format, seconds))
  const [, sign, hours = '0', minutes = '0', rest = '0'] = parts ?? []
  const offset = Number(hours) * 3600 + Number(minutes) * 60 + Number(rest)
  return sign === '-' ? -offset : offset
}

/** Locales that between them abbreviate the names of most zones; elsewhere the offset stands in. */
const locales = ['en-US', 'en-GB', 'en-AU', 'en-NZ', 'en-IN', 'en-ZA', 'en-CA', 'ja-JP']

/** A winter and a summer: before 1970 no name is known, so that of the same offset later is taken. */
const namedTimes = [978_307_200, 994_032_000]

function abbreviationAt(name: string, seconds: number, zone: Zone): string {
  const offset = zone.offset(seconds)
  // Before standard time each place had its own, which no hour and minute tells.
  if (offset % 60 !== 0) return 'LMT'
  const times = [seconds, ...namedTimes.filter((time) => zone.offset(time) === offset)]
  for (const time of times)
    for (const locale of locales) {
      const short = namePart(formatOf(name, locale, 'short'), time)
      if (/^[A-Z]{3,5}$/.test(short) && short !== 'GMT') return short
      if (short === 'GMT' && offset === 0) return short
    }
  const sign = offset < 0 ? '-' : '+'
  const minutes = Math.floor(Math.abs(offset) / 60)
  const two = (value: number): string => String(value).padStart(2, '0')
  return sign + two(Math.floor(minutes / 60)) + (minutes % 60 === 0 ? '' : two(minutes % 60))
}

/** Seconds since 1970 when the zone's clock shows this; where it shows it twice, or never, as Go decides. */
export function secondsIn(zone: Zone, civil: Civil): number {
  const shown = secondsOf(civil)
  if (Number.isNaN(shown)) return shown
  const guess = zone.offset(shown)
  const first = shown - guess
  const actual = zone.offset(first)
  if (actual === guess) return first
  const second = shown - actual
  return zone.offset(second) === actual ? second : first
}
