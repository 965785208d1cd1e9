import {
  type Attribute,
  type Block,
  constantOf,
  type Expression,
  type HclDocument,
  hclSyntax,
  keyOf,
  type Node,
  traversalOf,
} from '@regraft/syntax'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { hclText, mutated, numRuns } from './arbitrary.ts'
import { corpusFiles } from './corpus.ts'

function valued(text: string): { document: HclDocument; value: Expression } {
  const document = hclSyntax.parse(`a = ${text}\n`)
  expect(document.diagnostics).toEqual([])
  return { document, value: (document.body.items[0] as Attribute).value }
}

function codes(text: string): string[] {
  return hclSyntax.parse(text).diagnostics.map(({ code }) => code)
}

/** The tree without ranges. */
function shape(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(shape)
  if (typeof node !== 'object' || node === null) return node
  const kept = Object.entries(node).filter(
    ([key]) => !/^(start|end|open|close|.*End|.*At|opening|closing|middle|equals)$/.test(key),
  )
  return Object.fromEntries(kept.map(([key, value]) => [key, shape(value)]))
}

describe('the tree', () => {
  it('has blocks with labels, header and braces', () => {
    const text = 'resource aws_x "n\\"m" {\n  b = 1\n}\n'
    const document = hclSyntax.parse(text)
    const block = document.body.items[0] as Block
    expect(block.labels.map(({ value, quoted }) => [value, quoted])).toEqual([
      ['aws_x', false],
      ['n"m', true],
    ])
    expect(text.slice(block.start, block.headerEnd)).toBe('resource aws_x "n\\"m"')
    expect([text[block.open], text[block.close], text.slice(block.open, block.end)]).toEqual([
      '{',
      '}',
      '{\n  b = 1\n}',
    ])
  })

  it.each([
    ['1 + 2 * 3 == 7 && !a || b', '((((1 + (2 * 3)) == 7) && !a) || b)'],
    ['a - b - c', '((a - b) - c)'],
    ['a < b == c >= d', '((a < b) == (c >= d))'],
    ['a ? b : c ? d : e', '(a ? b : (c ? d : e))'],
    ['-a.b % 2', '(-a.b % 2)'],
  ])('binds %s as HashiCorp does', (text, grouped) => {
    const { document, value } = valued(text)
    const group = (e: Expression): string => {
      if (e.kind === 'binary') return `(${group(e.left)} ${e.operator} ${group(e.right)})`
      if (e.kind === 'conditional')
        return `(${group(e.condition)} ? ${group(e.consequent)} : ${group(e.alternate)})`
      return document.source(e)
    }
    expect(group(value)).toBe(grouped)
  })

  it('takes steps into splats as they reach', () => {
    const of = (text: string) =>
      shape((valued(text).value as Extract<Expression, { kind: 'traversal' }>).steps)
    expect(of('a.*.b[0]')).toEqual([
      { kind: 'splat', full: false, steps: [{ kind: 'attribute', name: 'b' }] },
      { kind: 'index', legacy: false, key: { kind: 'literal', value: 0 } },
    ])
    expect(of('a[*].b.0')).toEqual([
      {
        kind: 'splat',
        full: true,
        steps: [
          { kind: 'attribute', name: 'b' },
          { kind: 'index', legacy: true, key: { kind: 'literal', value: 0 } },
        ],
      },
    ])
  })

  it('knows what a template says', () => {
    expect(shape(valued('"a\\n$${b} %%{c} $ % ${~ d ~} \\u00e9"').value)).toEqual({
      kind: 'template',
      parts: [
        { kind: 'text', value: 'a\n${b} %{c} $ %' },
        {
          kind: 'interpolation',
          stripBefore: true,
          stripAfter: true,
          expression: { kind: 'variable', name: 'd' },
        },
        { kind: 'text', value: 'é' },
      ],
    })
    expect(shape(valued('"%{ if a }x%{ else }y%{ endif }%{ for k, v in b }${k}%{ endfor }"').value)).toEqual({
      kind: 'template',
      parts: [
        {
          kind: 'if',
          condition: { kind: 'variable', name: 'a' },
          consequent: [{ kind: 'text', value: 'x' }],
          alternate: [{ kind: 'text', value: 'y' }],
        },
        {
          kind: 'for',
          keyName: 'k',
          valueName: 'v',
          collection: { kind: 'variable', name: 'b' },
          parts: [
            {
              kind: 'interpolation',
              stripBefore: false,
              stripAfter: false,
              expression: { kind: 'variable', name: 'k' },
            },
          ],
        },
      ],
    })
  })

  it('takes the indentation off a flush heredoc', () => {
    const { document, value } = valued('<<-EOT\n    a\n\n      b\n  EOT')
    expect(constantOf(value)).toBe('a\n\n  b\n')
    expect(document.text.slice(value.end - 3, value.end)).toBe('EOT')
    expect(constantOf(valued('<<EOT\n  a\\n\nEOT').value)).toBe('  a\\n\n')
  })

  it('tells a bare key from a computed one', () => {
    const { value } = valued('{ a = 1, "b c" : 2, (d) = 3, 4 = 5, true = 6, "${e}" = 7 }')
    const { items } = value as Extract<Expression, { kind: 'object' }>
    expect(items.map(keyOf)).toEqual(['a', 'b c', undefined, '4', 'true', undefined])
    expect(items.map(({ separator }) => separator)).toEqual(['=', ':', '=', '=', '=', '='])
  })

  it('evaluates constants and follows references', () => {
    expect(constantOf(valued('[1, -2.5e1, !true, null, { a = "x", "b" = [] }, (("y"))]').value)).toEqual([
      1,
      -25,
      false,
      null,
      { a: 'x', b: [] },
      'y',
    ])
    expect(constantOf(valued('[1, f()]').value)).toBeUndefined()
    expect(constantOf(valued('"a${b}"').value)).toBeUndefined()
    expect(traversalOf(valued('aws_x.y["k k"][0].z').value)).toEqual(['aws_x', 'y', 'k k', 0, 'z'])
    expect(traversalOf(valued('a[b].c').value)).toBeUndefined()
    expect(traversalOf(valued('a[*].c').value)).toBeUndefined()
  })

  it('holds every comment with its marks', () => {
    const text = '\uFEFF# one\r\na = 1 // two\r\n/* three\n */ b = [ # four\n]'
    expect(hclSyntax.parse(text).comments.map(({ text: comment }) => comment)).toEqual([
      '# one',
      '// two',
      '/* three\n */',
      '# four',
    ])
  })

  it('counts UTF-16 units', () => {
    const text = 'a = "😀"\nb = "é" # 😀\n'
    const document = hclSyntax.parse(text)
    expect(document.body.items.map((item) => text.slice(item.start, item.end))).toEqual([
      'a = "😀"',
      'b = "é"',
    ])
  })
})

