import type { Path } from '@regraft/model'
import { type EmbeddedJson, hclSyntax, heredocJson, pathWithin } from '@regraft/syntax'
import { describe, expect, it } from 'vitest'
import { reference } from './content.ts'
import { cases, put, remove } from './edit-cases.ts'

const rename = (path: Path, to: string) => ({ op: 'rename', path, to }) as const

const policy = (statement: string, end = ''): string =>
  `x = <<EOF\n{\n  "Version": "2012-10-17",\n  "Statement": [\n    {\n${statement}    }\n  ]${end}\n}\nEOF\n`
const at = (...path: Path): Path => ['x', 'Statement', 0, ...path]

describe('edits of JSON in a heredoc', () => {
  cases([
    [
      'replace a value',
      policy('      "Action": "*"\n'),
      put(at('Action'), ['s3:Get*']),
      policy('      "Action": [\n        "s3:Get*"\n      ]\n'),
    ],
    [
      'add a key beside an interpolation',
      policy('      "Resource": "${aws_s3_bucket.b.arn}/*"\n'),
      put(at('Effect'), 'Deny'),
      policy('      "Resource": "${aws_s3_bucket.b.arn}/*",\n      "Effect": "Deny"\n'),
    ],
    [
      'add behind a value that an interpolation is',
      policy('      "Resource": ${jsonencode(var.arns)}\n'),
      put(at('Effect'), 'Deny'),
      policy('      "Resource": ${jsonencode(var.arns)},\n      "Effect": "Deny"\n'),
    ],
    [
      'escape what would be an interpolation',
      policy('      "A": 1\n'),
      put(at('A'), '${x} %{y} $${z} $ "q"'),
      policy('      "A": "$${x} %%{y} $$${z} $ \\"q\\""\n'),
    ],
    [
      'keep what is escaped',
      policy('      "A": "$${x}",\n      "B": 1\n'),
      put(at('B'), 2),
      policy('      "A": "$${x}",\n      "B": 2\n'),
    ],
    [
      'know what is escaped',
      policy('      "A": "$${x}"\n'),
      put(at('A'), '${x}'),
      policy('      "A": "$${x}"\n'),
    ],
    ['append', policy('      "A": ["b"]\n'), put(at('A', 1), 'c'), policy('      "A": ["b", "c"]\n')],
    [
      'change a list item by item',
      policy('      "A": ["${b}", "c"]\n'),
      put(at('A', 1), 'd'),
      policy('      "A": ["${b}", "d"]\n'),
    ],
    [
      'remove an entry',
      policy('      "A": 1,\n      "B": "${b}"\n'),
      remove(...at('A')),
      policy('      "B": "${b}"\n'),
    ],
    [
      'remove an item',
      policy('      "A": ["b", "${c}"]\n'),
      remove(...at('A', 0)),
      policy('      "A": ["${c}"]\n'),
    ],
    ['rename a key', policy('      "A": "${b}"\n'), rename(at('A'), 'B'), policy('      "B": "${b}"\n')],
    ['have renamed already', policy('      "B": 1\n'), rename(at('A'), 'B'), policy('      "B": 1\n')],
    [
      'go into an interpolation in a string',
      policy('      "A": "x ${b} ${f({ c = 1 })}"\n'),
      put(at('A', 1, 0, 'c'), 2),
      policy('      "A": "x ${b} ${f({ c = 2 })}"\n'),
    ],
    [
      'go into one that is a value',
      policy('      "A": ${jsonencode({ c = 1 })}\n'),
      put(at('A', 0, 0, 'c'), 2),
      policy('      "A": ${jsonencode({ c = 2 })}\n'),
    ],
    [
      'count the interpolations of an object',
      policy('      "A": "${b}"\n'),
      put(['x', 0], reference('c', 'd')),
      policy('      "A": "${c.d}"\n'),
    ],
    [
      'count the items of a list',
      'x = <<E\n["a", "${b}"]\nE\n',
      put(['x', 0], 'c'),
      'x = <<E\n["c", "${b}"]\nE\n',
    ],
    [
      'keep indentation and line breaks',
      'x {\r\n  y = <<-E\r\n    {\r\n      "a": [\r\n        1\r\n      ]\r\n    }\r\n  E\r\n}\r\n',
      put(['x', 0, 'y', 'a', 1], { b: 2 }),
      'x {\r\n  y = <<-E\r\n    {\r\n      "a": [\r\n        1,\r\n        {\r\n          "b": 2\r\n        }\r\n      ]\r\n    }\r\n  E\r\n}\r\n',
    ],
    ['fill an empty object', 'x = <<E\n{}\nE\n', put(['x', 'a'], 1), 'x = <<E\n{\n  "a": 1\n}\nE\n'],
    [
      'reach one in a call',
      'x = f(a, <<E\n{"b": 1}\nE\n)\n',
      put(['x', 1, 'b'], 2),
      'x = f(a, <<E\n{"b": 2}\nE\n)\n',
    ],
  ])
})

