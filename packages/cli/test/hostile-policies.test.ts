import { checkPoliciesInWorker } from '@regraft/authoring'
import { createEngine, memoryWorkspace } from '@regraft/engine'
import { workerCompiler } from '@regraft/engine/node'
import { beforeAll, expect, test } from 'vitest'
import { Folder, run } from './support.ts'

const finding = '{"message": "m", "path": []}'

function hostile(name: string, body: string): { readonly file: string; readonly text: string } {
  const text = `# METADATA
# title: Hostile
# custom:
#   id: hostile/${name}
#   severity: low
#   resources: [aws_kms_key]
package hostile.${name}

${body}
`
  return { file: `${name}.rego`, text }
}

const deny = (name: string, body: string): ReturnType<typeof hostile> =>
  hostile(name, `deny contains ${finding} if ${body}`)

const long = 'concat("", [x | some _ in numbers.range(1, 5000); x := "abababababababab"])'

/** What runs and does not end by itself, or only after it took all memory. */
const endless = [
  deny(
    'comprehension',
    'count([1 | some a in numbers.range(1, 3000); some b in numbers.range(1, 3000); a == b + 0.5]) > 0',
  ),
  deny('list', 'count(numbers.range(1, 1000000000)) > 0'),
  deny('text', `{ s0 := ${long}; s1 := replace(s0, "a", s0); s2 := replace(s1, "a", s1); count(s2) > 0 }`),
  deny('text_of_host', `{ s := ${long}; count(regex.replace(s, "a", s)) > 0 }`),
  deny(
    'paths',
    `count(graph.reachable_paths({i: numbers.range(1, 30) | some i in numbers.range(1, 30)}, [1])) > 0`,
  ),
  deny('regex_of_host', `count(regex.split(\`((a|b)*c?){800}[xy]d\`, ${long})) > 1`),
]

/** By name: sources that are too much for the compiler, and what says so. */
const nested = deny('nested', `count(${'['.repeat(40)}1${' | true]'.repeat(40)}) > 1`)
const large = hostile('large', `x := "${'x'.repeat(10 * 1024 * 1024)}"`)
const clean = deny('clean', 'input.description == "m"')

const limits = { timeoutMs: 2000, memoryMb: 512 }
const files = { 'main.tf': 'resource "aws_kms_key" "k" {\n  description = "m"\n}\n' }
const modulesOf = (sources: readonly { file: string; text: string }[]): { [file: string]: string } =>
  Object.fromEntries(sources.map(({ file, text }) => [file, text]))

let codes: Map<string, string>
let found: readonly string[]

beforeAll(async () => {
  const engine = await createEngine({
    policies: [{ id: 'hostile', modules: modulesOf([...endless, clean]) }],
    compiler: workerCompiler(),
    limits: { steps: 20_000_000, memoryMb: 64 },
  })
  const { diagnostics, findings } = await engine.heal(memoryWorkspace(files))
  await engine.close()
  codes = new Map(diagnostics.map(({ message, code }) => [message.split(' ', 1)[0] ?? '', code]))
  found = findings.map(({ rule }) => rule)
})

test.each(endless.map(({ file }) => file.replace('.rego', '')))('%s is stopped and named', (name) => {
  expect(codes.get(`hostile/${name}`)).toBe('POLICY_STOPPED')
})

test('the other rules are asked nevertheless', () => {
  expect(found).toEqual(['hostile/clean'])
})

test('none of them holds up a check of the policies', async () => {
  const { compiles } = await checkPoliciesInWorker({ modules: endless })
  expect(compiles).toBe(true)
})

test('a source that is too much for the compiler is named, by heal and by a check of the policies', async () => {
  const expected = {
    code: 'REGO_TIMEOUT',
    message: expect.stringContaining('rule hostile/nested (nested.rego) is too much for the Rego compiler'),
  }
  const policies = [{ id: 'hostile', modules: modulesOf([clean, nested]) }]
  await expect(createEngine({ policies, compiler: workerCompiler(limits) })).rejects.toMatchObject(expected)
  await expect(checkPoliciesInWorker({ modules: [clean, nested] }, limits)).rejects.toMatchObject(expected)
})

test('ten megabytes of source are refused before they are read', async () => {
  const folder = new Folder({ ...files, [`policies/${large.file}`]: large.text })
  try {
    for (const argv of [
      ['policy', 'check'],
      ['check', '--policy', 'policies'],
    ]) {
      const { code, stderr } = await run(folder.path, argv)
      expect(code).toBe(2)
      expect(stderr).toContain('policies/large.rego is larger than 4 MiB (POLICY_SOURCE)')
    }
  } finally {
    folder.remove()
  }
  // Refused by its size, under the limits that users have: two seconds are for what never ends.
  const { memoryMb } = limits
  const { compiles, diagnostics } = await checkPoliciesInWorker({ modules: [large] }, { memoryMb })
  expect(compiles).toBe(false)
  expect(diagnostics).toMatchObject([{ code: 'rego_parse_error', file: 'large.rego' }])
})

test('a rule that needs itself does not compile', async () => {
  const recursive = hostile('recursive', `f(x) := f(x - 1)\n\ndeny contains ${finding} if f(3) == 1`)
  const { compiles, diagnostics } = await checkPoliciesInWorker({ modules: [recursive] })
  expect(compiles).toBe(false)
  expect(diagnostics).toMatchObject([{ code: 'rego_recursion_error', file: 'recursive.rego' }])
})
