import { BuiltinError } from '../table.ts'
import { type Civil, daysInMonth, months, secondsOf, weekdays } from './civil.ts'
import { type Piece, piecesOf } from './layout.ts'

/** Fields as they are read. */
interface Read {
  year: number
  month: number | undefined
  day: number | undefined
  dayOfYear: number | undefined
  hour: number
  minute: number
  second: number
  nanosecond: number
  afternoon: boolean | undefined
  offset: number | undefined
}

/** Reads a text in a Go layout: nanoseconds since 1970. */
export function parseTime(layout: string, value: string): bigint {
  const read: Read = {
    ...{ year: 0, month: undefined, day: undefined, dayOfYear: undefined },
    ...{ hour: 0, minute: 0, second: 0, nanosecond: 0, afternoon: undefined, offset: undefined },
  }
  const pieces = piecesOf(layout)
  let rest = value
  for (const [i, piece] of pieces.entries()) {
    if (piece.kind === 'text') rest = skipped(rest, piece.text)
    else if (piece.kind === 'fraction') rest = readFraction(rest, piece.text, read)
    else rest = readField(rest, piece.text, read, pieces[i + 1])
  }
  if (rest !== '') throw new BuiltinError('more text than the layout has')
  return nanosecondsOf(read)
}

/** A space of the layout stands for any number of spaces. */
function skipped(value: string, literal: string): string {
  let rest = value
  for (let i = 0; i < literal.length; i++) {
    if (literal[i] === ' ') {
      if (rest !== '' && rest[0] !== ' ') throw new BuiltinError('not as the layout')
      while (literal[i + 1] === ' ') i++
      rest = rest.replace(/^ +/, '')
    } else if (rest[0] === literal[i]) rest = rest.slice(1)
    else throw new BuiltinError('not as the layout')
  }
  return rest
}

function taken(value: string, pattern: RegExp): RegExpExecArray {
  const found = pattern.exec(value)
  if (found === null) throw new BuiltinError('not as the layout')
  return found
}

function within(value: number, least: number, most: number): number {
  if (value < least || value > most) throw new BuiltinError('out of range')
  return value
}

type Reader = (found: RegExpExecArray, read: Read) => Partial<Read>

const oneOrTwo = /^\d\d?/
const two = /^\d\d/

const readers: { readonly [field: string]: readonly [RegExp, Reader] } = {
  '2006': [/^\d{4}/, ([all]) => ({ year: Number(all) })],
  '06': [two, ([all]) => ({ year: Number(all) + (Number(all) >= 69 ? 1900 : 2000) })],
  January: [namesOf(months), ([all]) => ({ month: indexOf(months, all) + 1 })],
  Jan: [namesOf(months, 3), ([all]) => ({ month: indexOf(months, all) + 1 })],
  '01': [two, ([all]) => ({ month: within(Number(all), 1, 12) })],
  '1': [oneOrTwo, ([all]) => ({ month: within(Number(all), 1, 12) })],
  Monday: [namesOf(weekdays), () => ({})],
  Mon: [namesOf(weekdays, 3), () => ({})],
  '02': [two, ([all]) => ({ day: Number(all) })],
  _2: [/^ ?(\d\d?)/, ([, day]) => ({ day: Number(day) })],
  '2': [oneOrTwo, ([all]) => ({ day: Number(all) })],
  '002': [/^\d{3}/, ([all]) => ({ dayOfYear: Number(all) })],
  __2: [/^ {0,2}(\d{1,3})/, ([, day]) => ({ dayOfYear: Number(day) })],
  '15': [oneOrTwo, ([all]) => ({ hour: within(Number(all), 0, 23) })],
  '03': [two, ([all]) => ({ hour: within(Number(all), 0, 12) })],
  '3': [oneOrTwo, ([all]) => ({ hour: within(Number(all), 0, 12) })],
  '04': [two, ([all]) => ({ minute: within(Number(all), 0, 59) })],
  '4': [oneOrTwo, ([all]) => ({ minute: within(Number(all), 0, 59) })],
  '05': [two, ([all]) => ({ second: within(Number(all), 0, 59) })],
  '5': [oneOrTwo, ([all]) => ({ second: within(Number(all), 0, 59) })],
  PM: [/^[AP]M/, ([all]) => ({ afternoon: all === 'PM' })],
  pm: [/^[ap]m/, ([all]) => ({ afternoon: all === 'pm' })],
  MST: [zoneNames(), (_, { offset }) => ({ offset: offset ?? 0 })],
}

