import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { chunksOf } from '../src/yaml/chunks.ts'
import { parseFast } from '../src/yaml/fast/fast.ts'
import { parseSlow } from '../src/yaml/parse-chunk.ts'
import { yamlText } from './yaml-texts.ts'

const numRuns = Number(process.env['REGRAFT_RUNS'] ?? 500)

/** Whether the fast reader takes a document; if it does, it must see what the library sees. */
function agrees(text: string): boolean {
  const fast = parseFast(text, 'go')
  if (fast === undefined) return false
  const { root, contentStart, comments, diagnostics } = parseSlow(text, 'go')
  expect(diagnostics, JSON.stringify(text)).toEqual([])
  expect(fast, JSON.stringify(text)).toEqual({ root, contentStart, comments })
  return true
}

describe('the fast reader', () => {
  it('sees what the library sees in generated texts', () => {
    let taken = 0
    const texts = fc.array(fc.nat(999), { maxLength: 60 }).map(yamlText)
    fc.assert(
      fc.property(texts, (text) => {
        const stream = text.replace(/^\ufeff/, '')
        for (const { start, end } of chunksOf(stream)) if (agrees(stream.slice(start, end))) taken++
      }),
      { numRuns: numRuns * 4 },
    )
    expect(taken).toBeGreaterThan(numRuns / 5)
  })

  it('sees what the library sees in mangled texts', () => {
    const lines = [
      'a: 1',
      '  b: x y',
      '- c',
      '  - d: "e"',
      '',
      '# f',
      '    g: |',
      '      h',
      'i:',
      '  - [j, k]',
      '   l',
      'm: {n: o}',
      "'p': q # r",
      '- - s',
      '-',
      '  t: >-',
      '    u',
      '    v',
      'w: "x: y"',
      '---',
      'z : 1',
      '- -c',
      'a: -',
      '\t',
      ' # s',
      'b: c: d',
      'e: f:',
      '"g": |+',
      '  ',
      'http://x:80',
      '- "a": b',
      '- [',
      ': x',
      '? y',
      'k: # c',
      'a:\tb',
      'x: "\\u00e9"',
      'n: >',
      '- {a: b}',
    ]
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(...lines), { maxLength: 12 }),
        fc.boolean(),
        fc.boolean(),
        (chosen, crlf, ended) => {
          const text = chosen.join(crlf ? '\r\n' : '\n') + (ended ? '\n' : '')
          for (const { start, end } of chunksOf(text)) agrees(text.slice(start, end))
        },
      ),
      { numRuns: numRuns * 10 },
    )
  })
})

const shared = fileURLToPath(new URL('../../../../shared/corpora', import.meta.url))
const roots = [...(process.env['REGRAFT_CORPORA'] ?? '').split(':').filter(Boolean), shared].filter((root) =>
  existsSync(root),
)

describe.skipIf(roots.length === 0)('the fast reader on public files', () => {
  it('sees what the library sees, and takes most of Kubernetes', () => {
    for (const root of roots) {
      const taken = new Map<string, [number, number]>()
      for (const path of readdirSync(root, { recursive: true, encoding: 'utf8' }).sort()) {
        if (!/\.(?:ya?ml|template)$/.test(path)) continue
        const text = readFileSync(join(root, path), 'utf8').replace(/^\ufeff/, '')
        const name = path.split('/')[0] as string
        const count = taken.get(name) ?? [0, 0]
        for (const { start, end } of chunksOf(text)) {
          count[1]++
          if (agrees(text.slice(start, end))) count[0]++
        }
        taken.set(name, count)
      }
      for (const name of ['kubernetes-goat', 'microservices-demo', 'gatekeeper-library']) {
        const [fast, all] = taken.get(name) ?? [1, 1]
        expect(fast / all, name).toBeGreaterThan(0.85)
      }
    }
  })
})
