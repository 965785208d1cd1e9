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
  [
    'a new entry after the comment that ends a list in line with its key',
    'a:\n  drop:\n  - x\n  # end\nb: 1\n',
    ['a', 'add'],
    3,
    'a:\n  drop:\n  - x\n  # end\n  add: 3\nb: 1\n',
  ],
  [
    'a new entry after the deeper comments of the last one',
    'a:\n  l:\n    - x\n\n    # - y\n    # - z\n# left\nb: 1\n',
    ['a', 'd'],
    3,
    'a:\n  l:\n    - x\n\n    # - y\n    # - z\n  d: 3\n# left\nb: 1\n',
  ],
  [
    'a new entry after a deeper comment that ends the text',
    'a:\n  l:\n    - x\n    # - y',
    ['a', 'd'],
    3,
    'a:\n  l:\n    - x\n    # - y\n  d: 3',
  ],
  [
    'a new entry after a comment below a block scalar',
    'a:\n  b: |\n      x\n    # c\nc: 1\n',
    ['a', 'd'],
    3,
    'a:\n  b: |\n      x\n    # c\n  d: 3\nc: 1\n',
  ],
  [
    'an item after the deeper comment of the last one',
    'l:\n- a: 1\n  # b: 2\n# - c\n',
    ['l', 1],
    'x',
    'l:\n- a: 1\n  # b: 2\n- x\n# - c\n',
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
  ['a tag on a line of its own goes', 'a:\n  !Ref x\nb: 1\n', ['a'], 2, 'a:\n  2\nb: 1\n'],
  [
    'misindented comments inside a map',
    'a:\n  b: 1\n# left\n      # deep\nc: 2\n',
    ['a', 'd'],
    3,
    'a:\n  b: 1\n  d: 3\n# left\n      # deep\nc: 2\n',
  ],
  ['a comment after the mark of a document', '--- # one\na: 1\n', ['b'], 2, '--- # one\na: 1\nb: 2\n'],
  ['before the end of a document', 'a: 1\n...\n# end\n', ['b'], 2, 'a: 1\nb: 2\n...\n# end\n'],
  ['a byte order mark', '\ufeffa: 1\n', ['b'], { c: 1 }, '\ufeffa: 1\nb:\n  c: 1\n'],
  ['tabs before a comment', 'a: 1\t# c\n', ['a'], 2, 'a: 2\t# c\n'],
  ['a tab after a dash', '-\ta\n- b\n', [0], 'c', '-\tc\n- b\n'],
  ['blank lines stay behind', 'a:\n  b: 1\n\n\nc: 2\n', ['a', 'd'], 3, 'a:\n  b: 1\n  d: 3\n\n\nc: 2\n'],
  ['dashes indented below the key', 'l:\n  - a\nm:\n', ['m'], ['x'], 'l:\n  - a\nm:\n  - x\n'],
  ['dashes under the key', 'l:\n- a\nm:\n', ['m'], ['x'], 'l:\n- a\nm:\n- x\n'],
  [
    'a wide gap after dashes',
    'l:\n-   a: 1\n    b: 2\n',
    ['l', 1],
    { c: 3, d: 4 },
    'l:\n-   a: 1\n    b: 2\n-   c: 3\n    d: 4\n',
  ],
  ['a list of lists', '- - a\n  - b\n- c\n', [0, 2], 'd', '- - a\n  - b\n  - d\n- c\n'],
  ['a complex key', '? [a, b]\n: c\n? d\n', ['d'], 1, '? [a, b]\n: c\n? d\n: 1\n'],
  ['an explicit key', '? a\n: b # c\n', ['a'], { x: 1, z: 2 }, '? a\n: # c\n  x: 1\n  z: 2\n'],
  ['a flow key without a value', '{a, b}\n', ['a'], 1, '{a: 1, b}\n'],
  ['a flow value left out', '{a: , b: 1}\n', ['a'], 'x', '{a: x, b: 1}\n'],
  ['a map in flow', 'a: {b: 1}\n', ['a', 'c'], { d: ['x, y', true] }, 'a: {b: 1, c: {d: ["x, y", true]}}\n'],
  ['an empty list', 'a: [] # c\n', ['a', 0], 'x', 'a: # c\n  - x\n'],
  ['an empty list in flow', '{a: []}\n', ['a', 0], 'x', '{a: [x]}\n'],
  ['an empty map in a list', '- {}\n- b\n', [0, 'a'], 1, '- a: 1\n- b\n'],
  ['an empty map that is anchored', 'a: &x {}\n', ['a', 'b'], 1, 'a: &x\n  b: 1\n'],
  ['a flow map that stays flow', 'a: {b: 1} # c\n', ['a'], { b: 1, d: 2 }, 'a: {b: 1, d: 2} # c\n'],
  ['a flow list with a trailing comma', 'a: [x, y,]\n', ['a', 2], 'z', 'a: [x, y, z,]\n'],
  ['an item of a flow list of lines', 'a: [\n  x,\n  y\n]\n', ['a', 2], 'z', 'a: [\n  x,\n  y,\n  z\n]\n'],
  ['a multi-line plain scalar', 'a: one\n  two # c\nb: 1\n', ['a'], 'x', 'a: x # c\nb: 1\n'],
  ['a multi-line quoted scalar', 'a: "one\n  two"\nb: 1\n', ['a'], { c: 1 }, 'a:\n  c: 1\nb: 1\n'],
  ['a folded scalar', 'a: >-\n  x\n  y\n\nb: 1\n', ['a'], ['z'], 'a:\n  - z\n\nb: 1\n'],
  [
    'a list replaced by a map',
    'a:\n  # l\n  - x\n  - y # c\nb: 1\n',
    ['a'],
    { c: 1 },
    'a:\n  # l\n  c: 1 # c\nb: 1\n',
  ],
  ['a list under its key replaced by a map', 'a:\n- x\n- y\nb: 1\n', ['a'], { c: 1 }, 'a:\n  c: 1\nb: 1\n'],
  ['a compact map replaced by a scalar', '- a: 1\n  b: 2 # c\n- d\n', [0], 'x', '- x # c\n- d\n'],
  ['an anchored item becomes a map', '- &x a\n- *x\n', [0], { b: 1 }, '- &x\n  b: 1\n- *x\n'],
  ['the whole document', '# top\na: 1\n', [], ['x'], '# top\n- x\n'],
  ['the whole document after its mark', '--- a\n', [], { b: 1 }, '---\nb: 1\n'],
  ['an empty document', '---\n# c\n---\na: 1\n', [], { b: 1 }, '---\nb: 1\n# c\n---\na: 1\n'],
  ['items between items', 'a:\n- x # x\n- z # z\n', ['a'], ['x', 'q', 'z'], 'a:\n- x # x\n- q\n- z # z\n'],
  ['fewer items', 'a:\n- x # x\n- q\n- z # z\n', ['a'], ['x', 'z'], 'a:\n- x # x\n- z # z\n'],
  ['astral characters', 'a: "🎉🎉"\nb: 1\n', ['b'], '🎉', 'a: "🎉🎉"\nb: 🎉\n'],
  [
    'lines that a comment would join',
    'a: x\n   # deep\nb: 1\n',
    ['a'],
    'p\nq',
    'a: "p\\nq"\n   # deep\nb: 1\n',
  ],
  ['lines at the end of a text without a break', 'a: x', ['a'], 'p\nq', 'a: "p\\nq"'],
  ['lines that begin with a space', 'a: x\n', ['a'], ' p\nq', 'a: " p\\nq"\n'],
  ['a big number', 'a: 1\n', ['a'], 1e21, 'a: 1.0e+21\n'],
  [
    'a merge stays, the new key beside it wins',
    'a: &a {x: 1}\nb:\n  <<: *a\n',
    ['b', 'x'],
    2,
    'a: &a {x: 1}\nb:\n  <<: *a\n  x: 2\n',
  ],
  ['keys in the quotes of the others', '"a": 1\n"b": 2\n', ['c'], 3, '"a": 1\n"b": 2\n"c": 3\n'],
  ['through an alias', 'a: &x {b: 1}\nc: *x\n', ['c', 'b'], 2, 'YAML_THROUGH_ALIAS'],
  ['below a scalar', 'a: 1\n', ['a', 'b'], 2, 'YAML_NO_PARENT'],
  ['a missing parent', 'a: 1\n', ['b', 'c'], 2, 'YAML_NO_PARENT'],
  ['an index too far', 'a: [1]\n', ['a', 2], 2, 'YAML_NO_PARENT'],
  ['a key that stands twice', 'a: 1\na: 2\n', ['a'], 3, 'YAML_DUPLICATE_KEY'],
  ['a value whose anchor others need', 'a: {b: &x 1}\nc: *x\n', ['a'], 2, 'YAML_ANCHOR_IN_USE'],
  ['after a cut-off block scalar of a list', '- |\n  x', [1], 'z', 'YAML_OPEN_SCALAR'],
  ['a text that does not parse', 'a: [\n', ['a'], 1, 'YAML_SYNTAX'],
  ['half a surrogate pair', 'a: 1\n', ['a'], '\ud800', 'YAML_CONTENT'],
]

