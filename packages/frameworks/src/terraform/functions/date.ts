import { fail } from '../language/failure.ts'
import { numberType } from '../language/type.ts'
import type { Value } from '../language/value.ts'
import { num, textOf } from '../language/value.ts'
import type { FunctionTable } from './define.ts'
import { formatDate } from './format-date.ts'
import { bounded, nobodyKnows, onTexts, text } from './results.ts'
import { lenientTimestamp, strictTimestamp, type Timestamp, timestampText } from './timestamp.ts'

export const dateFunctions: FunctionTable = {
  formatdate: onTexts(['format', 'time'], ([format = '', time = '']) =>
    bounded(formatDate(format, valid(strictTimestamp(time)))),
  ),
  // Terraform does not say that it is never null.
  timeadd: {
    ...onTexts(['timestamp', 'duration'], ([time = '', span = '']) => later(time, span)),
    mayBeNull: true,
  },
  timecmp: {
    parameters: [text('timestamp_a'), text('timestamp_b')],
    returns: () => numberType,
    call: (args) => {
      const [a, b] = args.map((arg) => valid(lenientTimestamp(textOf(arg)))) as [Timestamp, Timestamp]
      return num(Math.sign(a.seconds - b.seconds || a.nanoseconds - b.nanoseconds))
    },
  },
  timestamp: nobodyKnows([]),
  plantimestamp: nobodyKnows([]),
}

function later(time: string, duration: string): Value {
  const { seconds, nanoseconds, offset } = valid(strictTimestamp(time))
  const sum = BigInt(nanoseconds) + (parseDuration(duration) ?? fail('timeadd: no valid duration'))
  const second = 1_000_000_000n
  const rest = ((sum % second) + second) % second
  const moved = { seconds: seconds + Number((sum - rest) / second), nanoseconds: Number(rest), offset }
  return bounded(timestampText(moved))
}

function valid(time: Timestamp | undefined): Timestamp {
  return time ?? fail('no valid RFC 3339 timestamp')
}

const units: Readonly<Record<string, bigint>> = {
  ns: 1n,
  us: 1000n,
  µs: 1000n,
  μs: 1000n,
  ms: 1_000_000n,
  s: 1_000_000_000n,
  m: 60_000_000_000n,
  h: 3_600_000_000_000n,
}

const maxDuration = (1n << 63n) - 1n

/** Nanoseconds of a duration as Go writes it: `-1h30m`, `1.5s`. Undefined when it is none, or past 292 years. */
function parseDuration(source: string): bigint | undefined {
  const negative = source.startsWith('-')
  const rest = source.replace(/^[+-]/, '')
  if (rest === '0') return 0n
  if (!/^(?:(?:\d+\.?\d*|\.\d+)(?:ns|us|µs|μs|ms|s|m|h))+$/.test(rest)) return undefined
  let sum = 0n
  for (const [, whole = '', fraction = '', unit = ''] of rest.matchAll(/(\d*)\.?(\d*)([a-zµμ]+)/g)) {
    const nanoseconds = units[unit] as bigint
    sum += BigInt(whole || '0') * nanoseconds + fractionOf(fraction, nanoseconds)
    if (sum > maxDuration + 1n) return undefined
  }
  if (negative) return -sum
  return sum > maxDuration ? undefined : sum
}

/** A fraction of a unit, in doubles as Go has it. */
function fractionOf(digits: string, unit: bigint): bigint {
  // Go stops reading where 63 bits are full.
  const read = digits.slice(0, 18)
  return BigInt(Math.trunc(Number(read || '0') * (Number(unit) / 10 ** read.length)))
}
