import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { Folder, run } from './support.ts'

// A repository that says it ran: whatever is refused must leave no `ran` behind.
const policy = (mark: string, name = 'default'): string => `import { writeFileSync } from 'node:fs'
writeFileSync(${JSON.stringify(mark)}, '')
export ${name === 'default' ? 'default' : `const ${name} =`} {
  id: 'acme/versioning',
  title: 'Bucket keeps no versions',
  severity: 'medium',
  fix: 'safe',
  resources: ['aws_s3_bucket_versioning'],
  check(resource, { report }) {
    if (resource.versioning_configuration?.status === 'Enabled') return
    report({
      message: 'versioning is not enabled',
      path: ['versioning_configuration', 'status'],
      fix: { title: 'Enable it', level: 'safe', ops: [{ op: 'set', value: 'Enabled' }] },
    })
  },
}
`
const tf = (status: string): string =>
  `resource "aws_s3_bucket_versioning" "v" {\n  versioning_configuration {\n    status = "${status}" # why\n  }\n}\n`
const only = ['--rule', 'acme/versioning']

const folders: Folder[] = []
function folder(files: { readonly [path: string]: string }): Folder {
  const made = new Folder(files)
  folders.push(made)
  made.write({ 'rule.mjs': policy(join(made.path, 'ran')) })
  return made
}
afterEach(() => {
  for (const made of folders.splice(0)) made.remove()
})

test('a file named on the command line finds and heals', async () => {
  const at = folder({ 'main.tf': tf('Suspended') })
  const checked = await run(at.path, ['check', '--policy', './rule.mjs', '--format', 'json', ...only])
  expect(JSON.parse(checked.stdout).findings).toMatchObject([
    { rule: 'acme/versioning', status: 'open', fix: { level: 'safe', title: 'Enable it' } },
  ])
  const healed = await run(at.path, ['heal', '--policy', './rule.mjs', '--quiet', ...only])
  expect(healed.code).toBe(0)
  expect(at.read('main.tf')).toBe(tf('Enabled'))
})

test.each([
  ['found', 'policies: [rule.mjs]\n', [], 'a configuration that was only found may not run any'],
  ['found, with code: true', 'policies: [rule.mjs]\ncode: true\n', [], 'a configuration that was only found'],
  [
    'named, without code',
    'policies: [rule.mjs]\n',
    ['--config', 'regraft.yaml'],
    'the configuration does not allow',
  ],
])('code of a configuration that is %s is refused, not run', async (_, config, args, message) => {
  const at = folder({ 'main.tf': tf('Suspended'), 'regraft.yaml': config })
  const ran = await run(at.path, ['check', ...args])
  expect(ran.code).toBe(2)
  expect(ran.stderr).toContain('POLICY_CODE')
  expect(ran.stderr).toContain(message)
  expect(existsSync(join(at.path, 'ran'))).toBe(false)
})

test('a package that a found configuration names is not run either', async () => {
  const at = folder({
    'main.tf': tf('Suspended'),
    'regraft.yaml': 'policies: [regraft-policies-acme]\ncode: true\n',
  })
  at.write({
    'node_modules/regraft-policies-acme/package.json': '{"regraft": {"policies": "rules.mjs"}}',
    'node_modules/regraft-policies-acme/rules.mjs': policy(join(at.path, 'ran'), 'versioning'),
  })
  expect((await run(at.path, ['check'])).code).toBe(2)
  expect(existsSync(join(at.path, 'ran'))).toBe(false)
  const named = await run(at.path, ['check', '--config', 'regraft.yaml', '--format', 'json', ...only])
  expect(JSON.parse(named.stdout).findings).toHaveLength(1)
  expect(existsSync(join(at.path, 'ran'))).toBe(true)
})

test.each([
  ['rule.ts', 'export default {}', 'is TypeScript, which is not run as it stands'],
  ['broken.mjs', 'throw new Error("no such thing")', 'broken.mjs cannot be loaded: Error: no such thing'],
  ['none.mjs', 'export const a = 1', 'none.mjs exports no policy'],
  [
    'wrong.mjs',
    'export default { id: "Acme", title: "t", severity: "high", resources: ["Pod"], check() {} }',
    'Acme: id "Acme" is no rule id',
  ],
])('%s is refused and told', async (name, text, message) => {
  const at = folder({ 'main.tf': tf('Enabled'), [name]: text })
  const ran = await run(at.path, ['check', '--policy', `./${name}`])
  expect(ran.code).toBe(2)
  expect(ran.stderr).toContain(message)
})

test('its cases are run as those of Rego are, and written anew; its metadata is checked', async () => {
  const at = folder({
    'cases/off/before.tf': tf('Suspended'),
    'cases/off/after.tf': tf('Enabled'),
    'cases/on/clean.tf': tf('Enabled'),
  })
  const passed = await run(at.path, ['policy', 'test', 'rule.mjs'])
  expect(passed).toMatchObject({ code: 0, stderr: '' })
  expect(passed.stdout).toContain('acme/versioning  2 cases')
  expect(passed.stdout).not.toContain('OPA')
  // The file is another now: it is run again.
  at.write({ 'rule.mjs': policy(join(at.path, 'ran')).replace("value: 'Enabled'", "value: 'Suspendet'") })
  const failed = await run(at.path, ['policy', 'test', 'rule.mjs'])
  expect(failed.code).toBe(1)
  expect(failed.stdout).toContain('the rule would still find')
  at.write({ 'other.mjs': policy(join(at.path, 'ran')).replace("'aws_s3_bucket_v", "'aws_s3_bukket_v") })
  const checked = await run(at.path, ['policy', 'check', 'rule.mjs', 'other.mjs'])
  expect(checked.code).toBe(1)
  expect(checked.stdout).toContain('there is no resource type aws_s3_bukket_versioning')
  expect(checked.stdout).toContain('acme/versioning is already the id of rule.mjs')
})

test('code in a folder of policies is not run', async () => {
  const at = folder({ 'policies/a/cases/on/clean.tf': tf('Enabled') })
  at.write({ 'policies/a/rule.mjs': policy(join(at.path, 'ran')) })
  for (const command of ['test', 'check']) await run(at.path, ['policy', command])
  expect(existsSync(join(at.path, 'ran'))).toBe(false)
})

test('the configuration gives it parameters, within what it declares', async () => {
  const at = folder({ 'main.tf': 'resource "aws_cloudwatch_log_group" "g" {\n  retention_in_days = 7\n}\n' })
  at.write({
    'rule.mjs': `export default {
  id: 'acme/retention', title: 'Logs are dropped early', severity: 'low', resources: ['aws_cloudwatch_log_group'],
  params: { days: { type: 'integer', default: 5, min: 1 } },
  check(group, { params, report }) {
    if (group.retention_in_days < params.days) report({ message: 'under ' + params.days, path: ['retention_in_days'] })
  },
}`,
    'regraft.yaml': 'params:\n  acme/retention:\n    days: 30\n',
  })
  const args = ['check', '--policy', './rule.mjs', '--rule', 'acme/retention', '--format', 'json']
  const given = await run(at.path, args)
  expect(JSON.parse(given.stdout).findings).toMatchObject([{ message: 'under 30' }])
  at.write({ 'regraft.yaml': 'params:\n  acme/retention:\n    days: 0\n' })
  const wrong = await run(at.path, args)
  expect(wrong.code).toBe(2)
  expect(wrong.stderr).toContain('days of acme/retention must be at least 1, not 0')
  expect(wrong.stderr).toContain('regraft.yaml:3')
})
