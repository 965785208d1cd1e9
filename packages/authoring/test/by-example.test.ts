import { RegraftError } from '@regraft/model'
import { loadRego } from '@regraft/rego/node'
import { describe, expect, test } from 'vitest'
import { policyText } from '../src/example/policy.ts'
import { proposals } from '../src/example/propose.ts'
import { type ExampleRule, ruleByExample } from '../src/index.ts'
import { library } from './library-cases.ts'

const rego = loadRego()

async function example(name: string, before: string, after: string): Promise<ExampleRule> {
  return ruleByExample({
    id: 'acme/rule',
    before: { [name]: before },
    after: { [name]: after },
    rego: await rego,
    library,
  })
}

/** The policy that is tried first. Whether such ones hold, the cases of the built-in library show. */
async function likeliest(name: string, before: string, after: string): Promise<string> {
  const [first] = await proposals(
    { before: { [name]: before }, after: { [name]: after } },
    { id: 'acme/rule' },
  )
  if (first === undefined) throw new Error('nothing is proposed')
  return policyText(first)
}

async function refused(name: string, before: string, after: string): Promise<string> {
  try {
    await example(name, before, after)
  } catch (error) {
    if (error instanceof RegraftError) return `${error.code}: ${error.message}`
    throw error
  }
  throw new Error('it was not refused')
}

const bucket = (inside: string): string =>
  `resource "aws_s3_bucket" "logs" {\n  bucket = "logs"\n${inside}}\n`

