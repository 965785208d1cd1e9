import type { Fix, Json } from '@regraft/model'
import { expect, test } from 'vitest'
import { answersOf } from '../src/inputs.ts'

function listAnswer(given: Json): unknown {
  const fix: Fix = { title: 'x', ops: [], inputs: { verbs: { type: 'list', description: 'Verbs' } } }
  const answers = answersOf('r', fix, { verbs: given })
  return answers.ok ? answers.value.values['verbs'] : answers.error.reason
}

test('a list is given with commas, as JSON, or as the list it is', () => {
  expect(listAnswer('get,list')).toEqual(['get', 'list'])
  expect(listAnswer(' get , list ')).toEqual(['get', 'list'])
  expect(listAnswer('get')).toEqual(['get'])
  expect(listAnswer('["get", "list"]')).toEqual(['get', 'list'])
  expect(listAnswer(['get', 'list'])).toEqual(['get', 'list'])
})

test('what is no list is refused', () => {
  expect(listAnswer('["get", list]')).toBe('verbs: "[\\"get\\", list]" is not a list such as first,second')
  for (const given of ['', 'get,,list', 'get,', '[', '["a"', 7, true, null])
    expect(listAnswer(given), String(given)).toMatch(/ is not a list such as first,second$/)
})
