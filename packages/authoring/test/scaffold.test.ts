import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { compilePolicies } from '@regraft/engine'
import { RegraftError } from '@regraft/model'
import { loadRego } from '@regraft/rego/node'
import { openSuite, type Texts } from '@regraft/testing'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type ScaffoldedRule, scaffoldRule, writeRule } from '../src/index.ts'
import { library } from './library-cases.ts'

const rego = loadRego()

function failure(act: () => unknown): { code: string; message: string; hint: string | undefined } {
  try {
    act()
  } catch (error) {
    if (error instanceof RegraftError) return { code: error.code, message: error.message, hint: error.hint }
    throw error
  }
  throw new Error('nothing failed')
}

function below(id: string, files: Texts, keep: (path: string) => boolean): Texts {
  return Object.fromEntries(
    Object.entries(files).flatMap(([path, text]) => (keep(path) ? [[`${id}/${path}`, text]] : [])),
  )
}

/** What a person puts in. */
function filled(rule: ScaffoldedRule, ...words: readonly [string, string, string]): ScaffoldedRule {
  const put = (text: string): string =>
    rule.fillIn.reduce((done, word, i) => done.replaceAll(word, words[i] ?? ''), text)
  const files = Object.entries(rule.files).map(([path, text]) => [path, put(text)])
  return { ...rule, files: Object.fromEntries(files) }
}

/** What fails of the cases of rules, which are tried together: compiling takes most of the time. */
async function failures(rules: readonly ScaffoldedRule[]): Promise<readonly string[]> {
  const some = (keep: (path: string) => boolean): Texts =>
    Object.assign({}, ...rules.map(({ id, files }) => below(id, files, keep)))
  const suite = await openSuite({
    modules: { ...library, ...some((path) => path.endsWith('.rego')) },
    cases: some((path) => path.startsWith('cases/')),
    rego: await rego,
  })
  expect(suite.cases).toHaveLength(rules.length * 2)
  const found: string[] = []
  for (const item of suite.cases)
    found.push(
      ...(await suite.run(item)).failures.map(({ check, message }) => `${item.rule} ${check}: ${message}`),
    )
  return found
}

