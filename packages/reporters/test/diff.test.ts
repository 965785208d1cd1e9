import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { applyEdits, type TextEdit } from '@regraft/model'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { patchOf, renderDiff, unifiedDiff } from '../src/index.ts'
import { report } from './sample.ts'

const runs = Number(process.env['REGRAFT_RUNS'] ?? 40)

let root = ''
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'regraft-diff-'))
})
afterAll(() => rmSync(root, { recursive: true, force: true }))

const tools: readonly (readonly [string, readonly string[]])[] = [
  ['git', ['apply', '-p1', '--whitespace=nowarn', '-']],
  ['patch', ['-p1', '--binary', '--silent']],
]

/** The file after a real tool applied the diff. */
function applied(tool: number, file: string, before: string | undefined, diff: string): string {
  const [command, args] = tools[tool] ?? ['', []]
  const folder = mkdtempSync(join(root, 'run-'))
  mkdirSync(dirname(join(folder, file)), { recursive: true })
  if (before !== undefined) writeFileSync(join(folder, file), before)
  execFileSync(command, [...args], { cwd: folder, input: diff, stdio: ['pipe', 'pipe', 'pipe'] })
  const after = readFileSync(join(folder, file), 'utf8')
  rmSync(folder, { recursive: true })
  return after
}

function replaced(before: string, needle: string, text: string): TextEdit {
  const start = before.indexOf(needle)
  return { start, end: start + needle.length, text }
}

const cases: readonly { name: string; file?: string; before: string; needle: string; text: string }[] = [
  { name: 'one value', before: 'a: 1\nb: 2\nc: 3\n', needle: '2', text: '3' },
  { name: 'no newline at the end', before: 'a: 1\nb: 2', needle: '2', text: '3' },
  { name: 'a newline taken away', before: 'a: 1\nb: 2\n', needle: '2\n', text: '2' },
  { name: 'a newline added', before: 'a: 1\nb: 2', needle: '2', text: '2\n' },
  { name: 'CRLF', before: 'a: 1\r\nb: 2\r\nc: 3\r\n', needle: '2', text: '3' },
  { name: 'CRLF without the last one', before: 'a: 1\r\nb: 2', needle: '2', text: '3\r\nc: 4' },
  { name: 'a lone CR in a line', before: 'a: 1\rb: 2\nc: 3\n', needle: '2', text: '4' },
  { name: 'a byte order mark', before: '\ufeffa: 1\n', needle: '1', text: '2' },
  { name: 'lines added at the end', before: 'a\n', needle: '\n', text: '\nb\nc\n' },
  { name: 'the whole text removed', before: 'a\nb\n', needle: 'a\nb\n', text: '' },
  { name: 'lines that look like headers', before: '-- a\n++ b\n', needle: 'a', text: 'c' },
  { name: 'a name with spaces', file: 'my infra/main 1.tf', before: 'a = 1\n', needle: '1', text: '2' },
  { name: 'a name in Unicode', file: 'größe/日本 語.yaml', before: 'a: 1\n', needle: '1', text: '2' },
  { name: 'a name with quotes', file: 'a"b\\c.tf', before: 'a = 1\n', needle: '1', text: '2' },
  { name: 'astral characters', before: 'a: 😀\nb: 😀\n', needle: '😀\nb', text: '🎉\nb' },
]

describe.each(tools.map(([command], tool) => ({ command, tool })))('$command accepts', ({ tool }) => {
  it.each(cases)('$name', ({ file = 'main.tf', before, needle, text }) => {
    const edits = [replaced(before, needle, text)]
    const after = applyEdits(before, edits)
    // A file whose last line goes is deleted by patch and kept empty by git; both are asked for by the same bytes.
    if (after === '' && tool === 1) return
    expect(applied(tool, file, before, unifiedDiff(file, before, edits))).toBe(after)
  })

  it('a new file', () => {
    const diff = unifiedDiff('new/it.tf', undefined, [{ start: 0, end: 0, text: 'a = 1\n' }])
    expect(applied(tool, 'new/it.tf', undefined, diff)).toBe('a = 1\n')
  })

  it('any edits of any text', () => {
    fc.assert(
      fc.property(texts, fc.array(fc.tuple(fc.nat(400), fc.nat(30), texts)), (before, wanted) => {
        const edits = disjoint(before, wanted)
        const after = applyEdits(before, edits)
        const diff = unifiedDiff('f.txt', before, edits)
        if (diff === '') expect(after).toBe(before)
        else if (after !== '') expect(applied(tool, 'f.txt', before, diff)).toBe(after)
      }),
      { numRuns: runs },
    )
  })
})

const line = fc.constantFrom('a', 'b', 'key: 1', '  - x', '', '+', '-', '@@ -1 +1 @@', 'é😀')
const texts = fc
  .tuple(fc.array(line, { maxLength: 25 }), fc.constantFrom('\n', '\r\n'), fc.boolean())
  .map(([lines, eol, last]) => lines.join(eol) + (last && lines.length > 0 ? eol : ''))