describe('a rule by example', () => {
  test('is a folder with policy, README, case and clean case', async () => {
    const rule = await example(
      'main.tf',
      bucket('  force_destroy = true\n'),
      bucket('  force_destroy = false\n'),
    )
    expect(rule.files).toMatchInlineSnapshot(`
      {
        "README.md": "# force_destroy is true

      \`acme/rule\` · medium · fix: unsafe

      ## Why

      The rule was written by example (\`cases/example\`). It finds these in aws_s3_bucket:

      - \`force_destroy\` is true.

      ## What the fix does

      - Set force_destroy to false.

      ## What it may break

      Whatever relies on the old value. While that is not known the fix asks for \`--unsafe\`; where nothing can break, write
      \`fix.safe(operation, title)\` instead of \`fix.unsafe(…)\`, \`fix: safe\` in the metadata, and take \`unsafe: true\` out of the case.
      ",
        "cases/clean/clean.tf": "resource "aws_s3_bucket" "logs" {
        bucket = "logs"
        force_destroy = false
      }
      ",
        "cases/example/after.tf": "resource "aws_s3_bucket" "logs" {
        bucket = "logs"
        force_destroy = false
      }
      ",
        "cases/example/before.tf": "resource "aws_s3_bucket" "logs" {
        bucket = "logs"
        force_destroy = true
      }
      ",
        "cases/example/case.yaml": "unsafe: true
      ",
        "terraform.rego": "# METADATA
      # title: "force_destroy is true"
      # description: "Set force_destroy to false."
      # custom:
      #   id: acme/rule
      #   severity: medium
      #   resources: [aws_s3_bucket]
      #   fix: unsafe
      package acme.rule.terraform

      import data.regraft.fix
      import data.regraft.terraform

      deny contains finding if {
      	terraform.maybe_on(input, "force_destroy")
      	finding := {
      		"message": "force_destroy is true",
      		"path": ["force_destroy"],
      		"fix": fix.unsafe(
      			fix.set(false),
      			"Set force_destroy to false",
      			"a rule by example does not know what relies on the old value",
      		),
      	}
      }
      ",
      }
    `)
    expect([rule.chosen, rule.others]).toEqual([['force_destroy is true'], ['force_destroy is not false']])
  })

  test('takes a place inside of a pod for every kind and every container', async () => {
    const pod = (inside: string): string => `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: web
      image: registry.example/web:1.0.0
${inside}    - name: proxy
      image: registry.example/proxy:1.0.0
      imagePullPolicy: Always
`
    const policy = await likeliest('main.yaml', pod(''), pod('      imagePullPolicy: Always\n'))
    expect(policy).toContain('resources: [CronJob, DaemonSet, Deployment, Job, Pod,')
    expect(policy).toContain('some container in pod.containers\n')
    expect(policy).toContain('"path": array.concat(container.path, ["imagePullPolicy"])')
  })

  test('reads Terraform in JSON, and renames', async () => {
    const json = (key: string): string =>
      `{\n  "resource": {\n    "aws_s3_bucket": {\n      "logs": {\n        "bucket": "logs",\n        "${key}": {\n          "team": "data"\n        }\n      }\n    }\n  }\n}\n`
    const rule = await example('main.tf.json', json('tag'), json('tags'))
    expect(rule.files['terraform.rego']).toContain('fix.rename("tags")')
    expect(Object.keys(rule.files)).toContain('cases/example/before.tf.json')
  })

  test('mends what is wrong in one resource together', async () => {
    const shop = (value: boolean): string =>
      `resource "aws_db_instance" "shop" {\n  deletion_protection = ${value}\n  storage_encrypted   = ${value}\n}\n`
    const policy = await likeliest('main.tf', shop(false), shop(true))
    expect(policy.match(/^deny contains/gm)).toHaveLength(1)
    expect(policy.match(/^_changes contains/gm)).toHaveLength(2)
  })

  test('adds a resource beside one it serves', async () => {
    const block =
      '\nresource "aws_s3_bucket_versioning" "logs" {\n  bucket = aws_s3_bucket.logs.id\n  versioning_configuration {\n    status = "Enabled"\n  }\n}\n'
    const rule = await example('main.tf', bucket(''), bucket('') + block)
    expect(rule.files['terraform.rego']).toContain('fix.self("id")')
    // The layout is that of healing, what it says is what was given.
    expect(rule.rewritten).toEqual(['main.tf'])
    expect(rule.files['cases/example/after.tf']).toContain('\n  versioning_configuration {\n')
  })

  test('takes the next reading where the likeliest does not heal, and reads folders', async () => {
    const topics = (first: string): string =>
      `resource "aws_sns_topic" "a" {\n  ${first}\n}\n\nresource "aws_sns_topic" "b" {\n  name = "b"\n}\n`
    const locals = 'locals {\n  owner = "payments"\n}\n'
    const rule = await ruleByExample({
      id: 'acme/rule',
      before: { 'a/topics.tf': topics('fifo_topic = false'), 'a/locals.tf': locals },
      after: { 'a/topics.tf': topics('fifo_topic = true'), 'a/locals.tf': locals },
      rego: await rego,
      library,
    })
    // The other topic says nothing of it and stays as it is, so what is absent is not wrong.
    expect([rule.chosen, rule.others]).toEqual([['fifo_topic is false'], ['fifo_topic is not true']])
    expect(Object.keys(rule.files)).toEqual([
      'terraform.rego',
      'README.md',
      'cases/example/case.yaml',
      'cases/example/before/a/topics.tf',
      'cases/example/before/a/locals.tf',
      'cases/example/after/a/topics.tf',
      'cases/clean/clean/a/topics.tf',
      'cases/clean/clean/a/locals.tf',
    ])
  })

  test('adds a manifest that selects what another runs', async () => {
    const app = `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web # the shop
spec:
  replicas: 2
  selector:
    matchLabels: { app: web }
  template:
    metadata:
      labels: { app: web }
    spec:
      containers:
        - { name: web, image: "web:1" }
`
    const budget = `---
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata:
  name: web-budget
spec:
  minAvailable: 1
  selector:
    matchLabels: { app: web }
`
    const rule = await example('main.yaml', app, app + budget)
    expect(rule.chosen).toEqual(['Deployment: no PodDisruptionBudget belongs to it'])
    const text = rule.files['kubernetes.rego'] ?? ''
    expect(text).toContain(
      'object.get(other, ["spec", "selector", "matchLabels"], null) == input.spec.selector.matchLabels',
    )
    expect(text).toContain('"name": concat("", [input.metadata.name, "-budget"])')
    expect(text).toContain('object.filter(input.metadata, {"namespace"})')
    expect(
      await refused('main.yaml', app, `${app}---\napiVersion: v1\nkind: ConfigMap\nmetadata: { name: x }\n`),
    ).toBe('EXAMPLE_AMBIGUOUS: ConfigMap/x is only in the example after, and serves nothing')
  })

  test('says what is ambiguous', async () => {
    const two = (a: string, b: string): string =>
      `resource "aws_sns_topic" "a" {\n  name = "${a}"\n}\n\nresource "aws_sns_topic" "b" {\n  name = "${b}"\n}\n`
    expect(await refused('main.tf', two('same', 'same'), two('other', 'same'))).toMatch(
      /^EXAMPLE_AMBIGUOUS: no reading of the example heals it \(name is "same"/,
    )
    expect(await refused('main.tf', bucket(''), 'locals {}\n')).toBe(
      'EXAMPLE_AMBIGUOUS: aws_s3_bucket.logs is only in the example before',
    )
    expect(await refused('main.tf', bucket(''), `${bucket('')}resource "aws_sns_topic" "x" {}\n`)).toBe(
      'EXAMPLE_AMBIGUOUS: aws_sns_topic.x is only in the example after, and serves nothing',
    )
    expect(await refused('main.tf', bucket(''), bucket('  acl = var.acl\n'))).toBe(
      'EXAMPLE_AMBIGUOUS: The example writes a reference or an expression into aws_s3_bucket.logs at ["acl"]',
    )
    expect(await refused('main.tf', bucket(''), bucket('# note\n'))).toBe(
      'EXAMPLE_SAME: Both sides of the example hold the same resources',
    )
    expect(await refused('main.tf', bucket('  acl = \n'), bucket(''))).toBe(
      'EXAMPLE_UNREADABLE: The example cannot be read',
    )
  })
})
