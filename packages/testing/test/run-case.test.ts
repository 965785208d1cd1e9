import { expect, test } from 'vitest'
import { failuresOf, map, policy, resultsOf, strict } from './policies.ts'

const before = map('  mode: loose\n')
const after = map('  mode: strict\n')

test('a case that holds has no failure, in every variant that its format allows', async () => {
  const [result] = await resultsOf({ 'before.yaml': before, 'after.yaml': after })
  expect(result?.failures).toEqual([])
  expect(result?.variants).toEqual([
    'crlf',
    'bom',
    'no final newline',
    '# above',
    '# behind',
    'flow style',
    'block style',
    'lists not indented',
    'dash alone',
    'json',
    'json with tabs',
    'compact json',
  ])
})

test('the healed text must be the expected one byte for byte, with the same line endings and mark', async () => {
  const failures = await failuresOf({ 'before.yaml': before, 'after.yaml': map('  mode:  strict\n') })
  expect(failures[0]).toBe(
    'heals: main.yaml is not as expected\n  …\n     name: demo\n   data:\n  -  mode:  strict\n  +  mode: strict\n   ',
  )
  expect(failures.filter((text) => text.startsWith('variant (crlf)'))).toHaveLength(1)
  expect(failures.filter((text) => text.startsWith('variant (bom)'))).toHaveLength(1)
})

test('a rule that is silent, or speaks where it must not, fails', async () => {
  expect(await failuresOf({ 'before.yaml': after })).toContain('fires: the rule finds nothing')
  expect(await failuresOf({ 'clean.yaml': before })).toEqual([
    'clean: it fires: open: the mode is not strict (safe: Be strict)',
  ])
  expect(await failuresOf({ 'clean.yaml': 'a: 1\n' })).toEqual(['clean: it holds no resource'])
  expect(await failuresOf({ 'clean.yaml': after })).toEqual([])
})

test('without an after nothing may be written', async () => {
  expect(await failuresOf({ 'before.yaml': before })).toEqual([
    'heals: main.yaml is not as expected\n  …\n     name: demo\n   data:\n  -  mode: loose\n  +  mode: strict\n   ',
    'heals: the result is not absent: healed: the mode is not strict (applied: Be strict)',
  ])
})

test('the result that a case names must be the one there is', async () => {
  const byHand = policy('{"title": "Be strict", "because": "ask first", "ops": [{"op": "remove"}]}', 'manual')
  const files = { 'before.yaml': before, 'case.yaml': 'result: refused\n' }
  expect(await failuresOf(files, byHand)).toEqual([])
  expect(await failuresOf({ ...files, 'case.yaml': 'result: needs-input\n' }, byHand)).toEqual([
    'heals: the result is not needs-input: open: the mode is not strict (refused: ask first)',
  ])
})

test('consent and answers must be needed where a case gives them', async () => {
  const files = { 'before.yaml': before, 'after.yaml': after }
  expect(await failuresOf({ ...files, 'case.yaml': 'unsafe: true\n' })).toEqual([
    'held back: heals without unsafe',
  ])
  expect(await failuresOf({ ...files, 'case.yaml': 'inputs: {mode: strict}\n' })).toEqual([
    'held back: heals without inputs',
  ])
  const asks = policy(
    '{"title": "T", "ops": [{"op": "set", "value": {"$input": "mode"}}], "inputs": {"mode": {"type": "string", "description": "d"}}}',
    'manual',
  )
  expect(await failuresOf({ ...files, 'case.yaml': 'inputs: {mode: strict}\n' }, asks)).toEqual([])
})

test('a fix that leaves the rule something to find is told', async () => {
  const wrong = policy('{"title": "T", "ops": [{"op": "set", "value": "lax"}]}')
  const failures = await failuresOf({ 'before.yaml': before, 'after.yaml': map('  mode: lax\n') }, wrong)
  expect(failures).toContain(
    'heals: not healed: open: the mode is not strict (failed: the rule would still find: the mode is not strict)',
  )
  expect(failures).toContainEqual(expect.stringMatching(/^idempotent: the rule still finds: open: the mode/))
})

test('a graver finding of another rule is told', async () => {
  const failures = await failuresOf({
    'before.yaml': map('  mode: loose\n  team: shop\n'),
    'after.yaml': map('  mode: strict\n  team: shop\n'),
  })
  expect(failures).toContain('other rules: demo/owner newly finds: nobody owns it')
})

test('a file that does not parse is told', async () => {
  const failures = await failuresOf({ 'before.yaml': `${before}  x: [\n`, 'after.yaml': after })
  expect(failures.some((text) => text.startsWith('parses: YAML_'))).toBe(true)
})

test('a case of a rule that does not exist is told', async () => {
  const renamed = Object.fromEntries(
    Object.entries(policy(strict)).map(([path, text]) => [path, text.replace('demo/mode', 'demo/other')]),
  )
  expect(await failuresOf({ 'clean.yaml': after }, renamed)).toEqual(['layout: there is no rule demo/mode'])
})

test('folders hold several files, and untouched ones need no after', async () => {
  const files = {
    'before/a.yaml': before,
    'before/b.yaml': map('  mode: strict\n'),
    'after/a.yaml': after,
  }
  expect(await failuresOf(files)).toEqual([])
})
