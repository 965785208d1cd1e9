import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { offsetOf } from '../src/diagnostics.ts'
import type { LocalRego } from '../src/index.ts'
import { source, toolchain } from './toolchain.ts'

const numRuns = Number(process.env['REGRAFT_RUNS'] ?? 60)

let rego: LocalRego
beforeAll(async () => {
  rego = await toolchain()
})

const seed = `# METADATA
# title: Seed
package seed

import data.lib as l

deny contains f if {
	some i, r in input.rules
	not r.ok
	every x in r.list { x > 1 }
	f := {"m": sprintf("%d %v", [i, r.name]), "t": $"{r.name}!", "s": \`raw\`}
}

f(x) := [y | y := x[_]; y != null] if x else := [] # comment
`

/** A policy with a part cut out and something put in its place. */
const mutated = fc
  .tuple(
    fc.nat(seed.length),
    fc.nat(12),
    fc.oneof(
      fc.string({ unit: 'binary', maxLength: 8 }),
      fc.constantFrom(
        '{',
        '}',
        '[',
        '"',
        '`',
        '\n',
        '#',
        '😀',
        '\0',
        '\r',
        ' if ',
        ' contains ',
        '# METADATA\n# ',
      ),
    ),
  )
  .map(([at, cut, put]) => seed.slice(0, at) + put + seed.slice(at + cut))

describe('any text', () => {
  it('is answered with diagnostics that stand inside it', async () => {
    await fc.assert(
      fc.asyncProperty(mutated, async (text) => {
        const { files, diagnostics } = await rego.format({ modules: [source(text)] })
        expect(files.length + Math.min(1, diagnostics.length)).toBe(1)
        for (const one of [...diagnostics, ...(await rego.check({ modules: [source(text)] }))]) {
          expect(one.code).toMatch(/^rego_(parse|type|compile|unsafe_var|recursion|format)_error$/)
          expect(one.start?.offset ?? 0).toBeLessThanOrEqual(text.length)
          expect(one.end?.offset ?? 0).toBeGreaterThanOrEqual(one.start?.offset ?? 0)
        }
      }),
      { numRuns },
    )
  })

  it('is formatted to what is formatted already', async () => {
    await fc.assert(
      fc.asyncProperty(mutated, async (text) => {
        const [once] = (await rego.format({ modules: [source(text)] })).files
        if (once === undefined) return
        const [twice] = (await rego.format({ modules: [source(once.text)] })).files
        expect(twice?.text).toBe(once.text)
      }),
      { numRuns },
    )
  })
})

describe('offsetOf', () => {
  it('finds the code point at a row and column', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'grapheme' })), fc.nat(), fc.nat(), (rows, a, b) => {
        const clean = rows.map((row) => row.replaceAll('\n', ''))
        const row = clean.length === 0 ? 0 : a % clean.length
        const points = [...(clean[row] ?? '')]
        const col = b % (points.length + 1)
        const text = clean.join('\n')
        const before = clean.slice(0, row).reduce((sum, one) => sum + one.length + 1, 0)
        expect(offsetOf(text, row + 1, col + 1)).toBe(before + points.slice(0, col).join('').length)
      }),
    )
  })
})
