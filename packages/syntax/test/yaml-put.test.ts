import { applyEdits, type Json, type Path } from '@regraft/model'
import { describe, expect, it } from 'vitest'
import { contentOf } from '../src/content.ts'
import { yamlSyntax } from '../src/index.ts'

/** The text after a put; the code of the refusal when there is one. */
function put(text: string, path: Path, value: Json): string {
  const edits = yamlSyntax.parse(text).edits({ op: 'put', path: [0, ...path], content: contentOf(value) })
  return edits.ok ? applyEdits(text, edits.value) : edits.error.code
}

const cases: readonly (readonly [name: string, before: string, path: Path, value: Json, after: string])[] = [
  ['a plain scalar', 'a: 1\nb: x # note\n', ['b'], 'z', 'a: 1\nb: z # note\n'],
  ['a double-quoted scalar keeps its quotes', 'a: "x"\n', ['a'], 'y', 'a: "y"\n'],
  ['a single-quoted scalar keeps its quotes', "a: 'x'\n", ['a'], "it's", "a: 'it''s'\n"],
  ['a quoted string becomes a boolean', 'a: "false"\n', ['a'], false, 'a: false\n'],
  ['an empty value needs a space', 'a:\nb: 1\n', ['a'], 1, 'a: 1\nb: 1\n'],
  ['an empty value before a comment', 'a: # c\n', ['a'], 1, 'a: 1 # c\n'],
  ['an empty value becomes a map', 'a: # c\nb: 1\n', ['a'], { x: 1 }, 'a: # c\n  x: 1\nb: 1\n'],
  ['a new entry', 'a:\n  b: 1\nc: 2\n', ['a', 'd'], true, 'a:\n  b: 1\n  d: true\nc: 2\n'],
  [
    'a new entry before a commented one',
    'a:\n  b: 1 # x\n  # d: 2\nc: 2\n',
    ['a', 'd'],
    3,
    'a:\n  b: 1 # x\n  d: 3\n  # d: 2\nc: 2\n',
  ],
  ['a new entry, no final newline', 'a:\n  b: 1', ['a', 'd'], 3, 'a:\n  b: 1\n  d: 3'],
  ['a new entry, CRLF', 'a:\r\n  b: 1\r\n', ['a', 'd'], { e: 1 }, 'a:\r\n  b: 1\r\n  d:\r\n    e: 1\r\n'],
  [
    'a nested value',
    'a:\n    b: 1\n',
    ['a', 'd'],
    { e: ['x', { p: 1, z: [] }] },
    'a:\n    b: 1\n    d:\n        e:\n          - x\n          - p: 1\n            z: []\n',
  ],
  [
    'a map in a list, dashes under the key',
    'l:\n- name: x\n  image: y\n- name: z\n',
    ['l', 1, 'image'],
    'i',
    'l:\n- name: x\n  image: y\n- name: z\n  image: i\n',
  ],
  ['an item appended', 'l:\n- a\n- b # c\nm: 1\n', ['l', 2], 'c', 'l:\n- a\n- b # c\n- c\nm: 1\n'],
  [
    'a dash alone on its line',
    'l:\n-\n  name: x\n-\n  name: y\n',
    ['l', 0, 'z'],
    1,
    'l:\n-\n  name: x\n  z: 1\n-\n  name: y\n',
  ],
  ['an empty map in block style', 'm: {} # c\nn: 1\n', ['m', 'a'], 1, 'm: # c\n  a: 1\nn: 1\n'],
  ['a flow map', 'm: {a: 1, b: 2}\n', ['m', 'c'], 'x y', 'm: {a: 1, b: 2, c: x y}\n'],
  ['a flow map as JSON', 'm: {"a":1,"b":2}\n', ['m', 'c'], 'x', 'm: {"a":1,"b":2,"c":"x"}\n'],
  ['the pair of a flow list', 'm: [a: 1]\n', ['m', 0, 'b'], 2, 'm: [{a: 1, b: 2}]\n'],
  [
    'a flow map of several lines',
    'm: {\n  a: 1, # c\n  b: 2 # d\n}\n',
    ['m', 'c'],
    3,
    'm: {\n  a: 1, # c\n  b: 2, # d\n  c: 3\n}\n',
  ],
  [
    'after a block scalar',
    'a:\n  b: |\n    x\n\nc: 1\n',
    ['a', 'd'],
    1,
    'a:\n  b: |\n    x\n  d: 1\n\nc: 1\n',
  ],
  [
    'after a kept block scalar',
    'a:\n  b: |+\n    x\n\nc: 1\n',
    ['a', 'd'],
    1,
    'a:\n  b: |+\n    x\n\n  d: 1\nc: 1\n',
  ],
  ['before a block scalar the text cuts off', 'a: 1\nb: |\n  x', ['c'], 1, 'a: 1\nc: 1\nb: |\n  x'],
  ['a block scalar replaced', 'a: | # c\n  x\n  y\nb: 1\n', ['a'], 'z', 'a: z # c\nb: 1\n'],
  ['a string of several lines', 'a: x\nb: 1\n', ['a'], 'p\nq\n', 'a: |\n  p\n  q\nb: 1\n'],
  ['a map replaced by a scalar', 'a: # c\n  b: 1\n  c: 2\nd: 1\n', ['a'], 0, 'a: 0 # c\nd: 1\n'],
  [
    'a scalar replaced by a map in a list',
    'l:\n  - x # c\n  - y\n',
    ['l', 0],
    { a: 1, b: 2 },
    'l:\n  - a: 1 # c\n    b: 2\n  - y\n',
  ],
  [
    'a map over a map keeps what stays',
    'a:\n  b: 1 # one\n  c: "2" # two\n  d: 3\n',
    ['a'],
    { b: 1, c: '3', e: 4 },
    'a:\n  b: 1 # one\n  c: "3" # two\n  e: 4\n',
  ],
  ['an anchor stays', 'a: &x 1\nb: *x\n', ['a'], 2, 'a: &x 2\nb: *x\n'],
  ['an alias is replaced', 'a: &x 1\nb: *x # c\n', ['b'], 2, 'a: &x 1\nb: 2 # c\n'],
  ['a tag goes', 'a: !!str 1\n', ['a'], 2, 'a: 2\n'],
]

describe('put', () => {
  for (const [name, before, path, value, after] of cases) {
    it(name, () => {
      expect(put(before, path, value)).toBe(after)
      expect(put(after, path, value)).toBe(after)
    })
  }
})
