import { afterEach, expect, test } from 'vitest'
import { regoData } from '../src/run/rego-data.ts'
import { Folder } from './support.ts'

let folder: Folder
afterEach(() => folder.remove())

test('each data file is a document at the path of its folder', async () => {
  folder = new Folder({
    'data.json': '{"a": {"x": 1}, "__proto__": 2}',
    'a/data.yaml': 'y: [1, yes]\n',
    'a/b/data.json': '{"z": null}',
    'a/cases/one/data.json': '[]',
    '.git/data.json': '[]',
    'node_modules/p/data.json': '[]',
    'other.json': '[]',
  })
  expect(JSON.stringify(await regoData(folder.path, 'policies/'))).toBe(
    '{"a":{"b":{"z":null},"y":[1,"yes"],"x":1},"__proto__":2}',
  )
})

test.each<[{ readonly [path: string]: string }, string]>([
  [{ 'a/data.json': '[1]' }, 'policies/a/data.json is not an object'],
  [{ 'a/data.json': '{' }, 'policies/a/data.json cannot be read'],
  [{ 'data.yaml': 'a: [' }, 'policies/data.yaml cannot be read'],
  [
    { 'a/data.json': '{"b": 1}', 'data.json': '{"a": {"b": 2}}' },
    'policies/data.json gives b a second value',
  ],
  [{ 'a/data.json': '{"b": 1}', 'data.json': '{"a": 1}' }, 'policies/data.json gives a a second value'],
])('%j is refused', async (files, message) => {
  folder = new Folder(files)
  await expect(regoData(folder.path, 'policies')).rejects.toMatchObject({
    code: 'POLICY_DATA',
    message: expect.stringContaining(message),
  })
})