describe('what Terraform refuses', () => {
  it.each([
    ['a = 1 b = 2\n', 'HCL_MISSING_NEWLINE'],
    ['a = 1, b = 2\n', 'HCL_MISSING_NEWLINE'],
    ['a {\n b { c {} }\n}\n', 'HCL_MISSING_NEWLINE'],
    ['a { b = 1, c = 2 }\n', 'HCL_MISSING_NEWLINE'],
    ['a =\n1\n', 'HCL_MISSING_VALUE'],
    ['a = 1\na = 2\n', 'HCL_DUPLICATE_ATTRIBUTE'],
    ['a {\n', 'HCL_UNCLOSED'],
    ['a = "x\n', 'HCL_UNCLOSED'],
    ['a = <<E\nx\nE', 'HCL_UNCLOSED'],
    ['a = 1 /* x\n', 'HCL_UNCLOSED'],
    ['a = "\\q"\n', 'HCL_INVALID_ESCAPE'],
    ['a = "\\ud800"\n', 'HCL_INVALID_ESCAPE'],
    ['a = 1.2.3\n', 'HCL_INVALID_NUMBER'],
    ['a = b.0.1\n', 'HCL_INVALID_NUMBER'],
    ["a = 'x'\n", 'HCL_INVALID_CHARACTER'],
    ['a = b & c\n', 'HCL_INVALID_CHARACTER'],
    ['a = \0\n', 'HCL_INVALID_CHARACTER'],
    ['a = "\ud800"\n', 'HCL_INVALID_CHARACTER'],
    ['a = 1\rb = 2\n', 'HCL_INVALID_CHARACTER'],
    ['a = [for x in y : x => x]\n', 'HCL_INVALID_FOR'],
    ['a = { for = 1 }\n', 'HCL_INVALID_FOR'],
    ['a = "%{ if b }"\n', 'HCL_INVALID_TEMPLATE'],
    ['a = "${b:c}"\n', 'HCL_INVALID_TEMPLATE'],
    ['a "${b}" {}\n', 'HCL_INVALID_TEMPLATE'],
    ['"a" = 1\n', 'HCL_UNEXPECTED_TOKEN'],
  ])('%j is %s', (text, code) => {
    expect(codes(text)).toContain(code)
  })

  it('is reported once, and the rest is read', () => {
    const document = hclSyntax.parse(
      'a "b" {\n  x = [1,\n  y = 2\n  t = {\n    u = = 1\n    v = 2\n  }\n  z = 3\n}\nc = 4\nd = 5 6\ne {}\n',
    )
    expect(document.diagnostics.map(({ code, range }) => [code, range.start])).toEqual([
      ['HCL_UNCLOSED', 22],
      ['HCL_MISSING_VALUE', 42],
      ['HCL_MISSING_NEWLINE', 82],
    ])
    expect(document.range(['a', 0, 'z'])).toEqual({ start: 66, end: 67 })
    expect(document.range(['e', 0], 'node')).toEqual({ start: 84, end: 88 })
  })

  it('has messages that say what was expected and what was found', () => {
    const [first] = hclSyntax.parse('a = f(1 2)\n').diagnostics
    expect(first).toEqual({
      code: 'HCL_UNCLOSED',
      severity: 'error',
      message: 'expected `,` or `)` after an argument, found `2`',
      range: { start: 8, end: 9 },
    })
  })
})

