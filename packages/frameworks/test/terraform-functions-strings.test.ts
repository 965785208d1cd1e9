// biome-ignore-all lint/suspicious/noTemplateCurlyInString: placeholders of a replacement
import { describe, expect, it } from 'vitest'
import { anyType, boolType, listOf, numberType, stringType, tupleOf } from '../src/terraform/language/type.ts'
import { isSequence } from '../src/terraform/language/value.ts'
import {
  listOfType,
  literal,
  mapOfType,
  run,
  setOfType,
  shown,
  unknownOf,
} from './terraform-functions-support.ts'

const unknown = unknownOf(stringType)
const arn = unknownOf(stringType, { prefix: 'arn:aws:', notNull: true })
const family = '👨‍👩‍👧'

describe('functions of strings', () => {
  it.each([
    ['chomp', ['hello\n'], '"hello"'],
    ['chomp', ['hello\r\n\n'], '"hello"'],
    ['chomp', ['\nhello'], '"\\nhello"'],
    ['endswith', ['hello world', 'world'], 'true'],
    ['endswith', ['hello world', 'hello'], 'false'],
    ['endswith', [unknown, 'x'], 'unknown(bool)!'],
    ['indent', [2, 'a\nb\nc'], '"a\\n  b\\n  c"'],
    ['indent', [-1, 'a\nb'], 'failure'],
    ['indent', [1.5, 'a'], 'failure'],
    ['indent', [1e9, 'a'], '"a"'],
    ['indent', [1e9, 'a\nb'], 'failure'],
    ['join', ['-', ['foo', 'bar', 'baz']], '"foo-bar-baz"'],
    ['join', [', ', ['a'], ['b', 1, true]], '"a, b, 1, true"'],
    ['join', [',', []], '""'],
    ['join', [','], 'failure'],
    ['join', [',', ['a', null]], 'failure'],
    ['join', [',', 'a'], 'failure'],
    ['join', [',', ['a', unknown]], 'unknown(string)!'],
    ['lower', ['HELLO'], '"hello"'],
    ['lower', ['АЛЛО! ΑΣ İ'], '"алло! ασ i"'],
    ['upper', ['hello straße ŉ ᾳ'], '"HELLO STRAßE ŉ ᾼ"'],
    ['upper', [5], '"5"'],
    ['upper', [[]], 'failure'],
    ['upper', [null], 'failure'],
    ['title', ['hello world'], '"Hello World"'],
    ['title', ["don't a_b 1x-y ǆ"], '"Don\'T A_b 1x-Y ǅ"'],
    ['replace', ['1 + 2 + 3', '+', '-'], '"1 - 2 - 3"'],
    ['replace', ['hello world', '/w.*d/', 'everybody'], '"hello everybody"'],
    ['replace', ['a.b', '.', '$1'], '"a$1b"'],
    ['replace', ['ab', '', '-'], '"-a-b-"'],
    ['replace', ['', '', '-'], '"-"'],
    ['replace', ['10.0.0.1', '/(\\d+)\\.(\\d+)/', '${2}_$1'], '"0_10.1_0"'],
    ['replace', ['abc', '/(?P<first>a)/', '$first-$$-$firsts'], '"a-$-bc"'],
    ['replace', ['baaac', '/a*/', 'x'], '"xbxcx"'],
    ['replace', ['abc', '/(/', 'x'], 'failure'],
    ['replace', ['a/b', '/', '|'], '"a|b"'],
    ['replace', ['x'.repeat(10_000), 'x', 'y'.repeat(10_000)], 'failure'],
    ['replace', ['x'.repeat(10_000), '/.*/', '$0'.repeat(10_000)], 'failure'],
    ['split', [',', 'foo,bar,baz'], 'list(string)["foo", "bar", "baz"]'],
    ['split', [',', ''], 'list(string)[""]'],
    ['split', ['', 'aé'], 'list(string)["a", "é"]'],
    ['split', ['', ''], 'list(string)[]'],
    ['split', [',', unknown], 'unknown(list(string))!'],
    ['split', ['', 'x'.repeat(1_000_001)], 'failure'],
    ['startswith', ['hello world', 'hello'], 'true'],
    ['startswith', ['hello world', 'world'], 'false'],
    ['startswith', [unknown, 'a'], 'unknown(bool)!'],
    ['startswith', [unknown, ''], 'true'],
    ['startswith', [arn, 'arn:'], 'true'],
    ['startswith', [arn, 'aws'], 'false'],
    ['startswith', [arn, 'arn:aws:s3'], 'unknown(bool)!'],
    ['strcontains', ['hello world', 'wor'], 'true'],
    ['strcontains', ['hello world', 'wod'], 'false'],
    ['strrev', ['hello'], '"olleh"'],
    ['strrev', [`a${family}é\r\n`], `"\\r\\né${family}a"`],
    ['substr', ['hello world', 1, 4], '"ello"'],
    ['substr', ['hello world', -5, -1], '"world"'],
    ['substr', ['hello world', 6, 10], '"world"'],
    ['substr', ['hello', 9, 2], '""'],
    ['substr', ['hello', 1, 0], '""'],
    ['substr', ['hello', -2, 0], '"lo"'],
    ['substr', ['hello', -9, 2], '"he"'],
    ['substr', [`${family}bc`, 1, 1], '"b"'],
    ['substr', ['hello', 0.5, 1], 'failure'],
    ['trim', ['?!hello?!', '!?'], '"hello"'],
    ['trim', ['foobar', 'far'], '"oob"'],
    ['trim', ['   hello! world.!  ', '! '], '"hello! world."'],
    ['trimprefix', ['helloworld', 'hello'], '"world"'],
    ['trimprefix', ['helloworld', 'cat'], '"helloworld"'],
    ['trimprefix', ['--hello', '-'], '"-hello"'],
    ['trimsuffix', ['helloworld', 'world'], '"hello"'],
    ['trimsuffix', ['hello', ''], '"hello"'],
    ['trimspace', ['  hello\n\n\u00a0'], '"hello"'],
  ] as const)('%s(%j) is %s', (name, args, expected) => {
    expect(shown(name, args)).toBe(expected)
  })

  it('keeps strings in normal form', () => {
    expect(run('join', '', ['e', '\u0301'])).toEqual(literal('é'))
  })
})