describe('put', () => {
  for (const [name, before, path, value, after] of cases) {
    it(name, () => {
      expect(put(before, path, value)).toBe(after)
      if (!/^YAML_/.test(after)) expect(put(after, path, value)).toBe(after)
    })
  }
})

/** Each of these read as something else, or not at all, by one of libyaml, PyYAML, yaml.v2, ruamel.yaml without quotes. */
const quoted = [
  'y',
  'NO',
  'on',
  'Off',
  '~',
  'null',
  'True',
  '.inf',
  '.NaN',
  '=',
  '<<',
  '1',
  '-1',
  '+.5',
  '0o17',
  '017',
  '0b1',
  '1_000',
  '1e3',
  '1:20',
  '190:20:30.5',
  '2001-01-01',
  '2001-1-1 10:00:00',
  '',
  ' a',
  'a ',
  '- a',
  '-',
  '? a',
  ': a',
  'a: b',
  'a:',
  'a #b',
  '#a',
  '--- a',
  '...',
  '*a',
  '&a',
  '!a',
  '|',
  '>',
  '%a',
  '@a',
  '`a',
  '[a',
  '{a',
  '"a',
  "'a",
  'a\tb',
  '\u2028',
  '\ufeff',
  '\x1b',
]
const bare = [
  'a',
  'nginx:1.2',
  '10.0.0.1',
  '1.2.3',
  '100Mi',
  '250m',
  '-c',
  '--flag=x',
  ':8080',
  'a#b',
  'a,b',
  'a[0]',
  '/etc',
  '$(X)',
  '$X',
  '2001-01',
  'x y',
  "it's",
  'say "x"',
  'http://x:80/y#z',
  'ünï',
  '🎉',
  'yes!',
  'nulls',
  '1.2.3-rc.1',
  'sha256:abc',
  '~/x',
  '=a',
  'a%',
]

describe('strings', () => {
  it('are quoted where readers disagree', () => {
    for (const text of quoted) {
      const after = put('a: x\n', ['a'], text)
      expect(after).toMatch(/^a: ["'].*["']\n$/)
      expect(yamlSyntax.parse(after).parts[0]?.value).toEqual({ a: text })
    }
  })

  it('stay bare where all agree', () => {
    for (const text of bare) expect(put('a: x\n', ['a'], text)).toBe(`a: ${text}\n`)
  })

  it('are quoted in flow where they hold what flow text means', () => {
    for (const text of ['a,b', 'a[0]', 'x:y', 'a?', '{x', '-c'])
      expect(put('{a: x}\n', ['a'], text)).toBe(`{a: ${JSON.stringify(text)}}\n`)
  })
})
