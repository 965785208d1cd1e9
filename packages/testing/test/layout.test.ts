import { expect, test } from 'vitest'
import { collectCases } from '../src/collect-cases.ts'
import { map, rego } from './policies.ts'

const clean = map('  mode: strict\n')

const collect = async (files: { readonly [path: string]: string }) =>
  collectCases(
    await rego(),
    Object.fromEntries(Object.entries(files).map(([path, text]) => [`demo/mode/cases/one/${path}`, text])),
  )

test.each([
  [{ 'other.yaml': clean }, 'demo/mode/cases/one/other.yaml is no before, after, clean or case.yaml'],
  [{ 'case.yaml': 'unsafe: true\n' }, 'demo/mode/cases/one holds either before or clean'],
  [{ 'clean.yaml': clean, 'before.yaml': clean }, 'demo/mode/cases/one holds either before or clean'],
  [{ 'clean.yaml': clean, 'case.yaml': 'unsafe: yes please\n' }, 'unsafe is true or false'],
  [{ 'clean.yaml': clean, 'case.yaml': 'inputs: [a]\n' }, 'inputs maps names to answers'],
  [
    { 'clean.yaml': clean, 'case.yaml': 'level: safe\n' },
    'says level; it may say unsafe, inputs, result, status',
  ],
  [{ 'clean.yaml': clean, 'case.yaml': 'result: fine\n' }, 'result is one of applied, no-op, needs-input'],
  [{ 'clean.yaml': clean, 'case.yaml': 'status: closed\n' }, 'status is one of open, undetermined'],
  [{ 'clean.yaml': clean, 'case.yaml': '- 1\n' }, 'is no map'],
  [{ 'clean.yaml': clean, 'case.yaml': 'a: [\n' }, 'is no YAML'],
])('%#: refused', async (files, problem) => {
  await expect(collect(files)).rejects.toMatchObject({
    code: 'CASE_INVALID',
    message: expect.stringContaining(problem),
  })
})

test('an empty case.yaml says nothing', async () => {
  const [item] = await collect({ 'clean.yaml': clean, 'case.yaml': '# nothing\n' })
  expect(item).toEqual({
    rule: 'demo/mode',
    name: 'one',
    folder: 'demo/mode/cases/one',
    options: { unsafe: false, inputs: {}, result: undefined, status: 'open' },
    before: undefined,
    after: undefined,
    clean: { 'main.yaml': clean },
  })
})

test('a file outside of a case is refused', async () => {
  await expect(collectCases(await rego(), { 'demo/mode/cases/loose.yaml': clean })).rejects.toMatchObject({
    code: 'CASE_INVALID',
    message: 'demo/mode/cases/loose.yaml stands outside of a case folder',
  })
})
