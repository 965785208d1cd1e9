import { terraformPlan } from '@regraft/frameworks'
import type { Json } from '@regraft/model'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { load } from './terraform-plan-support.ts'

const words = [
  'managed',
  'aws_instance',
  'aws_instance.a',
  'var.a',
  'module.a.b',
  'each.value',
  'constructor',
]
const names = ['ami', 'root_block_device', 'ebs_block_device', 'references', 'constructor', 'a']
const leaf = fc.oneof(fc.constantFrom<Json>(null, true, false, 1), fc.constantFrom<Json>(...words))
const json = fc.letrec<{ json: Json }>((tie) => ({
  json: fc.oneof(
    { maxDepth: 5 },
    leaf,
    fc.array(tie('json'), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom(...names), tie('json'), { maxKeys: 3 }),
  ),
})).json

const address = fc.constantFrom('aws_instance.a', 'module.a.aws_instance.a', '')
const named = { mode: fc.constant('managed'), type: fc.constant('aws_instance'), name: fc.constant('a') }
const members = fc.dictionary(fc.constantFrom(...names), json)
const resource = fc.record({ ...named, address, index: json, values: fc.oneof(members, json) })
const resources = fc.oneof(fc.array(resource, { maxLength: 2 }), json)
const child = fc.record({ address: fc.constantFrom('module.a', 'module.a[0]', ''), resources })
const written = fc.array(
  fc.record({ ...named, expressions: fc.oneof(members, json), for_each_expression: json }),
)
const called = fc.record({ expressions: json, module: fc.record({ resources: written, outputs: json }) })
const plan = fc.record({
  format_version: fc.constant('1.2'),
  planned_values: fc.oneof(
    fc.record({ root_module: fc.record({ resources, child_modules: fc.array(child, { maxLength: 2 }) }) }),
    json,
  ),
  resource_changes: fc.array(
    fc.record({ address, change: fc.record({ after_unknown: fc.oneof(members, json) }) }),
    { maxLength: 2 },
  ),
  configuration: fc.record({
    root_module: fc.record({ resources: written, module_calls: fc.record({ a: called }) }),
  }),
})

const paths = [[], ['root_block_device', 'encrypted'], ['ebs_block_device', 0, 'a'], ['constructor', 'name']]

test('whatever a plan holds, it is read, and every value is told at a place that is there', () => {
  fc.assert(
    fc.property(plan, (document) => {
      const text = JSON.stringify(document, undefined, 2)
      const parsed = terraformPlan.parse('plan.json', text)
      for (const one of load(document as Json).resources)
        for (const path of paths) {
          const origin = one.origin(path)
          expect(origin.kind).toBe('opaque')
          if (origin.kind === 'opaque') expect(parsed.range(origin.path, 'value')).toBeDefined()
        }
    }),
  )
})