describe('edits of JSON in quotes', () => {
  cases([
    [
      'replace',
      'x = "{\\"a\\": 1}" # c\n',
      put(['x', 'a'], 'b"\\'),
      'x = "{\\"a\\": \\"b\\\\\\"\\\\\\\\\\"}" # c\n',
    ],
    [
      'add',
      'x = "{\\"a\\":\\"${b}\\"}"\n',
      put(['x', 'c'], '${d}'),
      'x = "{\\"a\\":\\"${b}\\", \\"c\\":\\"$${d}\\"}"\n',
    ],
    ['remove', 'x = "[1,\\n 2]"\n', remove('x', 0), 'x = "[\\n 2]"\n'],
    [
      'know a character by its number',
      'x = "{\\"a\\": \\"\\u00e9\\"}"\n',
      put(['x', 'a'], 'é'),
      'x = "{\\"a\\": \\"\\u00e9\\"}"\n',
    ],
  ])
})

const touched = 'HCL_TEMPLATE: an interpolation makes this part of the text'
const directed = 'HCL_TEMPLATE: directives decide what this text says'
const computed = 'HCL_COMPUTED: the value is an expression: nothing can be added inside it'

describe('what is refused in templates', () => {
  cases([
    ['a string with an interpolation', policy('      "A": "${b}/*"\n'), put(at('A'), 'c'), touched],
    ['a value that is one', policy('      "A": ${b}\n'), put(at('A'), 'c'), touched],
    ['a list that holds one', policy('      "A": ["${b}", 1]\n'), put(at('A'), 'c'), touched],
    ['the removal of one', policy('      "A": ["${b}", 1]\n'), remove(...at('A', 0)), touched],
    [
      'a key that holds one',
      policy('      "A": 1, "${b}": 2\n'),
      put(at('A', 'c'), 1),
      'JSON_NO_PARENT: nothing can be written at "c": what should hold it is not there',
    ],
    [
      'a list that an interpolation makes',
      policy('      "A": [${b}]\n'),
      put(at('A', 1), 'c'),
      'HCL_TEMPLATE: an interpolation decides how many items the list has',
    ],
    ['directives', 'x = <<E\n{"a": %{ if b }1%{ else }2%{ endif }}\nE\n', put(['x', 'c'], 1), directed],
    ['the removal with directives', 'x = "{%{ if b }%{ endif }}"\n', remove('x', 'c'), directed],
    ['what is no JSON', 'x = <<E\na = 1\nE\n', put(['x', 'a'], 2), computed],
    ['what is JSON but for a comment', 'x = <<E\n{\n  // no\n}\nE\n', put(['x', 'a'], 2), computed],
    ['what is JSON but for a comma', 'x = <<E\n{"a": 1,}\nE\n', put(['x', 'a'], 2), computed],
    ['a string that strip markers change', 'x = <<E\n{"a": "b ${~c~} d"}\nE\n', put(['x', 'e'], 2), computed],
    [
      'a reference',
      policy('      "A": 1\n'),
      put(at('A'), reference('b', 'c')),
      'JSON_CONTENT: JSON has neither blocks nor references',
    ],
    [
      'half a character',
      policy('      "A": 1\n'),
      put(at('A'), '\uDC00'),
      'HCL_CONTENT: the text holds half of a surrogate pair, which is not a character',
    ],
    [
      'a key that is there twice',
      'x = <<E\n{"a": 1, "a": 2}\nE\n',
      put(['x', 'a'], 3),
      'JSON_DUPLICATE_KEY: a key on the way stands twice in one object; readers disagree which one counts',
    ],
  ])
})

