import type { Json } from '@regraft/model'
import type { Document } from '@regraft/syntax'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { plannedOrigin, terraformWith } from '../src/terraform.ts'

const text =
  'variable "x" {}\nresource "custom_thing" "a" {\n  json  = jsonencode(var.x)\n  plain = var.x\n}\n'

function load(x: Json) {
  const framework = terraformWith({ planned: { root: '.', values: { x } } })
  const document = framework.parse('main.tf', text)
  const read = (path: string): Document | undefined => (path === 'main.tf' ? document : undefined)
  const [unit] = framework.units([{ path: 'main.tf', head: text }], read)
  const [resource] = unit === undefined ? [] : framework.load(unit, read).resources
  if (resource === undefined) throw new Error('no resource')
  return resource
}

/** Strings of Terraform are in normal form C. */
function composed(value: Json): Json {
  return JSON.parse(JSON.stringify(value).normalize('NFC')) as Json
}

it('is the value that the plan has, whatever it is', () => {
  const strings = fc.oneof(
    fc.string({ unit: 'grapheme' }),
    fc.constantFrom(`\${a}`, '%{if b}', `$\${`, '\b\f\\b', '"\n\u2028'),
  )
  const { tree } = fc.letrec<{ tree: Json }>((tie) => ({
    tree: fc.oneof(
      { maxDepth: 3 },
      strings,
      fc.integer(),
      fc.boolean(),
      fc.constant(null),
      fc.array(tie('tree'), { maxLength: 3 }),
      fc.dictionary(strings, tie('tree'), { maxKeys: 3, noNullPrototype: true }),
    ),
  }))
  fc.assert(
    fc.property(tree, (value) => {
      const { json } = load(value).input
      expect(JSON.parse(String(json))).toEqual(composed(value))
    }),
    { numRuns: 100 },
  )
})

it('is known to be from the plan, in whole and in part', () => {
  const resource = load({ a: ['b', { c: false }] })
  const planned = { kind: 'plan', variable: 'x' }
  expect(plannedOrigin(resource, ['plain', 'a', 1, 'c'])).toEqual(planned)
  expect(plannedOrigin(resource, ['plain'])).toEqual(planned)
  expect(plannedOrigin(resource, ['json'])).toBeUndefined()
})
