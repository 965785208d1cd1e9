import type { Change } from '@regraft/frameworks'
import type { Json, JsonObject, Path } from '@regraft/model'
import { documentIn, equalJson, valueIn } from '@regraft/model'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { changesOf } from '../src/changes.ts'
import { openedAt, textsOn } from '../src/documents.ts'
import { applyChange } from '../src/model.ts'

const document = { Statement: [{ Action: ['a', '*'] }, { Action: '*' }] }
const text = JSON.stringify(document, null, 2)
const unknown = { $unknown: 'jsonencode(x)', $json: document }
const context = { self: 'a.b', siblings: [] }

describe.each<[string, Json]>([
  ['a string', text],
  ['a text that is known in part', unknown],
])('in %s', (_, value) => {
  const model: JsonObject = { policy: value, name: 'n' }
  const at = (...path: Path): Path => ['policy', 'Statement', ...path]

  test.each<[Change, Json]>([
    [{ kind: 'put', path: at(1, 'Action'), value: 'b' }, [{ Action: ['a', '*'] }, { Action: 'b' }]],
    [{ kind: 'put', path: at(0, 'Action', 2), value: 'b' }, [{ Action: ['a', '*', 'b'] }, { Action: '*' }]],
    [{ kind: 'remove', path: at(0, 'Action', 1) }, [{ Action: ['a'] }, { Action: '*' }]],
    [{ kind: 'remove', path: at(0) }, [{ Action: '*' }]],
    [
      { kind: 'rename', path: at(1, 'Action'), to: 'NotAction' },
      [{ Action: ['a', '*'] }, { NotAction: '*' }],
    ],
  ])('a change is made: %j', (change, statement) => {
    const changed = applyChange(model, change)
    expect(valueIn(changed, ['policy', 'Statement'])).toEqual(statement)
    expect(valueIn(changed, ['name'])).toBe('n')
    expect(typeof valueIn(changed, ['policy'])).toBe(typeof value)
  })

  test('operations find what is there', () => {
    const done = changesOf([{ op: 'set', path: at(1, 'Action'), value: '*' }], [], model, context)
    expect(done).toEqual({ ok: true, value: [] })
    const match = [...at(), { match: { Action: '*' } }, 'Action']
    expect(changesOf([{ op: 'remove', path: match }], [], model, context)).toEqual({
      ok: true,
      value: [{ kind: 'remove', path: at(1, 'Action') }],
    })
    expect(changesOf([{ op: 'remove_item', path: at(0, 'Action'), match: '*' }], [], model, context)).toEqual(
      {
        ok: true,
        value: [{ kind: 'remove', path: at(0, 'Action', 1) }],
      },
    )
  })

  test('it is the text that a path leads into, and opened it is what it says', () => {
    expect(textsOn(at(0), model)).toEqual([['policy']])
    expect(textsOn(['policy'], model)).toEqual([])
    expect(openedAt([['policy']], model)).toEqual({ policy: document, name: 'n' })
  })
})

test('a string that is no document is not led into', () => {
  for (const value of ['[', '"a"', '1', 'null', '', '{"a":']) {
    expect(documentIn(value)).toBeUndefined()
    expect(valueIn({ value }, ['value', 'a'])).toBeUndefined()
    expect(applyChange({ value }, { kind: 'put', path: ['value', 'a'], value: 1 })).toEqual({
      value: { a: 1 },
    })
    expect(applyChange({ value }, { kind: 'remove', path: ['value', 'a'] })).toEqual({ value })
  }
})

test('a document inside a document is led into as well', () => {
  const model = { a: JSON.stringify({ b: JSON.stringify({ c: [1] }) }) }
  const changed = applyChange(model, { kind: 'put', path: ['a', 'b', 'c', 0], value: 2 })
  expect(changed).toEqual({ a: JSON.stringify({ b: JSON.stringify({ c: [2] }) }) })
  const paths = textsOn(['a', 'b', 'c', 0], changed)
  expect(paths).toEqual([['a'], ['a', 'b']])
  expect(openedAt(paths, changed)).toEqual({ a: { b: { c: [2] } } })
})

test('a change of a text is the change of what it says', () => {
  const key = fc.constantFrom('a', 'b')
  const { value } = fc.letrec<{ value: Json }>((tie) => ({
    value: fc.oneof(
      { maxDepth: 3 },
      fc.integer(),
      fc.constantFrom('x', ''),
      fc.array(tie('value'), { maxLength: 3 }),
      fc.dictionary(key, tie('value'), { maxKeys: 2 }),
    ),
  }))
  const path = fc.array(fc.oneof(key, fc.nat(2)), { minLength: 1, maxLength: 4 })
  fc.assert(
    fc.property(fc.dictionary(key, value), path, value, fc.boolean(), (whole, steps, put, removes) => {
      const into = (prefix: Path): Change =>
        removes
          ? { kind: 'remove', path: [...prefix, ...steps] }
          : { kind: 'put', path: [...prefix, ...steps], value: put }
      if (typeof steps[0] === 'number') return
      const inText = applyChange({ text: JSON.stringify(whole) }, into(['text']))
      const outside = applyChange({ text: whole }, into(['text']))
      // A list that is written past its end has holes, which JSON calls null.
      const plain = JSON.parse(JSON.stringify(outside)) as Json
      expect(equalJson(openedAt([['text']], inText), plain)).toBe(true)
    }),
  )
})
