/** A moment as clocks of some place show it. */
export interface Civil {
  readonly year: number
  /** 1 to 12. */
  readonly month: number
  readonly day: number
  readonly hour: number
  readonly minute: number
  readonly second: number
  readonly nanosecond: number
}

const nanosecondsPerSecond = 1_000_000_000n

/** Seconds since 1970 and the nanoseconds within the second. */
export function splitNanoseconds(nanoseconds: bigint): { readonly seconds: number; readonly rest: number } {
  const rest = ((nanoseconds % nanosecondsPerSecond) + nanosecondsPerSecond) % nanosecondsPerSecond
  return { seconds: Number((nanoseconds - rest) / nanosecondsPerSecond), rest: Number(rest) }
}

/** What a clock that is `offset` seconds ahead of UTC shows. */
export function civilOf(nanoseconds: bigint, offset: number): Civil {
  const { seconds, rest } = splitNanoseconds(nanoseconds)
  const date = new Date((seconds + offset) * 1000)
  return {
    year: date.getUTCFullYear(),
    month: date.getUTCMonth() + 1,
    day: date.getUTCDate(),
    hour: date.getUTCHours(),
    minute: date.getUTCMinutes(),
    second: date.getUTCSeconds(),
    nanosecond: rest,
  }
}

/** Seconds since 1970 of a UTC clock that shows this; fields out of range carry over. NaN beyond what dates cover. */
export function secondsOf({ year, month, day, hour, minute, second }: Civil): number {
  const date = new Date(0)
  date.setUTCFullYear(year, month - 1, day)
  date.setUTCHours(hour, minute, second)
  return date.getTime() / 1000
}

export function daysInMonth(year: number, month: number): number {
  const date = new Date(0)
  date.setUTCFullYear(year, month, 0)
  return date.getUTCDate()
}

/** 0 is Sunday. */
export function weekdayOf(civil: Civil): number {
  return new Date(secondsOf(civil) * 1000).getUTCDay()
}

/** 1 to 366. */
export function dayOfYear(civil: Civil): number {
  const start = secondsOf({ ...civil, month: 1, day: 1, hour: 0, minute: 0, second: 0 })
  return Math.floor((secondsOf(civil) - start) / 86_400) + 1
}

export const months: readonly string[] = [
  ...['January', 'February', 'March', 'April', 'May', 'June'],
  ...['July', 'August', 'September', 'October', 'November', 'December'],
]

export const weekdays: readonly string[] = [
  ...['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'],
]
