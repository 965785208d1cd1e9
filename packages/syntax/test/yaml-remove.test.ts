import { applyEdits, type Path } from '@regraft/model'
import { describe, expect, it } from 'vitest'
import { contentOf, type DocumentOp, yamlSyntax } from '../src/index.ts'

/** The text after an operation; the code of the refusal when there is one. */
function edited(text: string, op: DocumentOp): string {
  const edits = yamlSyntax.parse(text).edits(op)
  return edits.ok ? applyEdits(text, edits.value) : edits.error.code
}

const removals: readonly (readonly [name: string, before: string, path: Path, after: string])[] = [
  [
    'an entry with its comments',
    'a: 1\n# about b\nb: 2 # two\n# about c\nc: 3\n',
    ['b'],
    'a: 1\n# about c\nc: 3\n',
  ],
  [
    'an entry, not the comment apart from it',
    'a: 1\n# apart\n\nb: 2\nc: 3\n',
    ['b'],
    'a: 1\n# apart\n\nc: 3\n',
  ],
  ['the first entry, not the head of the document', '# licence\na: 1\nb: 2\n', ['a'], '# licence\nb: 2\n'],
  [
    'the first entry of a nested map with its comment',
    'm:\n  # about a\n  a: 1\n  b: 2\n',
    ['m', 'a'],
    'm:\n  b: 2\n',
  ],
  ['an entry and the comments inside it', 'a:\n  x: 1\n  # z: 2\nb: 2\n', ['a'], 'b: 2\n'],
  ['the last entry of a text without a final line break', 'a: 1\n\nb: 2', ['b'], 'a: 1'],
  ['an entry in CRLF', 'a: 1\r\nb: 2\r\nc: 3\r\n', ['b'], 'a: 1\r\nc: 3\r\n'],
  ['the only entry', 'm: # c\n  a: 1\nn: 1\n', ['m', 'a'], 'm: {} # c\nn: 1\n'],
  ['the only entry of a compact map', 'l:\n- a: 1 # c\n- b\n', ['l', 0, 'a'], 'l:\n- {} # c\n- b\n'],
  ['the only entry below a tag', 'm: !x\n  a: 1\n', ['m', 'a'], 'm: !x {}\n'],
  ['the only item', 'l:\n- a\nn: 1\n', ['l', 0], 'l: []\nn: 1\n'],
  ['the only entry of the document', 'a: 1\n', ['a'], '{}\n'],
  [
    'an item with its comments',
    'l:\n  # one\n  - a # 1\n  # two\n  - b: 1\n    # inside two\n    c: 2\n  # three\n  - d\n',
    ['l', 1],
    'l:\n  # one\n  - a # 1\n  # three\n  - d\n',
  ],
  [
    'an item and the comments indented below it',
    'l:\n- a\n- b: 1\n  # d: 2\n- c\n',
    ['l', 1],
    'l:\n- a\n- c\n',
  ],
  [
    'the first entry of a compact item',
    'l:\n- name: x # n\n  image: i\n',
    ['l', 0, 'name'],
    'l:\n- image: i\n',
  ],
  [
    'the first entry of a compact item before a comment',
    'l:\n- name: x\n  # about i\n  image: i\n',
    ['l', 0, 'name'],
    'l:\n- # about i\n  image: i\n',
  ],
  ['the first of a list of lists', '- - a\n  - b\n', [0, 0], '- - b\n'],
  ['an entry with a block scalar', 'a: |\n  x\n\nb: 2\n', ['a'], '\nb: 2\n'],
  ['an entry after a kept block scalar', 'a: |+\n  x\n\nb: 2\n\nc: 3\n', ['b'], 'a: |+\n  x\n\nc: 3\n'],
  ['the last entry after a block scalar', 'a: |\n  x\nb: 2', ['b'], 'a: |\n  x\n'],
  ['a flow entry', 'm: {a: 1, b: 2, c: 3}\n', ['m', 'b'], 'm: {a: 1, c: 3}\n'],
  ['the last flow entry', 'm: {a: 1, b: 2}\n', ['m', 'b'], 'm: {a: 1}\n'],
  ['the last flow entry before a comma', 'm: [a, b,]\n', ['m', 1], 'm: [a,]\n'],
  ['the only flow entry', 'm: { a: 1 }\n', ['m', 'a'], 'm: {}\n'],
  ['the pair of a flow list', 'm: [a: 1, b]\n', ['m', 0, 'a'], 'm: [{}, b]\n'],
  [
    'a flow entry in a line of its own',
    'm: {\n  a: 1, # one\n  b: 2 # two\n}\n',
    ['m', 'b'],
    'm: {\n  a: 1 # one\n}\n',
  ],
  ['what is not there', 'a: 1\n', ['b'], 'a: 1\n'],
  ['an alias', 'a: &x 1\nb: *x\n', ['b'], 'a: &x 1\n'],
  ['an anchor that others need', 'a: &x 1\nb: *x\n', ['a'], 'YAML_ANCHOR_IN_USE'],
  ['a key whose anchor others need', '&x a: 1\nb: *x\n', ['a'], 'YAML_ANCHOR_IN_USE'],
  ['behind an alias', 'a: &x {c: 1}\nb: *x\n', ['b', 'c'], 'YAML_THROUGH_ALIAS'],
  [
    'a key that a merge would bring back',
    'a: &x {b: 1}\nc:\n  <<: *x\n  b: 2\n',
    ['c', 'b'],
    'YAML_MERGED_KEY',
  ],
  ['the only document', 'a: 1\n', [], 'YAML_WHOLE_DOCUMENT'],
]