function disjoint(before: string, wanted: readonly (readonly [number, number, string])[]): TextEdit[] {
  const out: TextEdit[] = []
  let at = 0
  for (const [start, length, text] of [...wanted].sort(([a], [b]) => a - b)) {
    const from = whole(before, Math.max(start, at))
    const to = whole(before, Math.min(before.length, from + length))
    if (from > before.length || (from === at && out.length > 0)) continue
    out.push({ start: from, end: to, text })
    at = to
  }
  return out
}

/** Not between the halves of a surrogate pair. */
function whole(text: string, at: number): number {
  const code = text.charCodeAt(at)
  return code >= 0xdc00 && code < 0xe000 ? at + 1 : at
}

describe('unifiedDiff', () => {
  it('has the bytes that version control writes', () => {
    const before = Array.from({ length: 30 }, (_, i) => `line ${i + 1}\n`).join('')
    const edits = [
      replaced(before, 'line 2\n', 'two\n'),
      replaced(before, 'line 9\n', 'nine\n'),
      replaced(before, 'line 20\n', ''),
    ]
    expect(unifiedDiff('a b.tf', before, edits)).toBe(
      [
        'diff --git a/a b.tf b/a b.tf',
        '--- a/a b.tf\t',
        '+++ b/a b.tf\t',
        '@@ -1,12 +1,12 @@',
        ' line 1',
        '-line 2',
        '+two',
        ...[3, 4, 5, 6, 7, 8].map((n) => ` line ${n}`),
        '-line 9',
        '+nine',
        ...[10, 11, 12].map((n) => ` line ${n}`),
        '@@ -17,7 +17,6 @@',
        ...[17, 18, 19].map((n) => ` line ${n}`),
        '-line 20',
        ...[21, 22, 23].map((n) => ` line ${n}`),
        '',
      ].join('\n'),
    )
  })

  it('shows neighbouring edits as one change', () => {
    const edits = [replaced('a\nb\n', 'a', 'x'), replaced('a\nb\n', 'b', 'y')]
    expect(unifiedDiff('f', 'a\nb\n', edits)).toBe(
      'diff --git a/f b/f\n--- a/f\n+++ b/f\n@@ -1,2 +1,2 @@\n-a\n-b\n+x\n+y\n',
    )
  })

  it('is empty when nothing changes', () => {
    expect(unifiedDiff('a', 'x\n', [{ start: 0, end: 1, text: 'x' }])).toBe('')
    expect(unifiedDiff('a', 'x\n', [])).toBe('')
  })

  it('takes time in proportion to the edits, not to the square of the file', () => {
    const before = 'some_attribute = "value"\n'.repeat(200_000)
    const edits = Array.from({ length: 10_000 }, (_, i) => ({
      start: i * 500 + 18,
      end: i * 500 + 23,
      text: 'other',
    }))
    const began = performance.now()
    const diff = unifiedDiff('a', before, edits)
    expect(diff.match(/^@@/gm)).toHaveLength(10_000)
    expect(performance.now() - began).toBeLessThan(10_000)
  })

  it('shows a region that changes throughout as replaced', () => {
    const before = Array.from({ length: 3000 }, (_, i) => `old ${i}\n`).join('')
    const text = Array.from({ length: 3000 }, (_, i) => `new ${i}\n`).join('')
    const diff = unifiedDiff('a', before, [{ start: 0, end: before.length, text }])
    expect(diff.split('\n').slice(3, 6)).toEqual(['@@ -1,3000 +1,3000 @@', '-old 0', '-old 1'])
    expect(diff.split('\n').slice(3002, 3006)).toEqual(
      ['-old 2998', '-old 2999', '+new 0', '+new 1'].slice(0, 4),
    )
  })
})

describe('patchOf', () => {
  it('goes through files by name', () => {
    const edits = ['b.tf', 'a.tf'].map((file) => ({ file, start: 0, end: 1, text: 'y', rules: [] }))
    const names = patchOf(report([], { edits }), () => 'x\n').match(/^\+\+\+ .*$/gm)
    expect(names).toEqual(['+++ b/a.tf', '+++ b/b.tf'])
  })
})

describe('renderDiff', () => {
  it('lets no control character through', () => {
    const diff = unifiedDiff('a\u001b.tf', 'x\u001b[2J\r\ny\u202e\n', [{ start: 0, end: 1, text: 'z' }])
    expect(renderDiff(diff)).toBe(
      [
        'diff --git "a/a\\033.tf" "b/a\\033.tf"',
        '--- "a/a\\033.tf"',
        '+++ "b/a\\033.tf"',
        '@@ -1,2 +1,2 @@',
        '-x\\u001b[2J',
        '+z\\u001b[2J',
        ' y\\u202e',
        '',
      ].join('\n'),
    )
  })

  it('colours when asked', () => {
    expect(renderDiff('@@ -1 +1 @@\n-a\n+b\n', { color: true })).toBe(
      '\u001b[36m@@ -1 +1 @@\u001b[39m\n\u001b[31m-a\u001b[39m\n\u001b[32m+b\u001b[39m\n',
    )
  })
})