describe('a scaffolded rule', () => {
  test('compiles as it is, in every framework, one beside the other', async () => {
    const rules = [
      scaffoldRule({ id: 'acme/bucket-tags', types: ['aws_s3_bucket'], severity: 'high' }),
      scaffoldRule({ id: 'acme/set-default', types: ['Deployment', 'CronJob'] }),
      scaffoldRule({ id: 'default/import', types: ['Service'], within: 'regraft' }),
      scaffoldRule({ id: 'acme/volcano', types: ['Job.batch.volcano.sh'] }),
    ]
    const modules = Object.assign(
      {},
      library,
      ...rules.map(({ id, files }) => below(id, files, (it) => it.endsWith('.rego'))),
    )
    expect((await compilePolicies(await rego, [{ id: 'new', modules }])).length).toBeGreaterThan(0)
    expect(rules.map(({ framework }) => framework)).toEqual([
      'terraform',
      'kubernetes',
      'kubernetes',
      'kubernetes',
    ])
    const formatted = await (await rego).format({
      modules: rules.flatMap(({ files }) =>
        Object.entries(files).flatMap(([file, text]) =>
          file.endsWith('.rego') ? [{ file: text, text }] : [],
        ),
      ),
    })
    expect(formatted.files.filter(({ changed }) => changed)).toEqual([])
    expect(rules[0]?.files['terraform.rego']).toContain('package acme.bucket_tags.terraform\n')
    expect(rules[0]?.files['terraform.rego']).toContain('#   severity: high\n')
    expect(rules[2]?.files['kubernetes.rego']).toContain('package regraft.default_.import_.kubernetes\n')
  })

  test('fails its case until the argument is filled in, and passes then, in every kind that runs pods', async () => {
    const image = scaffoldRule({ id: 'acme/mutable', types: ['aws_ecr_repository'] })
    expect(await failures([image])).not.toEqual([])
    const rules = [
      filled(image, 'image_tag_mutability', 'IMMUTABLE', 'MUTABLE'),
      ...['Pod', 'CronJob', 'Deployment'].map((kind) => {
        const rule = scaffoldRule({ id: `acme/dns-${kind.toLowerCase()}`, types: [kind] })
        return filled(rule, 'dnsPolicy', 'Default', 'ClusterFirst')
      }),
    ]
    expect(await failures(rules)).toEqual([])
  })

  test.each([
    ['Acme/Bucket Tags', 'Did you mean acme/bucket-tags?'],
    ['bucket-tags', 'It is provider/rule'],
    ['../x/y', 'It is provider/rule'],
    ['a/b/c', 'It is provider/rule'],
    ['a/1b', 'It is provider/rule'],
    ['', 'It is provider/rule'],
  ])('is refused the id %j', (id, hint) => {
    const failed = failure(() => scaffoldRule({ id, types: ['Pod'] }))
    expect(failed.code).toBe('RULE_ID')
    expect(failed.hint).toContain(hint)
  })

  test.each([
    [['aws_s3_buckett'], undefined, 'Did you mean aws_s3_bucket?'],
    [['aws_s3_bucket', 'Pod'], undefined, 'make a rule for each'],
    [['Pod'], 'terraform', 'leave --framework out'],
    [['aws_s3_bucket'], 'pulumi', 'Plans and Pulumi programs'],
    [['bucket'], undefined, 'aws_s3_bucket for Terraform'],
    [['x"]\npackage evil'], undefined, 'aws_s3_bucket for Terraform'],
    [[], undefined, '--type aws_s3_bucket'],
  ])('is refused the types %j of %s', (types, framework, hint) => {
    const failed = failure(() => scaffoldRule({ id: 'acme/x', types, ...(framework ? { framework } : {}) }))
    expect(failed.code).toBe('RULE_TYPE')
    expect(failed.hint).toContain(hint)
  })

  test('takes types of providers that no table knows', () => {
    expect(scaffoldRule({ id: 'acme/dns', types: ['cloudflare_record'] }).framework).toBe('terraform')
  })
})

describe('writing a rule', () => {
  let root = ''
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'regraft-authoring-'))
  })
  afterEach(() => rmSync(root, { recursive: true, force: true }))

  test('makes the whole folder', async () => {
    const written = await writeRule(join(root, 'policies'), 'acme/x', {
      'README.md': 'a\n',
      'cases/b/before.tf': 'b\n',
    })
    expect(written).toEqual(['acme/x/README.md', 'acme/x/cases/b/before.tf'])
    expect(readFileSync(join(root, 'policies/acme/x/cases/b/before.tf'), 'utf8')).toBe('b\n')
    expect(readdirSync(join(root, 'policies/acme'))).toEqual(['x'])
  })

  test('touches nothing that is there, and leaves nothing behind', async () => {
    mkdirSync(join(root, 'acme/x'), { recursive: true })
    writeFileSync(join(root, 'acme/x/terraform.rego'), 'mine')
    await expect(writeRule(root, 'acme/x', { 'terraform.rego': 'new' })).rejects.toMatchObject({
      code: 'RULE_EXISTS',
    })
    expect(readFileSync(join(root, 'acme/x/terraform.rego'), 'utf8')).toBe('mine')
    expect(readdirSync(join(root, 'acme'))).toEqual(['x'])
  })

  test('follows no link out of the folder', async () => {
    const outside = mkdtempSync(join(tmpdir(), 'regraft-outside-'))
    symlinkSync(outside, join(root, 'acme'))
    await expect(writeRule(root, 'acme/x', { 'README.md': '' })).rejects.toMatchObject({
      code: 'RULE_UNWRITTEN',
    })
    expect(readdirSync(outside)).toEqual([])
    rmSync(outside, { recursive: true })
  })

  test('refuses ids that lead elsewhere', async () => {
    await expect(writeRule(root, '../x', { 'README.md': '' })).rejects.toMatchObject({ code: 'RULE_ID' })
  })
})
