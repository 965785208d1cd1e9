import { applyEdits } from '@regraft/model'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { Content, DocumentOp } from '../src/document.ts'
import { changed, model, pathsIn, renamedTo, withoutStep, withValue } from './typescript-model.ts'
import { parse, scalar } from './typescript-support.ts'

const numRuns = Number(process.env['REGRAFT_RUNS'] ?? 300)

const key = fc.constantFrom('a', 'b', 'tags', 'k1', '"x-y"', "'q'", '["c"]')
const space = fc.constantFrom('', ' ', '\n', '\n  ', '\n\n\t', ' /* c */ ', ' // d\n', '\n  // e\n  ')
const leaf = fc.constantFrom(
  '1',
  '-2.5',
  '"s"',
  "'t'",
  '`u`',
  'true',
  'null',
  'undefined',
  'bucket.id',
  'f(1)',
  '("w" as const)',
  // biome-ignore lint/suspicious/noTemplateCurlyInString: a leaf of the program
  '`x${y}`',
  'c ? 1 : 2',
)

/** An object or list literal with any layout: entries apart or together, comments anywhere, a last comma or none. */
const { value } = fc.letrec<{ value: string; object: string; list: string }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3, depthSize: 'small' },
    leaf,
    tie('object') as fc.Arbitrary<string>,
    tie('list') as fc.Arbitrary<string>,
  ),
  object: sequence(
    '{}',
    fc.oneof(
      { weight: 6, arbitrary: fc.tuple(key, space, tie('value')).map(([k, s, v]) => `${k}:${s}${v}`) },
      { weight: 1, arbitrary: fc.constantFrom('...rest', 'a', 'b', '[k]: 1', 'm() {}') },
    ),
  ),
  list: sequence('[]', tie('value') as fc.Arbitrary<string>),
}))

function sequence(brackets: string, item: fc.Arbitrary<string>): fc.Arbitrary<string> {
  return fc
    .tuple(fc.array(fc.tuple(space, item, space), { maxLength: 4 }), fc.boolean(), space)
    .map(([items, comma, end]) => {
      const inner = items.map((parts) => parts.join('')).join(',')
      return brackets[0] + inner + (comma && items.length > 0 ? ',' : '') + end + brackets[1]
    })
}

const content: fc.Arbitrary<Content> = fc.oneof(
  fc.constantFrom(scalar('new "v"\'s'), scalar(7), scalar(false), scalar(null)),
  fc.constant<Content>({ kind: 'reference', path: ['other', 'arn'] }),
  fc.constant<Content>({ kind: 'map', entries: [] }),
  fc.constant<Content>({ kind: 'map', entries: [['p', { kind: 'list', items: [scalar('q')] }]] }),
  fc.constant<Content>({ kind: 'list', items: [{ kind: 'map', entries: [['r-s', scalar(1)]] }] }),
)

const program = fc
  .tuple(
    fc.constantFrom('', '\ufeff', '// head\n', "import * as x from 'y'\n"),
    value,
    fc.constantFrom('', ';\n'),
  )
  .map(([head, args, tail]) => `${head}const v = new aws.X("n", { root: ${args} })${tail}`)

const operation = fc.record({
  op: fc.constantFrom('put', 'create', 'remove', 'rename'),
  at: fc.nat(),
  content,
  name: fc.constantFrom('a', 'fresh', 'x-y', 'root'),
})
type Pick = typeof operation extends fc.Arbitrary<infer T> ? T : never

function choose(text: string, pick: Pick): DocumentOp {
  const args = parse(text).news[0]?.items[1]
  const paths = args ? [...pathsIn(args.value)] : []
  const path = ['new', 0, 'arguments', 1, ...(paths[pick.at % paths.length] ?? [])]
  if (pick.op === 'remove') return { op: 'remove', path }
  if (pick.op === 'rename') return { op: 'rename', path, to: pick.name }
  return { op: 'put', path: pick.op === 'put' ? path : [...path, pick.name], content: pick.content }
}

