import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { fromUtf8, utf8 } from '../src/terraform/functions/bytes.ts'
import { numberType, setOf, stringType } from '../src/terraform/language/type.ts'
import type { Value } from '../src/terraform/language/value.ts'
import { isMapping, nullOf, object, str, unknownOf } from '../src/terraform/language/value.ts'
import { call, type Data, result } from './terraform-functions-b-support.ts'

const unknown = unknownOf(stringType, { refs: ['aws_x.y'] })

describe('base64', () => {
  it.each<[string, readonly Data[], unknown]>([
    ['base64encode', ['Hello World'], 'SGVsbG8gV29ybGQ='],
    ['base64encode', ['é'], 'w6k='],
    ['base64decode', ['SGVsbG8gV29ybGQ='], 'Hello World'],
    ['base64decode', ['SGVsbG8g\r\nV29ybGQ='], 'Hello World'],
    ['base64decode', ['SGVsbG8'], 'failure'],
    ['base64decode', ['SGVs bG8='], 'failure'],
    ['base64decode', ['/w=='], 'failure'],
    ['textencodebase64', ['Hello World', 'UTF-16LE'], 'SABlAGwAbABvACAAVwBvAHIAbABkAA=='],
    ['textdecodebase64', ['SABlAGwAbABvACAAVwBvAHIAbABkAA==', 'utf-16le'], 'Hello World'],
    ['textencodebase64', ['hi', 'UTF-16'], '/v8AaABp'],
    ['textencodebase64', ['€', 'windows-1252'], 'gA=='],
    ['textencodebase64', ['€', 'ISO-8859-1'], 'failure'],
    ['textdecodebase64', ['gA==', 'US-ASCII'], 'failure'],
    ['textdecodebase64', ['2AA=', 'UTF-16BE'], 'failure'],
    ['textencodebase64', ['a', 'Shift_JIS'], { unknown: 'string', notNull: true }],
    ['base64gzip', ['a'], { unknown: 'string', notNull: true }],
    ['base64gunzip', ['a'], 'failure'],
    ['base64encode', [unknown], { unknown: 'string', notNull: true }],
    ['base64encode', [null], 'failure'],
    ['base64encode', ['a', 'b'], 'failure'],
  ])('%s(%j)', (name, args, expected) => expect(result(name, ...args)).toEqual(expected))

  it('refuses a result past the limit', () => {
    expect(result('base64encode', 'a'.repeat(8_000_000))).toBe('failure')
    const packed = (length: number): string => gzipSync('a'.repeat(length)).toString('base64')
    expect(result('base64gunzip', packed(11_000_000))).toBe('failure')
    expect(result('base64gunzip', packed(100_000))).toBe('a'.repeat(100_000))
  })

  it('keeps a byte order mark and tells what is no UTF-8', () => {
    expect(fromUtf8(utf8('\ufeffa'))).toBe('\ufeffa')
    expect(fromUtf8(Uint8Array.of(0xc0, 0x80))).toBeUndefined()
  })
})

describe('URLs', () => {
  it.each<[string, readonly Data[], unknown]>([
    ['urlencode', ['Hello World!'], 'Hello+World%21'],
    ['urlencode', ["-_.~ '()*é"], '-_.~+%27%28%29%2A%C3%A9'],
    ['urldecode', ['Hello+World%21'], 'Hello World!'],
    ['urldecode', ['%e9%9f'], '\ufffd'],
    ['urldecode', ['50%'], 'failure'],
  ])('%s(%j)', (name, args, expected) => expect(result(name, ...args)).toEqual(expected))
})

describe('csvdecode', () => {
  it.each<[string, unknown]>([
    [
      'a,b,c\n1,2,3\n4,5,6\n',
      [
        { a: '1', b: '2', c: '3' },
        { a: '4', b: '5', c: '6' },
      ],
    ],
    ['a,b\r\n"x,""y""\n",\r\n\r\n', [{ a: 'x,"y"\n', b: '' }]],
    ['a', []],
    ['', 'failure'],
    ['a,a\n', 'failure'],
    ['a,b\n1\n', 'failure'],
    ['a\nb"c\n', 'failure'],
    ['a\n"b"c\n', 'failure'],
    ['a\n"b', 'failure'],
  ])('%j', (text, expected) => expect(result('csvdecode', text)).toEqual(expected))

  it('gives a list whose type the header says', () => {
    expect(call('csvdecode', 'a,b')).toEqual({
      kind: 'list',
      items: [],
      of: {
        kind: 'object',
        attributes: new Map([
          ['a', stringType],
          ['b', stringType],
        ]),
      },
    })
  })
})

