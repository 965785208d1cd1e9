import { isList, isObject, type Json, type Path, valueAt } from '@regraft/model'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { contentOf, type DocumentOp, yamlSyntax } from '../src/index.ts'
import { holdLaws, oracle, valuesOf } from './yaml-laws.ts'
import { pathsOf } from './yaml-model.ts'
import { yamlText } from './yaml-texts.ts'

const numRuns = Number(process.env['REGRAFT_RUNS'] ?? 150)
const texts = fc.array(fc.nat(999), { maxLength: 200, size: 'max' }).map(yamlText)
const values = fc.oneof(
  fc.constantFrom<Json>(
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
    'ü 🎉\u2028',
    '--- x',
    ' pad ',
  ),
  fc.constantFrom<Json>(
    ['a', { b: 1, c: ['d'] }],
    { privileged: false, caps: { drop: ['ALL'] } },
    [['n'], []],
    [{}],
    { 'a b': 'c\nd' },
  ),
  fc.jsonValue({ maxDepth: 3 }) as fc.Arbitrary<Json>,
)

/** An operation at a path of the text, picked by numbers. */
function operation(all: readonly Json[], where: number, kind: number, value: Json): DocumentOp | undefined {
  const paths = all.flatMap((root, i) => pathsOf(root, [i]))
  const path = paths[where % Math.max(1, paths.length)]
  if (path === undefined) return undefined
  const there = valueAt(all, path)
  const content = contentOf(value)
  if (kind === 0 && isObject(there)) return { op: 'put', path: [...path, 'new'], content }
  if (kind <= 1 && isList(there)) return { op: 'put', path: [...path, there.length], content }
  if (kind === 2) return { op: 'remove', path }
  if (kind === 3) return { op: 'rename', path, to: 'renamed' }
  if (kind === 4) return { op: 'insert', after: path, content }
  return { op: 'put', path, content }
}

function parentOf(op: DocumentOp): Path {
  return op.op === 'insert' ? op.after : op.path.slice(0, -1)
}

describe('laws of YAML edits', () => {
  it('reads what the library reads', () => {
    fc.assert(
      fc.property(texts, (text) => {
        const document = yamlSyntax.parse(text)
        const seen = oracle(text)
        const broken = document.diagnostics.some(({ severity }) => severity === 'error')
        expect(broken, JSON.stringify(text)).toBe(seen === undefined)
        if (seen !== undefined) expect(valuesOf(document), JSON.stringify(text)).toEqual(seen)
      }),
      { numRuns: numRuns * 2 },
    )
  })

  it('changes exactly what an operation asks for', () => {
    fc.assert(
      fc.property(texts, fc.nat(), fc.nat(6), values, (text, where, kind, value) => {
        const document = yamlSyntax.parse(text)
        if (document.diagnostics.some(({ severity }) => severity === 'error')) return
        const op = operation(valuesOf(document), where, kind, value)
        if (op === undefined) return
        // Values that several places share are tried on their own.
        const path = op.op === 'insert' ? op.after : op.path
        if (document.uses(path).length > 1 || document.uses(parentOf(op)).length > 1) return
        holdLaws(text, op)
      }),
      { numRuns: numRuns * 4 },
    )
  })
})