/** What a text's model is after an operation, by another way than editing the text. */
function expected(text: string, op: DocumentOp) {
  const before = model(parse(text))
  const path = op.op === 'insert' ? [] : op.path.slice(4)
  const root = (before as unknown as { items: never[] }[])[0]?.items[1] ?? null
  if (op.op === 'remove') return changed(root, path, withoutStep)
  if (op.op === 'rename') return changed(root, path, renamedTo(op.to))
  const written = op.op === 'put' ? op.content : scalar(null)
  // What the content means is read from a text that holds nothing else.
  return changed(root, path, withValue(meaningOf(written)))
}

function meaningOf(written: Content) {
  const bare = parse('new X({})')
  const edits = bare.edits({ op: 'put', path: ['new', 0, 'arguments', 0, 'v'], content: written })
  const after = model(parse(applyEdits(bare.text, edits.ok ? edits.value : [])))
  return (after as unknown as { items: { '.v': never }[] }[])[0]?.items[0]?.['.v'] ?? null
}

it('an edit means its operation and nothing else', () => {
  let applied = 0
  fc.assert(
    fc.property(program, operation, (text, pick) => {
      const document = parse(text)
      expect(document.diagnostics).toEqual([])
      const op = choose(text, pick)
      const result = document.edits(op)
      if (!result.ok) return
      if (result.value.length > 0) applied++
      const after = parse(applyEdits(text, result.value))
      expect(after.diagnostics).toEqual([])
      expect((model(after) as unknown as { items: unknown[] }[])[0]?.items[1]).toEqual(expected(text, op))
      // A removed item's place is taken by the next.
      if (op.op !== 'remove' || typeof op.path.at(-1) === 'string')
        expect(after.edits(op)).toEqual({ ok: true, value: [] })
      for (const comment of document.comments)
        if (
          op.op === 'put' &&
          !result.value.some((edit) => edit.start < comment.range.end && comment.range.start < edit.end)
        )
          expect(after.text).toContain(comment.text)
    }),
    { numRuns },
  )
  expect(applied).toBeGreaterThan(numRuns / 3)
})

it('CRLF changes nothing but line breaks', () => {
  fc.assert(
    fc.property(program, operation, (text, pick) => {
      const crlf = text.replace(/\n/g, '\r\n')
      const op = choose(text, pick)
      const [one, other] = [parse(text).edits(op), parse(crlf).edits(op)]
      expect(other.ok).toBe(one.ok)
      if (!one.ok || !other.ok) return
      const [plain, carried] = [applyEdits(text, one.value), applyEdits(crlf, other.value)]
      // A text without a line break cannot show which kind it has.
      if (text.includes('\n')) expect(carried).toBe(plain.replace(/\n/g, '\r\n'))
      expect(model(parse(carried))).toEqual(model(parse(plain)))
    }),
    { numRuns },
  )
})

it('any text at all is read without a throw, and never edited when it has an error', () => {
  const noise = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 200 }),
    fc
      .array(
        fc.constantFrom(
          'new X(',
          '{',
          '}',
          '[',
          ']',
          ')',
          ',',
          'a:',
          '"',
          '`',
          '${',
          '//',
          '/*',
          '...',
          '\n',
          'const a=',
        ),
        { maxLength: 40 },
      )
      .map((parts) => parts.join(' ')),
  )
  fc.assert(
    fc.property(noise, (text) => {
      const document = parse(text)
      expect(document.text).toBe(text)
      for (const { range } of document.comments) expect(range.end).toBeLessThanOrEqual(text.length)
      for (const node of document.news) expect(document.range(['new', node.index])).toEqual(node.range)
      const result = document.edits({ op: 'put', path: ['new', 0, 'arguments', 0], content: scalar(1) })
      if (document.diagnostics.length > 0) expect(result.ok).toBe(false)
      else if (result.ok) expect(parse(applyEdits(text, result.value)).diagnostics).toEqual([])
    }),
    { numRuns },
  )
})
