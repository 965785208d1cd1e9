import type { Json } from '@regraft/model'
import { compareBytes } from '../src/terraform/language/value.ts'

type Fields = Readonly<Record<string, Json>>

const s = (text: string): Json => ['s', text]
const n = (decimal: string): Json => ['n', decimal]
const b = (value: boolean): Json => ['b', value]
const none = (type: Json): Json => ['0', type]
const unknown = (type: Json, known?: Fields): Json => (known === undefined ? ['?', type] : ['?', type, known])
const sequence = (kind: 'l' | 'S', type: Json, ...items: Json[]): Json => [kind, type, items]
const sorted = (fields: Fields): Json => Object.entries(fields).sort(([x], [y]) => compareBytes(x, y))
const map = (type: Json, fields: Fields): Json => ['m', type, sorted(fields)]
const object = (fields: Fields): Json => ['o', sorted(fields)]
const tuple = (...items: Json[]): Json => ['t', items]

/** The object type `{id = string, n = number}`. */
const shape: Json = [
  'o',
  [
    ['id', 's'],
    ['n', 'n'],
  ],
]
const item = (id: string, count: string): Json => object({ id: s(id), n: n(count) })

const strings: Fields = {
  s_word: s('hello'),
  s_empty: s(''),
  s_path: s('arn:aws:s3:::logs-Prod/a b'),
  s_wide: s('héllo wörld 日本 👍🏽'),
  s_lines: s('one\n  two\nthree\n'),
  s_number: s('42'),
  s_true: s('true'),
  s_unknown: unknown('s'),
  s_prefix: unknown('s', { nn: true, p: 'arn:aws:' }),
  s_null: none('s'),
}

const numbers: Fields = {
  n_five: n('5'),
  n_zero: n('0'),
  n_half: n('2.5'),
  n_tenth: n('0.1'),
  n_minus: n('-7'),
  n_huge: n('123456789012345678901234567890'),
  n_unknown: unknown('n'),
  n_present: unknown('n', { nn: true }),
  n_null: none('n'),
}

const bools: Fields = { b_yes: b(true), b_no: b(false), b_unknown: unknown('b'), b_null: none('b') }

const lists: Fields = {
  ls: sequence('l', 's', s('b'), s('a'), s('c'), s('a')),
  ls_empty: sequence('l', 's'),
  ls_open: sequence('l', 's', s('a'), unknown('s'), s('b')),
  ls_holes: sequence('l', 's', s('a'), none('s'), s('')),
  ls_unknown: unknown(['l', 's']),
  ls_some: unknown(['l', 's'], { l: [1, 3], nn: true }),
  ls_null: none(['l', 's']),
  ln: sequence('l', 'n', n('3'), n('1'), n('2.5'), n('-4')),
  ln_open: sequence('l', 'n', n('1'), unknown('n')),
  ln_unknown: unknown(['l', 'n']),
  lb: sequence('l', 'b', b(true), b(false)),
  lls: sequence(
    'l',
    ['l', 's'],
    sequence('l', 's', s('x'), s('y')),
    sequence('l', 's'),
    sequence('l', 's', s('z')),
  ),
  lls_open: sequence('l', ['l', 's'], sequence('l', 's', s('x')), unknown(['l', 's'])),
  lo: sequence('l', shape, item('one', '1'), item('two', '2')),
  lo_open: sequence('l', shape, item('one', '1'), object({ id: unknown('s'), n: n('2') })),
  lo_unknown: unknown(['l', shape]),
}

const sets: Fields = {
  ss: sequence('S', 's', s('a'), s('b'), s('é')),
  ss_empty: sequence('S', 's'),
  ss_open: sequence('S', 's', s('a'), unknown('s')),
  ss_unknown: unknown(['S', 's']),
  sn: sequence('S', 'n', n('1'), n('10'), n('2')),
  so: sequence('S', shape, item('one', '1'), item('two', '2')),
}

const maps: Fields = {
  ms: map('s', { b: s('2'), a: s('x'), 'c-d': s('') }),
  ms_empty: map('s', {}),
  ms_open: map('s', { a: s('x'), b: unknown('s') }),
  ms_unknown: unknown(['m', 's']),
  ms_null: none(['m', 's']),
  mn: map('n', { one: n('1'), two: n('2') }),
  mls: map(['l', 's'], { x: sequence('l', 's', s('p'), s('q')), y: sequence('l', 's') }),
  mo: map(shape, { k: item('one', '1'), l: item('two', '2') }),
}

const structures: Fields = {
  o: object({
    id: s('i-1'),
    n: n('3'),
    ok: b(true),
    tags: map('s', { Name: s('web') }),
    list: sequence('l', 's', s('q')),
  }),
  o_empty: object({}),
  o_open: object({ id: unknown('s'), n: n('3'), any: unknown('any') }),
  o_unknown: unknown(shape),
  o_null: none(shape),
  o_deep: object({ a: object({ b: tuple(object({ c: s('deep') }), none('any')) }) }),
  t: tuple(s('x'), n('1'), b(true)),
  t_empty: tuple(),
  t_open: tuple(s('a'), unknown('any'), n('3')),
  t_same: tuple(s('p'), s('q')),
  t_unknown: unknown(['t', ['s', 'n']]),
  u: unknown('any'),
  nothing: none('any'),
}

const groups: Fields = { ...strings, ...numbers, ...bools, ...lists, ...sets, ...maps, ...structures }

/** Root names of the generated expressions with their values in canonical form; `var` has them all once more. */
export const variables: readonly (readonly [string, Json])[] = [
  ...Object.entries(groups),
  ['var', object(groups)],
]
