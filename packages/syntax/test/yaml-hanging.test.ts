import { applyEdits } from '@regraft/model'
import { expect, test } from 'vitest'
import { goYamlSyntax, yamlSyntax } from '../src/index.ts'

const told = (text: string): readonly string[] =>
  goYamlSyntax.parse(text).diagnostics.map(({ severity, range }) => `${severity} ${range.start}`)
const value = (text: string): unknown => goYamlSyntax.parse(text).parts.map((part) => part.value)

// What libyaml reads.
test.each([
  ['a:\n  b: 1\n  c: "When set\n  to false."\nd: 1\n', [{ a: { b: 1, c: 'When set to false.' }, d: 1 }]],
  ['a: "one\ntwo"\nb: 2\n', [{ a: 'one two', b: 2 }]],
  ['a:\r\n  b: "one\r\n  two"\r\n', [{ a: { b: 'one two' } }]],
  ['a:\n    b: "one\n  two"\n', [{ a: { b: 'one two' } }]],
  ['a:\n  - "one\n two"\n  - 3\n', [{ a: ['one two', 3] }]],
  ["a:\n  b: 'it''s\n  so'\n", [{ a: { b: "it's so" } }]],
  ['a:\n  b: "x\n  c: 1"\n  d: 2\n', [{ a: { b: 'x c: 1', d: 2 } }]],
  ['a:\n  b: "x\\\n  y\n\n  z"\n', [{ a: { b: 'xy\nz' } }]],
  ['a:\n  b: "x\n  y" # c\n  c: "x\n  z"\n', [{ a: { b: 'x y', c: 'x z' } }]],
])('%j is read as Kubernetes reads it', (text, expected) => {
  expect(value(text)).toEqual(expected)
  expect(told(text).every((each) => each.startsWith('warning '))).toBe(true)
  expect(told(text)).toHaveLength(text.includes('x\n  z') ? 2 : 1)
})

test('what YAML 1.2 takes has no warning', () => {
  expect(told('a:\n  b: "one\n    two"\n')).toEqual([])
})

test('what no reader takes stays an error, as it was', () => {
  for (const text of [
    'a:\n  b: "one\n  two\n',
    'a:\n  b: "one\n  c: "two"\n',
    'a:\n  "one\n  two": 1\n',
    'a:\n  b: one\n  two\n',
  ]) {
    const errors = yamlSyntax.parse(text).diagnostics
    expect(goYamlSyntax.parse(text).diagnostics, text).toEqual(errors)
    expect(
      errors.some(({ severity }) => severity === 'error'),
      text,
    ).toBe(true)
  }
  expect(yamlSyntax.parse('a: "one\ntwo"\n').diagnostics.some(({ severity }) => severity === 'error')).toBe(
    true,
  )
})

test('edits before, at and after such text change nothing else', () => {
  const text = 'a:\n  b: 1\n  c: "When set\n  to false." # why\nd: 1\n'
  const put = (path: readonly string[], to: string): string => {
    const content = { kind: 'scalar', value: to } as const
    const edits = goYamlSyntax.parse(text).edits({ op: 'put', path: [0, ...path], content })
    return edits.ok ? applyEdits(text, edits.value) : edits.error.reason
  }
  expect(put(['a', 'b'], 'x')).toBe(text.replace('1', 'x'))
  expect(put(['a', 'c'], 'x')).toBe('a:\n  b: 1\n  c: "x" # why\nd: 1\n')
  expect(put(['a', 'e'], 'x')).toBe(text.replace('d: 1', '  e: x\nd: 1'))
  expect(put(['d'], 'x')).toBe(text.replace('d: 1', 'd: x'))
})

test('a document with very many is refused rather than read for ever', () => {
  const text = `a:\n${Array.from({ length: 30 }, (_, i) => `  k${i}: "x\n  y"\n`).join('')}`
  expect(goYamlSyntax.parse(text).diagnostics.some(({ severity }) => severity === 'error')).toBe(true)
})
