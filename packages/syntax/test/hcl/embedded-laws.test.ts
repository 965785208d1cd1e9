import { parse } from '@cdktf/hcl2json'
import { applyEdits, equalJson, isList, isObject, type Json, type Path, valueAt } from '@regraft/model'
import {
  contentOf,
  type DocumentOp,
  type EmbeddedJson,
  type EmbeddedPart,
  type Expression,
  type HclDocument,
  hclSyntax,
  heredocJson,
} from '@regraft/syntax'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { applied, pathsOf } from '../yaml-model.ts'
import { numRuns } from './arbitrary.ts'

/*
 * Interpolations in values: `⟦n` stands for the interpolation of that number inside a string, a string that is `⟪n` alone
 * for one in the place of a value. Neither sign is generated otherwise.
 */
const codes: readonly string[] = [
  '${a.b}',
  '${ f("x", { y = 1 }) }',
  '${jsonencode(["\\"", "}"])}',
  '${\n  c\n}',
  '${"d${e}"}',
]
const inString = /⟦(\d)/g

const character = fc.constantFrom(
  'a',
  'é',
  '😀',
  ' ',
  '"',
  '\\',
  '\n',
  '\t',
  '$',
  '%',
  '{',
  '}',
  '${',
  '%{',
  '$${',
  '/',
  '\u0007',
)
const hole = fc.nat(codes.length - 1).map((n) => `⟦${n}`)
const plainText = fc.array(character, { maxLength: 4 }).map((all) => all.join(''))
const text = fc
  .array(fc.oneof({ weight: 4, arbitrary: character }, { weight: 1, arbitrary: hole }), { maxLength: 5 })
  // A sign right before an interpolation would escape it.
  .map((all) => all.join('').replace(/[$%]+(?=⟦)/g, ''))
const bare = fc.nat(codes.length - 1).map((n) => `⟪${n}`)

function jsonOf(strings: fc.Arbitrary<string>): fc.Arbitrary<Json> {
  const { value } = fc.letrec<{ value: Json }>((tie) => ({
    value: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      fc.oneof(strings, fc.constantFrom(null, true, false, 0, -1.5, 1e21, 42)),
      fc.array(tie('value'), { maxLength: 4 }),
      fc.dictionary(plainText, tie('value'), { maxKeys: 4 }),
    ),
  }))
  return value
}

const anyJson = jsonOf(fc.oneof({ weight: 4, arbitrary: text }, { weight: 1, arbitrary: bare }))
const embedded = fc.oneof(
  fc.array(anyJson, { maxLength: 4 }),
  fc.dictionary(plainText, anyJson, { maxKeys: 4 }),
)
const plainJson = jsonOf(plainText)

/** A template of HCL that says a value; `layout`: 0 quoted, else a heredoc. */
interface Layout {
  readonly form: 'quoted' | '<<' | '<<-'
  readonly indent: number
  readonly lineEnd: '\n' | '\r\n'
}

const layouts: fc.Arbitrary<Layout> = fc.record({
  form: fc.constantFrom('quoted', '<<', '<<-'),
  indent: fc.nat(2),
  lineEnd: fc.constantFrom('\n', '\r\n'),
})

