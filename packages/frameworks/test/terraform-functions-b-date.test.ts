import { describe, expect, it } from 'vitest'
import { stringType } from '../src/terraform/language/type.ts'
import { unknownOf } from '../src/terraform/language/value.ts'
import { type Data, result } from './terraform-functions-b-support.ts'

const time = '2018-01-02T23:12:01Z'

describe('formatdate', () => {
  it.each<[string, string, string]>([
    ['DD MMM YYYY hh:mm ZZZ', time, '02 Jan 2018 23:12 UTC'],
    ['EEEE, DD-MMM-YY hh:mm:ss ZZZ', time, 'Tuesday, 02-Jan-18 23:12:01 UTC'],
    ['EEE, DD MMM YYYY hh:mm:ss ZZZ', '2018-01-02T23:12:01-08:00', 'Tue, 02 Jan 2018 23:12:01 -0800'],
    ['MMM DD, YYYY', time, 'Jan 02, 2018'],
    ['HH:mmaa', time, '11:12pm'],
    ["h'h'mm'm' M D H m s AA MMMM", time, '23h12m 1 2 11 12 1 PM January'],
    ["''Z ZZZZ ZZZZZ 'it''s'", '2018-01-02T00:12:01+05:30', "'+05:30 +0530 +05:30 it's"],
    ['H Z', '2018-01-02T00:12:01Z', '12 Z'],
    ['é-YYYY', time, 'é-2018'],
    ['YYYY', '2018-02-30T00:00:00Z', 'failure'],
    ['YYYY', '2018-01-02', 'failure'],
    ['YYYY', '2018-01-02T3:12:01Z', 'failure'],
    ['YYY', time, 'failure'],
    ['Q', time, 'failure'],
    ["'open", time, 'failure'],
  ])('%j of %s', (format, at, expected) => expect(result('formatdate', format, at)).toBe(expected))
})

describe('timeadd', () => {
  it.each<[string, string, string]>([
    ['2017-11-22T00:00:00Z', '10m', '2017-11-22T00:10:00Z'],
    ['2017-11-22T00:00:00.5+02:00', '-1h30m0.5s', '2017-11-21T22:30:00+02:00'],
    ['2020-02-28T23:59:59.9Z', '.1s', '2020-02-29T00:00:00Z'],
    ['9999-12-31T23:00:00Z', '1h', '10000-01-01T00:00:00Z'],
    ['0000-01-01T00:00:00Z', '-1ns', '-0001-12-31T23:59:59Z'],
    [time, '1µs1us999ns', time],
    [time, '0', time],
    [time, '1d', 'failure'],
    [time, '', 'failure'],
    [time, '3000000h', 'failure'],
    ['now', '1h', 'failure'],
  ])('%s + %s', (at, duration, expected) => expect(result('timeadd', at, duration)).toBe(expected))
})

describe('timecmp', () => {
  it.each<[string, string, unknown]>([
    ['2017-11-22T00:00:00Z', '2017-11-22T00:00:00Z', 0],
    ['2017-11-22T00:00:00Z', '2017-11-22T01:00:00Z', -1],
    ['2017-11-22T01:00:00Z', '2017-11-22T00:00:00Z', 1],
    ['2017-11-22T01:00:00Z', '2017-11-22T00:00:00-01:00', 0],
    ['2017-11-22T00:00:00.000000001Z', '2017-11-22T0:00:00Z', 1],
    ['2017-11-22', '2017-11-22T00:00:00Z', 'failure'],
  ])('%s, %s', (a, b, expected) => expect(result('timecmp', a, b)).toBe(expected))
})

it.each<[string, readonly Data[]]>([
  ['timestamp', []],
  ['plantimestamp', []],
  ['formatdate', ['YYYY', unknownOf(stringType)]],
])('nobody knows %s offline', (name, args) => {
  expect(result(name, ...args)).toEqual({ unknown: 'string', notNull: true })
})
