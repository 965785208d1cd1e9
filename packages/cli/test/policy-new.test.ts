import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { Folder, run } from './support.ts'

const database = (more: string): string =>
  `resource "aws_db_instance" "shop" {\n  engine = "postgres"\n${more}}\n`

describe('policy new', () => {
  let folder: Folder
  beforeEach(() => {
    folder = new Folder({ 'old.tf': database(''), 'new.tf': database('\n  deletion_protection = true\n') })
  })
  afterEach(() => folder.remove())

  test('writes a rule to fill in and says what to do next', async () => {
    const argv = ['policy', 'new', 'acme/bucket-tags', '--type', 'aws_s3_bucket', '--severity', 'low']
    const { code, stdout, stderr } = await run(folder.path, argv)
    expect([code, stderr]).toEqual([0, ''])
    expect(stdout).toBe(`policies/acme/bucket-tags/README.md
policies/acme/bucket-tags/cases/clean/clean.tf
policies/acme/bucket-tags/cases/example/after.tf
policies/acme/bucket-tags/cases/example/before.tf
policies/acme/bucket-tags/terraform.rego

Next:
  1. In policies/acme/bucket-tags/terraform.rego and in cases, put what you mean for argument, wanted, other.
  2. regraft policy test policies --filter acme/bucket-tags
  3. regraft check --policy policies
`)
    expect(folder.read('policies/acme/bucket-tags/terraform.rego')).toContain('#   severity: low\n')
    const again = await run(folder.path, argv)
    expect([again.code, again.stderr]).toEqual([2, expect.stringContaining('exists already (RULE_EXISTS)')])
  })

  test('writes a rule by example that heals at once', async () => {
    const argv = [
      'policy',
      'new',
      'acme/protect',
      '--before',
      'old.tf',
      '--after',
      'new.tf',
      '--dir',
      'rules',
    ]
    const { code, stdout, stderr } = await run(folder.path, argv)
    expect([code, stderr]).toEqual([0, ''])
    expect(stdout).toContain(`The rule finds a resource in which
  - deletion_protection is not true
It could also mean:
  - deletion_protection is absent
Its cases pass. Next:
`)
    const healed = await run(folder.path, [
      'heal',
      '--policy',
      'rules',
      '--unsafe',
      '--rule',
      'acme/protect',
      'old.tf',
    ])
    expect(healed.code).toBe(0)
    expect(folder.read('old.tf')).toBe(folder.read('rules/acme/protect/cases/example/after.tf'))
  })

  test.each([
    [[], 'policy new needs the id of the rule'],
    [['a/b', 'c/d', '--type', 'Pod'], 'policy new makes one rule, not also c/d'],
    [['acme/x'], 'policy new needs --type, or --before and --after'],
    [['acme/x', '--before', 'old.tf'], '--before and --after belong together'],
    [['acme/x', '--before', 'old.tf', '--after', 'new.tf', '--type', 'Pod'], '--type goes without'],
    [['acme/x', '--type', 'Pod', '--framework', 'ansible'], '--framework'],
    [['Acme', '--type', 'Pod'], '(RULE_ID)'],
    [['acme/x', '--type', 'aws_s3_bucke'], 'Did you mean aws_s3_bucket?'],
    [['acme/x', '--before', 'old.tf', '--after', 'none.tf'], 'does not exist (EXAMPLE_UNREADABLE)'],
    [['acme/x', '--before', 'old.tf', '--after', '.'], '(EXAMPLE_AMBIGUOUS)'],
    [['acme/x', '--before', 'old.tf', '--after', 'old.tf'], '(EXAMPLE_SAME)'],
  ])('refuses %j', async (argv, message) => {
    const { code, stdout, stderr } = await run(folder.path, ['policy', 'new', ...argv])
    expect([code, stdout]).toEqual([2, ''])
    expect(stderr).toContain(message)
    expect(existsSync(join(folder.path, 'policies'))).toBe(false)
  })
})