describe('remove', () => {
  for (const [name, before, path, after] of removals) {
    it(name, () => {
      expect(edited(before, { op: 'remove', path: [0, ...path] })).toBe(after)
    })
  }

  it('a document with its mark and comments', () => {
    const text = 'a: 1\n---\n# about b\nb: 2\n---\nc: 3\n'
    expect(edited(text, { op: 'remove', path: [1] })).toBe('a: 1\n---\nc: 3\n')
    expect(edited(text, { op: 'remove', path: [0] })).toBe('---\n# about b\nb: 2\n---\nc: 3\n')
    expect(edited(text.trimEnd(), { op: 'remove', path: [2] })).toBe('a: 1\n---\n# about b\nb: 2')
    expect(edited(text, { op: 'remove', path: [3] })).toBe(text)
  })
})

describe('rename', () => {
  const rename = (text: string, path: Path, to: string): string =>
    edited(text, { op: 'rename', path: [0, ...path], to })

  it('keeps the quotes of the key', () => {
    expect(rename('a: 1\n"b": 2\n\'c\' : 3\n', ['a'], 'x y')).toBe('x y: 1\n"b": 2\n\'c\' : 3\n')
    expect(rename('a: 1\n"b": 2\n', ['b'], 'z')).toBe('a: 1\n"z": 2\n')
    expect(rename('a: 1\n', ['a'], 'on')).toBe('"on": 1\n')
    expect(rename('{a: 1}\n', ['a'], 'x:y')).toBe('{"x:y": 1}\n')
    expect(rename('a: 1\n', ['a'], 'a')).toBe('a: 1\n')
  })

  it('refuses what it cannot rename', () => {
    expect(rename('a: 1\nb: 2\n', ['a'], 'b')).toBe('YAML_KEY_EXISTS')
    expect(rename('- a\n', [0], 'b')).toBe('YAML_NO_KEY')
    expect(rename('[a]: 1\n', ['["a"]'], 'b')).toBe('YAML_KEY')
    expect(rename('a: 1\n', ['c'], 'b')).toBe('YAML_NO_PARENT')
  })
})

describe('insert', () => {
  const insert = (text: string, after: Path, value: Parameters<typeof contentOf>[0]): string =>
    edited(text, { op: 'insert', after, content: contentOf(value) })

  it('writes an item after another', () => {
    expect(insert('l:\n- a # a\n# about b\n- b\n', [0, 'l', 0], { x: 1 })).toBe(
      'l:\n- a # a\n- x: 1\n# about b\n- b\n',
    )
    expect(insert('l:\n- a\n- b\nm: 1\n', [0, 'l', 1], 'c')).toBe('l:\n- a\n- b\n- c\nm: 1\n')
    expect(insert('[a, b]\n', [0, 0], 'c')).toBe('[a, c, b]\n')
    expect(insert('[\n  a,\n  b\n]\n', [0, 0], 'c')).toBe('[\n  a,\n  c,\n  b\n]\n')
    expect(insert('- a\n- b\n', [0, 0], 'b')).toBe('- a\n- b\n')
  })

  it('writes a document after another', () => {
    expect(insert('a: 1\n', [0], { b: [1] })).toBe('a: 1\n---\nb:\n  - 1\n')
    expect(insert('a: 1', [0], { b: 1 })).toBe('a: 1\n---\nb: 1')
    expect(insert('a: 1\r\n---\r\nc: 1\r\n', [0], { b: 1 })).toBe('a: 1\r\n---\r\nb: 1\r\n---\r\nc: 1\r\n')
    expect(insert('a: 1\n...\n', [0], { b: 1 })).toBe('a: 1\n...\n---\nb: 1\n')
    expect(insert('a: |\n  x', [0], { b: 1 })).toBe('YAML_OPEN_SCALAR')
    expect(insert('a: 1\n---\nb: 1\n', [0], { b: 1 })).toBe('a: 1\n---\nb: 1\n')
  })

  it('refuses siblings of what has none', () => {
    expect(insert('a: 1\n', [0, 'a'], 1)).toBe('YAML_NO_SIBLING')
    expect(insert('a: 1\n', [0, 'b', 0], 1)).toBe('YAML_NO_PARENT')
    expect(insert('a: 1\n', [2], 1)).toBe('YAML_NO_PARENT')
  })

  it('begins a stream', () => {
    const put = (text: string): string => edited(text, { op: 'put', path: [0], content: contentOf({ a: 1 }) })
    expect(put('')).toBe('a: 1\n')
    expect(put('# top\n')).toBe('# top\na: 1\n')
    expect(put('\ufeff')).toBe('\ufeffa: 1\n')
  })
})