const deep = 100_000

describe('hostile input', () => {
  it.each([
    ['brackets', `a = ${'['.repeat(deep)}`],
    ['closed brackets', `a = ${'['.repeat(deep)}${']'.repeat(deep)}\n`],
    ['objects', `a = ${'{a='.repeat(deep)}`],
    ['parentheses', `a = ${'('.repeat(deep)}1${')'.repeat(deep)}\n`],
    ['signs', `a = ${'!'.repeat(deep)}b\n`],
    ['operators', `a = 1${' + 1'.repeat(deep)}\n`],
    ['conditions', `a = b${' ? b : b'.repeat(deep)}\n`],
    ['indexes', `a = ${'b['.repeat(deep)}0${']'.repeat(deep)}\n`],
    ['splats', `a = b${'[*]'.repeat(deep)}\n`],
    ['calls', `a = ${'f('.repeat(deep)}${')'.repeat(deep)}\n`],
    ['templates', `a = ${'"${'.repeat(deep)}1${'}"'.repeat(deep)}\n`],
    ['directives', `a = "${'%{if b}'.repeat(deep)}${'%{endif}'.repeat(deep)}"\n`],
    ['blocks', `${'a {\n'.repeat(deep)}${'}\n'.repeat(deep)}`],
    ['heredocs', `a = ${'<<E\n${'.repeat(deep)}`],
  ])('%s nested 100,000 deep are refused, not followed', (_, text) => {
    expect(codes(text)).toContain('HCL_TOO_DEEP')
  })

  it('is read in linear time with a bounded number of diagnostics', () => {
    for (const text of ['@\n', '"', 'a = 1\n', 'a "b ', '/*', '$', '\0', 'a = <<E\n', '{ #\n', '\\'].map(
      (s) => s.repeat(deep),
    )) {
      expect(hclSyntax.parse(text).diagnostics.length).toBeLessThanOrEqual(200)
    }
  }, 10_000)
})

/** Every node lies in its parent and after its elder sibling. */
function checkRanges(node: Node & { kind?: string }, text: string): void {
  let at = node.start
  for (const child of childrenOf(node)) {
    expect([child.kind, child.start >= at, child.end >= child.start, child.end <= node.end]).toEqual([
      child.kind,
      true,
      true,
      true,
    ])
    checkRanges(child, text)
    at = child.end
  }
}

function childrenOf(node: object): (Node & { kind: string })[] {
  return Object.values(node)
    .flatMap((value: unknown) => (Array.isArray(value) ? value : [value]))
    .filter(
      (value): value is Node & { kind: string } =>
        typeof value === 'object' && value !== null && 'kind' in value,
    )
    .sort((a, b) => a.start - b.start)
}

describe('laws of the tree', () => {
  it('nests ranges without overlap', () => {
    const check = (text: string) => {
      const { body, diagnostics } = hclSyntax.parse(text)
      if (diagnostics.length === 0) checkRanges(body, text)
    }
    fc.assert(fc.property(hclText, check), { numRuns })
    for (const { text } of corpusFiles().slice(0, 20)) check(text)
  })

  it('holds for CRLF, a BOM and a missing final newline', () => {
    const kinds = (text: string) => shape(hclSyntax.parse(text).body)
    const inLines = (text: string) => JSON.stringify(kinds(text)).replaceAll('\\r\\n', '\\n')
    for (const { text } of corpusFiles()) {
      const unix = text.replaceAll('\r\n', '\n')
      expect(inLines(unix.replaceAll('\n', '\r\n'))).toBe(inLines(unix))
      expect(inLines(`\uFEFF${unix}`)).toBe(inLines(unix))
      expect(inLines(unix.trimEnd())).toBe(inLines(unix))
    }
  })

  it('never throws, whatever the text', () => {
    const any = fc.oneof(mutated(hclText), fc.string({ unit: 'binary' }), fc.string())
    fc.assert(
      fc.property(any, (text) => {
        const { diagnostics, body } = hclSyntax.parse(text)
        expect(body.end).toBe(text.length)
        for (const { range } of diagnostics) {
          expect(range.start >= 0 && range.start <= range.end && range.end <= text.length).toBe(true)
        }
      }),
      { numRuns: numRuns * 5, examples: [['A"\\']] },
    )
  })

  it('gives the same document back for the same text', () => {
    const first = hclSyntax.parse('a = 1\n')
    expect(hclSyntax.parse('a = 1\n', { previous: first })).toBe(first)
    expect(hclSyntax.parse('a = 2\n', { previous: first })).not.toBe(first)
  })
})