describe('sort', () => {
  it.each([
    [['e', 'd', 'a', 'x'], 'list(string)["a", "d", "e", "x"]'],
    [[], 'list(string)[]'],
    [['b', 1, true], 'list(string)["1", "b", "true"]'],
    [['\u{10000}', '\uffff'], 'list(string)["\uffff", "\u{10000}"]'],
    [['a', null], 'failure'],
    [['b', unknown], 'list(string)[unknown(string), unknown(string)]'],
    [unknownOf(listOf(stringType)), 'unknown(list(string))!'],
    [unknownOf(listOf(stringType), { length: { min: 1, max: 3 } }), 'unknown(list(string))! 1 to 3'],
  ] as const)('of %j is %s', (value, expected) => {
    expect(shown('sort', [value])).toBe(expected)
  })
})

describe('regex', () => {
  it.each([
    ['regex', ['[a-z]+', '53453453.345345aaabbbccc23454'], '"aaabbbccc"'],
    ['regex', ['(\\d\\d\\d\\d)-(\\d\\d)-(\\d\\d)', '2019-02-01'], '["2019", "02", "01"]'],
    [
      'regex',
      ['^(?:(?P<scheme>[^:/?#]+):)?(?://(?P<authority>[^/?#]*))?', 'https://terraform.io/docs/'],
      '{authority = "terraform.io", scheme = "https"}',
    ],
    ['regex', ['[a-z]+', '53453453.34534523454'], 'failure'],
    ['regex', ['(a)|(b)', 'b'], '[null(string), "b"]'],
    ['regex', ['(?P<x>a)(b)', 'ab'], 'failure'],
    ['regex', ['(', 'a'], 'failure'],
    ['regex', ['(?=a)', 'a'], 'failure'],
    ['regex', ['(a)(b)', unknown], 'unknown(tuple([string, string]))!'],
    ['regex', ['(', unknown], 'failure'],
    ['regex', [unknown, 'a'], 'unknown(any)'],
    ['regexall', ['[a-z]+', '1234abcd5678efgh9'], 'list(string)["abcd", "efgh"]'],
    ['regexall', ['[a-z]+', '123456789'], 'list(string)[]'],
    ['regexall', ['a*', 'baac'], 'list(string)["", "aa", ""]'],
    ['regexall', ['(.)(.)', 'abcd'], 'list(tuple([string, string]))[["a", "b"], ["c", "d"]]'],
    ['regexall', [unknown, 'a'], 'unknown(list(any))!'],
    ['regexall', ['(?P<x>.)', unknown], 'unknown(list(object({x=string})))!'],
  ] as const)('%s(%j) is %s', (name, args, expected) => {
    expect(shown(name, args)).toBe(expected)
  })
})