function namesOf(names: readonly string[], length?: number): RegExp {
  return new RegExp(`^(?:${names.map((name) => name.slice(0, length)).join('|')})`, 'i')
}

function indexOf(names: readonly string[], text: string): number {
  return names.findIndex((name) => name.toLowerCase().startsWith(text.toLowerCase()))
}

/** Abbreviations Go takes for zones. Which place is meant is not known, so Go shifts the time by none. */
function zoneNames(): RegExp {
  return /^(?:UTC|ChST|MeST|GMT(?:[+-](?:1\d|2[0-3]|0?\d)(?!\d))?|[+-](?:1\d|2[0-3]|0?\d)(?!\d)|WITA(?![A-Z])|[A-Z]{4}T(?![A-Z])|[A-Z]{3}T(?![A-Z])|[A-Z]{3}(?![A-Z]))/
}

function readField(value: string, field: string, read: Read, next: Piece | undefined): string {
  if (/^[-Z]07/.test(field)) return readOffset(value, field, read)
  const reader = Object.hasOwn(readers, field) ? readers[field] : undefined
  if (reader === undefined) throw new BuiltinError('not as the layout')
  const found = taken(value, reader[0])
  Object.assign(read, reader[1](found, read))
  const rest = value.slice(found[0].length)
  // A fraction may follow the seconds even where the layout has none.
  const seconds = field === '05' || field === '5'
  if (!seconds || next?.kind === 'fraction' || !/^[.,]\d/.test(rest)) return rest
  return readFraction(rest, '.9', read)
}

function readFraction(value: string, field: string, read: Read): string {
  const exact = field[1] === '0' ? field.length - 1 : undefined
  const found =
    exact === undefined ? /^[.,](\d+)/.exec(value) : new RegExp(`^[.,](\\d{${exact}})`).exec(value)
  if (found === null) {
    if (exact === undefined) return value
    throw new BuiltinError('not as the layout')
  }
  read.nanosecond = Number((found[1] ?? '').slice(0, 9).padEnd(9, '0'))
  return value.slice(found[0].length)
}

function readOffset(value: string, field: string, read: Read): string {
  if (field.startsWith('Z') && value.startsWith('Z')) {
    read.offset = 0
    return value.slice(1)
  }
  const parts = field.slice(1).split(':').join('').length / 2
  const separator = field.includes(':') ? ':' : ''
  const pattern = new RegExp(`^([+-])(\\d\\d)${`${separator}(\\d\\d)`.repeat(parts - 1)}`)
  const [all, sign, hours = '0', minutes = '0', seconds = '0'] = taken(value, pattern)
  const offset =
    within(Number(hours), 0, 24) * 3600 + within(Number(minutes), 0, 60) * 60 + within(Number(seconds), 0, 60)
  read.offset = sign === '-' ? -offset : offset
  return value.slice(all.length)
}

function nanosecondsOf(read: Read): bigint {
  const { month, day } = read.dayOfYear === undefined ? read : fromDayOfYear(read.dayOfYear, read)
  const hour =
    read.afternoon === true && read.hour < 12
      ? read.hour + 12
      : read.afternoon === false && read.hour === 12
        ? 0
        : read.hour
  const civil: Civil = { ...read, hour, month: month ?? 1, day: day ?? 1 }
  within(civil.day, 1, daysInMonth(civil.year, civil.month))
  const seconds = secondsOf(civil) - (read.offset ?? 0)
  return BigInt(seconds) * 1_000_000_000n + BigInt(read.nanosecond)
}

function fromDayOfYear(ordinal: number, read: Read): { readonly month: number; readonly day: number } {
  let day = ordinal
  let month = 1
  while (month <= 12 && day > daysInMonth(read.year, month)) day -= daysInMonth(read.year, month++)
  if (ordinal < 1 || month > 12) throw new BuiltinError('no such day of the year')
  if ((read.month ?? month) !== month || (read.day ?? day) !== day) throw new BuiltinError('days disagree')
  return { month, day }
}
