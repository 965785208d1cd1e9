import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { equalJson, isList, isObject, type Json, type Path, valueAt } from '@regraft/model'
import { describe, expect, it } from 'vitest'
import { contentOf, type DocumentOp, yamlSyntax } from '../src/index.ts'
import { holdLaws, oracle, valuesOf } from './yaml-laws.ts'
import { pathsOf } from './yaml-model.ts'

/** Folders of public repositories: those of REGRAFT_CORPORA and ../shared/corpora beside the repository. */
const shared = fileURLToPath(new URL('../../../../shared/corpora', import.meta.url))
const roots = [...(process.env['REGRAFT_CORPORA'] ?? '').split(':').filter(Boolean), shared].filter((root) =>
  existsSync(root),
)
/** Operations tried on each file. */
const tries = Number(process.env['REGRAFT_TRIES'] ?? 1)

function yamlFiles(folder: string): readonly string[] {
  const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  return paths
    .filter((path) => /\.(?:ya?ml|template)$/.test(path))
    .sort()
    .map((path) => join(folder, path))
}

/** Numbers that are the same in every run. */
function numbers(seed: number): (below: number) => number {
  let state = seed
  return (below) => {
    state = (Math.imul(state, 1103515245) + 12345) & 0x7fffffff
    return (state >>> 8) % below
  }
}

const values: readonly Json[] = [
  true,
  1,
  'plain',
  'yes',
  'a: b # c',
  '',
  null,
  'two\nlines\n',
  'x\n\n  y',
  [],
  {},
  1e21,
  'ünïcode 🎉',
  ['a', { b: 1, c: ['d'] }],
  { privileged: false, caps: { drop: ['ALL'] } },
  [['n'], []],
]

function operation(all: readonly Json[], path: Path, pick: (below: number) => number): DocumentOp {
  const there = valueAt(all, path)
  const content = contentOf(values[pick(values.length)] as Json)
  const kind = pick(7)
  if (kind === 0 && isObject(there)) return { op: 'put', path: [...path, 'newKey'], content }
  if (kind <= 1 && isList(there)) return { op: 'put', path: [...path, there.length], content }
  if (kind === 2) return { op: 'remove', path }
  if (kind === 3) return { op: 'rename', path, to: 'renamed' }
  if (kind === 4) return { op: 'insert', after: path, content }
  return { op: 'put', path, content }
}

for (const root of roots) {
  for (const name of readdirSync(root).sort()) {
    const files = /\.md$/.test(name) ? [] : yamlFiles(join(root, name))
    describe.skipIf(files.length === 0)(`YAML files of ${name}`, () => {
      it('are read as the library reads them, and edited by the laws', () => {
        const pick = numbers(files.length)
        for (const file of files) {
          const text = readFileSync(file, 'utf8')
          const document = yamlSyntax.parse(text)
          const seen = oracle(text)
          const broken = document.diagnostics.some(({ severity }) => severity === 'error')
          expect(broken, file).toBe(seen === undefined)
          if (seen === undefined) continue
          expect(equalJson(seen, valuesOf(document)), file).toBe(true)
          const paths = seen.flatMap((value, i) => pathsOf(value, [i]))
          for (let i = 0; i < tries && text.length < 60_000 && paths.length > 0; i++) {
            const path = paths[pick(paths.length)] as Path
            const op = operation(seen, path, pick)
            const held = op.op === 'insert' ? op.after : op.path.slice(0, -1)
            if (document.uses(path).length === 1 && document.uses(held).length <= 1) holdLaws(text, op)
          }
        }
      }, 600_000)
    })
  }
}

describe.skipIf(roots.length > 0)('YAML files of public repositories', () => {
  it.skip('no folder of them: set REGRAFT_CORPORA', () => {})
})