describe('format', () => {
  it.each([
    [['Hello, %s!', 'Ander'], '"Hello, Ander!"'],
    [['There are %d lights', 4], '"There are 4 lights"'],
    [['%%%d%%', 5], '"%5%"'],
    [['%s', true], '"true"'],
    [['%s', 1.5], '"1.5"'],
    [['%s', [1]], 'failure'],
    [['%s', null], 'failure'],
    [['%v', null], '"null"'],
    [['%v', [1, 'a', { b: null }]], '"[1,\\"a\\",{\\"b\\":null}]"'],
    [['%v', 1000000], '"1e+06"'],
    [['%v', -0.00001], '"-1e-05"'],
    [['%v', 999999], '"999999"'],
    [['%v', true], '"true"'],
    [['%#v', 'a<b'], '"\\"a\\\\u003cb\\""'],
    [['%q', 'a"b'], '"\\"a\\\\\\"b\\""'],
    [['%t', 'true'], '"true"'],
    [['%t', 'x'], 'failure'],
    [['%d', 1.5], 'failure'],
    [['%d', '12'], '"12"'],
    [['%b %o %x %X', 5, 8, 255, 255], '"101 10 ff FF"'],
    [['%#b %#o %#x', 5, 8, 255], '"0b101 010 0xff"'],
    [['%+d % d', 5, 5], '"+5  5"'],
    [['%5d|%-5d|%05d', 42, 42, -42], '"   42|42   |-0042"'],
    [['%.3d|%6.3d', 7, 7], '"007|   007"'],
    [['%f %.2f %8.3f|', 1.5, 2.675, 7.1828], '"1.500000 2.67    7.183|"'],
    [['%.0f %.0f', 0.5, 1.5], '"0 2"'],
    [['%e %.1E', 123456, 0.00123], '"1.234560e+05 1.2E-03"'],
    [['%g %.3g %G', 1e21, 7.1828, 0.0000001], '"1e+21 7.18 1E-07"'],
    [['%08.2f|%-8.2f|', -1.5, 1.5], '"-0001.50|1.50    |"'],
    [['%5s|%-5s|%05s', 'ab', 'ab', 'ab'], '"   ab|ab   |000ab"'],
    [['%.2s|%3s', `${family}bc`, family], `"${family}b|  ${family}"`],
    [['%[2]s %[1]s', 'a', 'b'], '"b a"'],
    [['%[2]s %s', 'a', 'b'], 'failure'],
    [['%s', 'a', 'b'], 'failure'],
    [['%s %s', 'a'], 'failure'],
    [['x', 'a'], 'failure'],
    [['%'], 'failure'],
    [['%!', 1], 'failure'],
    [['%z', 1], 'failure'],
    [['%2000000d', 1], 'failure'],
    [['%999999s'.repeat(11), ...Array.from({ length: 11 }, () => 'x')], 'failure'],
    [['arn:%s', unknown], 'unknown(string)! "arn:…"'],
    [['ab%s', unknown], 'unknown(string)! "a…"'],
    [['%s-x', unknown], 'unknown(string)!'],
    [['%v', [unknown]], 'unknown(string)!'],
    [['%s', unknownOf(anyType)], 'unknown(string)!'],
    [[unknown, 'a'], 'unknown(string)!'],
  ] as const)('format%j is %s', (args, expected) => {
    expect(shown('format', args)).toBe(expected)
  })

  it.each([
    [['Hello, %s!', ['Valentina', 'Ander']], 'list(string)["Hello, Valentina!", "Hello, Ander!"]'],
    [['%s, %s!', 'Salutations', ['A', 'B']], 'list(string)["Salutations, A!", "Salutations, B!"]'],
    [['%s'], 'failure'],
    [['x'], 'list(string)["x"]'],
    [['%s', 'a'], 'list(string)["a"]'],
    [['%s', []], 'list(string)[]'],
    [['%s%s', ['a'], ['b', 'c']], 'failure'],
    [['%v', { a: 1 }], 'list(string)["{\\"a\\":1}"]'],
    [['%s', ['a', unknown]], 'list(string)["a", unknown(string)!]'],
    [['%s%s', unknown, ['a', 'b']], 'list(string)[unknown(string)!, unknown(string)!]'],
    [['%s', unknownOf(listOf(stringType))], 'unknown(list(string))!'],
    [['%s%s', unknownOf(tupleOf([stringType])), ['a', 'b']], 'failure'],
  ] as const)('formatlist%j is %s', (args, expected) => {
    expect(shown('formatlist', args)).toBe(expected)
  })

  it('writes maps in the order of their keys', () => {
    expect(shown('format', ['%v', mapOfType(numberType, { b: 1, a: 2 })])).toBe('"{\\"a\\":2,\\"b\\":1}"')
    expect(shown('format', ['%v', setOfType(boolType, true, false)])).toBe('"[false,true]"')
  })
})

describe('what strings keep of where they came from', () => {
  const name = literal('name')

  it('hands an unchanged string on', () => {
    for (const f of ['chomp', 'lower', 'trimspace']) expect(run(f, name)).toBe(name)
    for (const f of ['trim', 'trimprefix', 'trimsuffix']) expect(run(f, name, '-')).toBe(name)
    expect(run('replace', name, 'x', 'y')).toBe(name)
    expect(run('replace', name, '/x/', 'y')).toBe(name)
    expect(run('substr', name, 0, -1)).toBe(name)
    expect(run('indent', 2, name)).toBe(name)
    expect(run('join', '-', [name])).toBe(name)
    expect(run('format', '%s', name)).toBe(name)
    expect(run('format', '%s!', name)).not.toBe(name)
  })

  it('hands the only part of a split on, and the elements of a sorted list', () => {
    const split = run('split', ',', name)
    expect(isSequence(split) && split.items[0]).toBe(name)
    const sorted = run('sort', listOfType(stringType, 'z', name))
    expect(isSequence(sorted) && sorted.items[0]).toBe(name)
  })
})
