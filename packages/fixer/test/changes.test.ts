import type { JsonObject, Op } from '@regraft/model'
import { expect, test } from 'vitest'
import { changesOf } from '../src/changes.ts'
import { applyChanges } from '../src/model.ts'

const context = { self: 'aws_s3_bucket.logs', siblings: [] }

function run(op: Op, input: JsonObject): unknown {
  const changes = changesOf([op], [], input, context)
  if (!changes.ok) return changes.error.code
  const after = applyChanges(input, changes.value) as JsonObject
  // Every operation is idempotent: on its own outcome it asks for nothing.
  expect(changesOf([op], [], after, context)).toEqual({ ok: true, value: [] })
  return after
}

test.each<[string, Op, JsonObject, unknown]>([
  ['set replaces', { op: 'set', path: ['a'], value: 2 }, { a: 1, b: 1 }, { a: 2, b: 1 }],
  ['set keeps types apart', { op: 'set', path: ['a'], value: true }, { a: 'true' }, { a: true }],
  ['set creates parents', { op: 'set', path: ['a', 'b'], value: 2 }, {}, { a: { b: 2 } }],
  [
    'ensure keeps what is there and adds what is missing',
    { op: 'ensure', path: ['m'], value: { x: 1, y: { z: 2 } } },
    { m: { x: 9, y: { w: 1 } } },
    { m: { x: 9, y: { w: 1, z: 2 } } },
  ],
  [
    'ensure writes what is null',
    { op: 'ensure', path: ['m'], value: { x: 1 } },
    { m: null },
    { m: { x: 1 } },
  ],
  ['remove', { op: 'remove', path: ['a'] }, { a: 1, b: 2 }, { b: 2 }],
  [
    'ensure_item appends',
    { op: 'ensure_item', path: ['l'], match: 'ALL', value: 'ALL' },
    { l: ['X'] },
    { l: ['X', 'ALL'] },
  ],
  [
    'ensure_item makes the list',
    { op: 'ensure_item', path: ['l'], match: 'ALL', value: 'ALL' },
    {},
    { l: ['ALL'] },
  ],
  [
    'remove_item takes all that match',
    { op: 'remove_item', path: ['l'], match: { n: 1 } },
    { l: [{ n: 1 }, { n: 2 }, { n: 1, m: 2 }] },
    { l: [{ n: 2 }] },
  ],
  ['rename', { op: 'rename', path: ['a'], to: 'b' }, { a: 1 }, { b: 1 }],
  [
    'match finds the item wherever it stands',
    { op: 'set', path: ['l', { match: { name: 'x' } }, 'v'], value: 1 },
    { l: [{ name: 'y' }, { name: 'x' }] },
    { l: [{ name: 'y' }, { name: 'x', v: 1 }] },
  ],
  [
    'match without such an item',
    { op: 'set', path: ['l', { match: { name: 'x' } }, 'v'], value: 1 },
    { l: [] },
    'PATH_NOT_FOUND',
  ],
  ['expect guards a race', { op: 'set', path: ['a'], value: 2, expect: 3 }, { a: 1 }, 'EXPECTATION'],
])('%s', (_, op, input, expected) => {
  expect(run(op, input)).toEqual(expected)
})

test('a companion is added once', () => {
  const op: Op = {
    op: 'add_resource',
    type: 'aws_s3_bucket_public_access_block',
    name: 'logs',
    value: { bucket: { $ref: ['$self', 'id'] }, block_public_acls: true },
  }
  const first = changesOf([op], [], {}, context)
  expect(first.ok && first.value.map((change) => change.kind)).toEqual(['add_resource'])
  const there = {
    type: 'aws_s3_bucket_public_access_block',
    input: {
      bucket: { $unknown: 'aws_s3_bucket.logs.id', $refs: ['aws_s3_bucket.logs'] },
      block_public_acls: true,
      x: 1,
    },
  }
  expect(changesOf([op], [], {}, { ...context, siblings: [there] })).toEqual({ ok: true, value: [] })
})