function written(value: Json, { form, indent, lineEnd }: Layout): string {
  const json = JSON.stringify(value, null, indent)
  const quoted = form === 'quoted'
  const escaped = (quoted ? JSON.stringify(json).slice(1, -1) : json).replace(/[$%](?=\{)/g, '$&$&')
  const code = (n: string): string => codes[Number(n)] ?? ''
  const filled = escaped
    .replace(/\\?"⟪(\d)\\?"/g, (_, n: string) => code(n))
    .replace(inString, (_, n: string) => code(n))
  const body = quoted ? `"${filled}"` : `${form}EOF\n${filled}\n  EOF`
  return `# before\nx {\n  y = ${body}\n  z = 1 # after\n}\n`.replaceAll('\n', lineEnd)
}

/** The value that a tree says, interpolations written as above. */
function read(document: HclDocument, json: EmbeddedJson): Json {
  const coded = ({ expression }: { readonly expression: Expression }): number => {
    const source = document.source(expression).replaceAll('\r', '')
    return codes.findIndex((code) => code.slice(2, -1).trim() === source)
  }
  const joined = (parts: readonly EmbeddedPart[]): string =>
    parts.map((part) => (typeof part === 'string' ? part : `⟦${coded(part)}`)).join('')
  switch (json.kind) {
    case 'object':
      return Object.fromEntries(json.entries.map(({ key, value }) => [joined(key), read(document, value)]))
    case 'list':
      return json.items.map((item) => read(document, item))
    case 'string':
      return joined(json.parts)
    case 'interpolation':
      return `⟪${coded(json.interpolation)}`
    case 'scalar':
      return json.value
  }
}

const base: Path = ['x', 0, 'y']

function said(document: HclDocument): Json | undefined {
  const [block] = document.body.items
  const [attribute] = block?.kind === 'block' ? block.body.items : []
  if (attribute?.kind !== 'attribute') return undefined
  const { value } = attribute
  if (value.kind !== 'heredoc' && value.kind !== 'template') return undefined
  const json = heredocJson(value, document.text)
  return json && read(document, json)
}

function operation(root: Json, where: number, kind: number, value: Json): DocumentOp {
  const paths = pathsOf(root).filter((path) => path.length > 0 || isObject(root) || isList(root))
  const path = paths[where % paths.length] ?? []
  const there = valueAt(root, path)
  const content = contentOf(value)
  if (isObject(there) && (kind === 0 || path.length === 0))
    return { op: 'put', path: [...path, 'new'], content }
  if (isList(there) && (kind <= 1 || path.length === 0))
    return { op: 'put', path: [...path, there.length], content }
  if (kind === 2) return { op: 'remove', path }
  if (kind === 3) return { op: 'rename', path, to: 'renamed' }
  if (kind === 4) return { op: 'insert', after: path, content }
  return { op: 'put', path, content }
}

function deepened(op: DocumentOp): DocumentOp {
  return op.op === 'insert'
    ? { ...op, after: [...base, ...op.after] }
    : { ...op, path: [...base, ...op.path] }
}

function holesOf(value: Json): string {
  return [...JSON.stringify(value).matchAll(/[⟦⟪]\d/g)].map(([code]) => code).join()
}

describe('JSON in templates', () => {
  it('reads as it is written', () => {
    fc.assert(
      fc.property(embedded, layouts, (value, layout) => {
        const source = written(value, layout)
        const document = hclSyntax.parse(source)
        expect(document.diagnostics, source).toEqual([])
        const found = said(document)
        if (!equalJson(found, value)) expect.fail(JSON.stringify({ source, value, found }))
        for (const path of pathsOf(value).slice(1))
          expect(document.range([...base, ...path]), source).toBeDefined()
      }),
      { numRuns },
    )
  })

  it('changes exactly as an operation says', async () => {
    await fc.assert(
      fc.asyncProperty(
        embedded,
        layouts,
        fc.nat(),
        fc.nat(7),
        plainJson,
        async (root, layout, where, kind, put) => {
          const source = written(root, layout)
          const before = hclSyntax.parse(source)
          const flat = operation(root, where, kind, put)
          const op = deepened(flat)
          const result = before.edits(op)
          const inside: DocumentOp =
            flat.op === 'insert'
              ? { ...flat, after: [0, ...flat.after] }
              : { ...flat, path: [0, ...flat.path] }
          if (!result.ok) {
            const reasons = ['HCL_TEMPLATE', 'JSON_NO_SIBLING', 'JSON_NO_KEY', 'JSON_KEY_EXISTS']
            expect(reasons, JSON.stringify({ source, op, result })).toContain(result.error.code)
            return
          }
          const wanted = applied([root], inside)[0] as Json // it has one value
          const text = applyEdits(source, result.value)
          const after = hclSyntax.parse(text)
          const why = JSON.stringify({ source, op, text })
          expect(after.diagnostics, why).toEqual([])
          if (!equalJson(said(after), wanted)) expect.fail(why)
          expect(holesOf(wanted), why).toBe(holesOf(root))
          const value = before.range(base) ?? { start: 0, end: 0 }
          const now = after.range(base) ?? { start: 0, end: 0 }
          expect(text.slice(0, now.start), why).toBe(source.slice(0, value.start))
          expect(text.slice(now.end).replace(/ +#/, ' #'), why).toBe(
            source.slice(value.end).replace(/ +#/, ' #'),
          )
          if (layout.lineEnd === '\r\n') expect(text, why).not.toMatch(/(?<!\r)\n/)
          const again = flat.op === 'remove' && typeof flat.path.at(-1) === 'number'
          if (!again) expect(after.edits(op), why).toEqual({ ok: true, value: [] })
          await expect(parse('main.tf', text), why).resolves.toBeDefined()
        },
      ),
      { numRuns },
    )
  })
})