describe('the tree of JSON in a template', () => {
  function treeOf(text: string): { readonly json: EmbeddedJson | undefined; readonly plain: unknown } {
    const document = hclSyntax.parse(text)
    const [item] = document.body.items
    if (item?.kind !== 'attribute') throw new Error('no attribute')
    const { value } = item
    if (value.kind !== 'heredoc' && value.kind !== 'template') throw new Error('no template')
    const json = heredocJson(value, text)
    const plain = JSON.parse(
      JSON.stringify(json ?? null, (key, part: unknown) => {
        if (typeof part !== 'object' || part === null || !('kind' in part)) return part
        if (key === 'expression' || part.kind !== 'interpolation') return part
        const { expression } = ('interpolation' in part ? part.interpolation : part) as {
          expression: { start: number; end: number }
        } // an interpolation has one
        return {
          code: text.slice(expression.start, expression.end),
          path: 'path' in part ? part.path : undefined,
        }
      }),
    )
    return { json, plain }
  }

  it('knows interpolations and paths', () => {
    const text = 'x = <<-E\n  {"a": ["x${b}\\"${c}", ${d}, 1e3, null], "k${e}": true, "": ""}\n  E\n'
    expect(treeOf(text).plain).toEqual({
      kind: 'object',
      path: [],
      entries: [
        {
          key: ['a'],
          value: {
            kind: 'list',
            path: ['a'],
            items: [
              { kind: 'string', path: ['a', 0], parts: ['x', { code: 'b' }, '"', { code: 'c' }] },
              { code: 'd', path: ['a', 1] },
              { kind: 'scalar', path: ['a', 2], value: 1000 },
              { kind: 'scalar', path: ['a', 3], value: null },
            ],
          },
        },
        { key: ['k', { code: 'e' }], value: { kind: 'scalar', value: true } },
        { key: [''], value: { kind: 'string', path: [''], parts: [''] } },
      ],
    })
  })

  it.each([
    'x = <<E\nplain\nE\n',
    'x = <<E\n1\nE\n',
    'x = <<E\n${a}\nE\n',
    'x = <<E\n{"a": %{ if b }1%{ endif }}\nE\n',
    'x = <<E\n{"a": -${b}}\nE\n',
    'x = ""\n',
  ])('is none of %j', (text) => {
    expect(treeOf(text).json).toBeUndefined()
  })

  it('gives the path of what an interpolation holds', () => {
    const text = 'x = <<E\n["a${b}", {"c": "${d}${e.f}"}, ${g}]\nE\n'
    const document = hclSyntax.parse(text)
    const [item] = document.body.items
    if (item?.kind !== 'attribute' || item.value.kind !== 'heredoc') throw new Error('no heredoc')
    const { value } = item
    const found = value.parts.flatMap((part) => {
      if (part.kind !== 'interpolation') return []
      const path = pathWithin(value, part.expression)
      const range = path && document.range(['x', ...path])
      return [[path, range && text.slice(range.start, range.end)]]
    })
    expect(found).toEqual([
      [[0, 0], 'b'],
      [[1, 'c', 0], 'd'],
      [[1, 'c', 1], 'e.f'],
      [[2, 0], 'g'],
    ])
  })
})

describe('ranges in JSON', () => {
  const text = 'x = <<E\n{"a": [1, "$${b}${c}"]}\nE\ny = "{\\"d\\": \\"e\\"}"\n'
  it.each([
    [['x', 'a'], '[1, "$${b}${c}"]', '"a"', '"a": [1, "$${b}${c}"]'],
    [['x', 'a', 1], '"$${b}${c}"', '"$${b}${c}"', '"$${b}${c}"'],
    [['x', 'a', 1, 0], 'c', 'c', 'c'],
    [['y', 'd'], '\\"e\\"', '\\"d\\"', '\\"d\\": \\"e\\"'],
    [['x', 'b'], undefined, undefined, undefined],
    [['x', 'a', 2], undefined, undefined, undefined],
    [['x', 'a', 0, 0], undefined, undefined, undefined],
  ])('of %j', (path, ...parts) => {
    const document = hclSyntax.parse(text)
    const found = (['value', 'key', 'node'] as const).map((part) => document.range(path, part))
    expect(found.map((range) => range && text.slice(range.start, range.end))).toEqual(parts)
  })
})