describe('jsonencode', () => {
  it.each<[Data, string]>([
    [{ hello: 'world' }, '{"hello":"world"}'],
    [{ b: [1, 2.5, true, null], a: {} }, '{"a":{},"b":[1,2.5,true,null]}'],
    ['<a> & "b"\u2028\t\u0001\b\f\u007f', '"\\u003ca\\u003e \\u0026 \\"b\\"\\u2028\\t\\u0001\\b\\f\u007f"'],
    [{ '\u{1f600}': 1, '\uffee': 2, z: 3 }, '{"z":3,"\uffee":2,"\u{1f600}":1}'],
    [null, 'null'],
    [1e30, '1000000000000000019884624838656'],
    [[0.1], '[0.1000000000000000055511151231257827021181583404541015625]'],
  ])('%j', (data, expected) => expect(result('jsonencode', data)).toBe(expected))

  it('keeps the value that it encoded', () => {
    const inner = str('x')
    const encoded = call('jsonencode', { a: inner })
    expect(encoded.kind === 'string' && encoded.decoded).toEqual(object(new Map([['a', inner]])))
    const decoded = call('jsondecode', encoded)
    expect(isMapping(decoded) && decoded.entries.get('a')).toBe(inner)
  })

  it.each<[Data, string | undefined]>([
    [{ a: unknown }, '{'],
    [[unknown], '['],
    [unknown, undefined],
    [unknownOf(stringType, { notNull: true }), '"'],
    [unknownOf(numberType, { notNull: true }), undefined],
  ])('of what holds an unknown, %j', (data, prefix) => {
    const encoded = call('jsonencode', data)
    expect(encoded).toMatchObject({ kind: 'unknown', type: stringType, notNull: true })
    expect(encoded.kind === 'unknown' && encoded.prefix).toBe(prefix)
    expect(encoded.kind === 'unknown' && encoded.decoded).toBeDefined()
  })

  it('says which resources the unknown parts refer to', () => {
    expect(call('jsonencode', { a: [unknown], b: 1 })).toMatchObject({ refs: ['aws_x.y'] })
  })
})

describe('jsondecode', () => {
  it.each<[string, unknown]>([
    ['{"hello": "world"}', { hello: 'world' }],
    ['true', true],
    [' [1, -2.5e3, "\\u00e9\\ud83d\\ude00\\\\\\"", null, [], {}] ', [1, -2500, 'é😀\\"', null, [], {}]],
    ['"\\ud800"', '\ufffd'],
    ['{"a":1,"a":2}', { a: 2 }],
    ['{"a":1,"a":"2"}', 'failure'],
    ['{"a":1,}', 'failure'],
    ['01', 'failure'],
    ['', 'failure'],
    ['"a" b', 'failure'],
    [`${'['.repeat(600)}${']'.repeat(600)}`, 'failure'],
  ])('%j', (text, expected) => expect(result('jsondecode', text)).toEqual(expected))

  it('reads every digit of a number', () => {
    expect(result('jsonencode', call('jsondecode', '[12345678901234567890.123456789]'))).toBe(
      '[12345678901234567890.123456789]',
    )
  })

  it('tells the type of an unknown text by its first character', () => {
    const typed = (prefix: string): unknown => result('jsondecode', unknownOf(stringType, { prefix }))
    expect(['"', ' t', '-1', '{', 'n'].map(typed)).toEqual(
      ['string', 'bool', 'number', 'any', 'any'].map((kind) => ({ unknown: kind, notNull: false })),
    )
    expect(typed('<')).toBe('failure')
  })

  it('gives back the known parts of what was encoded, with the types of JSON', () => {
    const list: Value = { kind: 'list', items: [str('a'), unknown], of: stringType }
    const decoded = call('jsondecode', call('jsonencode', { list, none: nullOf(stringType), n: 1 }))
    const entries = isMapping(decoded) ? decoded.entries : new Map<string, Value>()
    expect(entries.get('list')).toMatchObject({
      kind: 'tuple',
      items: [str('a'), { kind: 'unknown', type: { kind: 'any' } }],
    })
    expect(entries.get('none')).toEqual(nullOf({ kind: 'any' }))
    const set: Value = { kind: 'set', items: [str('a'), unknown], of: stringType }
    expect(result('jsondecode', call('jsonencode', set))).toEqual({ unknown: 'any', notNull: true })
    const known: Value = { kind: 'set', items: [str('a')], of: setOf(stringType) }
    expect(call('jsondecode', call('jsonencode', known)).kind).toBe('tuple')
  })
})
