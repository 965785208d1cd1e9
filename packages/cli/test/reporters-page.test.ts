import { readFileSync } from 'node:fs'
import { formats } from '@regraft/reporters'
import { expect, test } from 'vitest'
import { parse } from '../src/args/parse.ts'

const page = readFileSync(new URL('../../../docs/reporters.md', import.meta.url), 'utf8')

/** The arguments of every regraft command of the page's shell snippets; what a shell does with the output is left out. */
const commands = [...page.matchAll(/^npx regraft ([^|>\n]*)/gm)].map(([, line = '']) =>
  line.trim().split(/\s+/),
)

test('the page has a row and a command for each format', () => {
  const rows = [...page.matchAll(/^\| `([a-z-]+)` +\| [^|]+ \| [^|]+ \|$/gm)].map(([, name]) => name)
  for (const format of formats) expect(rows).toContain(format)
  const named = commands.flatMap((argv) => {
    const read = parse(argv)
    return read.kind === 'run' ? read.args.sinks.map(({ format }) => format) : []
  })
  expect([...new Set(named)].sort()).toEqual([...formats].sort())
})
