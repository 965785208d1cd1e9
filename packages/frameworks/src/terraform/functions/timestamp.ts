/** A moment with the offset that it was written with. */
export interface Timestamp {
  /** Seconds since 1970 and nanoseconds past them. */
  readonly seconds: number
  readonly nanoseconds: number
  /** Of the local time, in minutes east of Greenwich. */
  readonly offset: number
}

const strict = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(?:\.(\d+))?(?:Z|([+-])([01]\d|2[0-3]):([0-5]\d))$/
/** What Go's own reader of RFC 3339 takes. */
const lenient =
  /^(\d{4})-(\d\d)-(\d\d)T(\d\d?):(\d\d):(\d\d)(?:[.,](\d+))?(?:Z|([+-])([01]\d|2[0-4]):([0-5]\d|60))$/
/** What go-cty-yaml takes for a time. */
const loose = [
  /^(\d{4})-(\d\d?)-(\d\d?)[Tt](\d\d?):(\d\d?):(\d\d?)(?:[.,](\d+))?(?:Z|([+-])([01]\d|2[0-4]):([0-5]\d|60))$/,
  /^(\d{4})-(\d\d?)-(\d\d?) (\d\d?):(\d\d?):(\d\d?)(?:[.,](\d+))?$/,
  /^(\d{4})-(\d\d?)-(\d\d?)$/,
]

/** A time in RFC 3339 to the letter, as `formatdate` and `timeadd` want it. */
export function strictTimestamp(text: string): Timestamp | undefined {
  return read(strict, text)
}

/** A time in RFC 3339 with the liberties that `timecmp` allows. */
export function lenientTimestamp(text: string): Timestamp | undefined {
  return read(lenient, text)
}

/** A date, or a date and a time, of YAML. */
export function yamlTimestamp(text: string): Timestamp | undefined {
  for (const pattern of loose) {
    const found = read(pattern, text)
    if (found !== undefined) return found
  }
  return undefined
}

function read(pattern: RegExp, text: string): Timestamp | undefined {
  const match = pattern.exec(text)
  if (match === null) return undefined
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = match
    .slice(1, 7)
    .map((digits: string | undefined) => Number(digits ?? 0))
  const valid = month >= 1 && month <= 12 && day >= 1 && day <= daysIn(year, month)
  if (!valid || hour > 23 || minute > 59 || second > 59) return undefined
  const [fraction = '', sign, hours = 0, minutes = 0] = match.slice(7)
  const offset = (Number(hours) * 60 + Number(minutes)) * (sign === '-' ? -1 : 1)
  return {
    seconds: utcSeconds(year, month, day, hour, minute, second) - offset * 60,
    nanoseconds: Number(fraction.slice(0, 9).padEnd(9, '0')),
    offset,
  }
}

function daysIn(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28
  return [4, 6, 9, 11].includes(month) ? 30 : 31
}

function utcSeconds(
  year: number,
  month: number,
  day: number,
  hour: number,
  minute: number,
  second: number,
): number {
  const date = new Date(0)
  // `Date.UTC` takes years below 100 for ones of the last century.
  date.setUTCFullYear(year, month - 1, day)
  date.setUTCHours(hour, minute, second)
  return date.getTime() / 1000
}

/** The local date and time, as the fields of a `Date` in UTC. */
export function localDate({ seconds, offset }: Timestamp): Date {
  return new Date((seconds + offset * 60) * 1000)
}

/** `+02:00`; `between` stands between hours and minutes. */
export function offsetText({ offset }: Timestamp, between: string): string {
  const minutes = Math.abs(offset)
  return `${offset < 0 ? '-' : '+'}${pad(Math.floor(minutes / 60), 2)}${between}${pad(minutes % 60, 2)}`
}

/** RFC 3339 without a fraction. */
export function timestampText(time: Timestamp): string {
  const date = localDate(time)
  const [month, day] = [date.getUTCMonth() + 1, date.getUTCDate()]
  const clock = [date.getUTCHours(), date.getUTCMinutes(), date.getUTCSeconds()]
  const zone = time.offset === 0 ? 'Z' : offsetText(time, ':')
  const dateText = `${pad(date.getUTCFullYear(), 4)}-${pad(month, 2)}-${pad(day, 2)}`
  return `${dateText}T${clock.map((part) => pad(part, 2)).join(':')}${zone}`
}

export function pad(value: number, width: number): string {
  return (value < 0 ? '-' : '') + String(Math.abs(value)).padStart(width, '0')
}
