import { describe, expect, it } from 'vitest'
import { header, landed, textOf } from './pulumi-support.ts'

const owner = 'aws_s3_bucket.logs'
const block = { bucket: { $ref: ['$self', 'id'] }, block_public_acls: true }
const type = 'aws_s3_bucket_public_access_block'

/** The text after adding a public access block to the bucket `logs`. The model of it is compared here. */
function add(text: string, imports = header): string {
  const outcome = landed({ 'index.ts': imports + text }, owner, {
    kind: 'add_resource',
    type,
    name: 'logs',
    value: block,
  })
  if (typeof outcome === 'string') return outcome
  const added = outcome.after.resources.filter((one) => one.type === type)
  expect(added.map(({ input }) => input)).toContainEqual({
    bucket: { $unknown: 'aws_s3_bucket.logs.id', $refs: [owner] },
    block_public_acls: true,
  })
  return (outcome.texts['index.ts'] ?? '').replace(imports, '')
}

const written =
  'new aws.s3.BucketPublicAccessBlock("logs", {\n    bucket: bucket.id,\n    blockPublicAcls: true,\n});'

describe('a companion', () => {
  it('follows the statement of its owner', () => {
    const text =
      'const bucket = new aws.s3.Bucket("logs", {\n    acl: "private",\n}); // why\nexport const name = bucket.id;\n'
    expect(add(text)).toBe(text.replace('// why', `// why\n\n${written}`))
  })

  it('is indented as its owner and refers to a member', () => {
    const text =
      'class Site {\n    constructor() {\n        this.bucket = new aws.s3.Bucket("logs");\n    }\n}\n'
    expect(add(text)).toBe(
      'class Site {\n    constructor() {\n        this.bucket = new aws.s3.Bucket("logs");\n\n        new aws.s3.BucketPublicAccessBlock("logs", {\n            bucket: this.bucket.id,\n            blockPublicAcls: true,\n        });\n    }\n}\n',
    )
  })

  it.each([
    ['import { s3 } from "@pulumi/aws";\n', 's3.Bucket', 's3.BucketPublicAccessBlock'],
    ['import * as s3 from "@pulumi/aws/s3";\n', 's3.Bucket', 's3.BucketPublicAccessBlock'],
    ['import * as cloud from "@pulumi/aws";\n', 'cloud.s3.Bucket', 'cloud.s3.BucketPublicAccessBlock'],
    [
      'import { Bucket } from "@pulumi/aws/s3";\nimport * as aws from "@pulumi/aws";\n',
      'Bucket',
      'aws.s3.BucketPublicAccessBlock',
    ],
  ])('%s is made of %s', (imports, name, expected) => {
    expect(add(`const bucket = new ${name}("logs");\n`, imports)).toBe(
      `const bucket = new ${name}("logs");\n\n${written.replace('aws.s3.BucketPublicAccessBlock', expected)}\n`,
    )
  })

  it('shares the provider and parent of its owner, and no other option', () => {
    const text =
      'const bucket = new aws.s3.Bucket("logs", {}, { provider: east, parent: this, protect: true });\n'
    expect(add(text)).toBe(
      `${text}\n${written.replace('})', '}, {\n    provider: east,\n    parent: this,\n})')}\n`,
    )
  })

  it('takes a name that is free', () => {
    const text =
      'const bucket = new aws.s3.Bucket("logs");\nnew aws.s3.BucketPublicAccessBlock("logs", { bucket: "other" });\n'
    expect(add(text)).toContain('new aws.s3.BucketPublicAccessBlock("logs-2", {')
  })

  it.each([
    ['no variable holds the owner', 'new aws.s3.Bucket("logs");', header, '!NO_VARIABLE'],
    [
      'the variable may hold something else',
      'let bucket = new aws.s3.Bucket("logs");\nbucket = other;',
      header,
      '!NO_VARIABLE',
    ],
    [
      'nothing imports the class',
      'const bucket = new Bucket("logs");',
      'import { Bucket } from "@pulumi/aws/s3";\n',
      '!NO_IMPORT',
    ],
    [
      'the options are computed',
      'const bucket = new aws.s3.Bucket("logs", {}, opts);',
      header,
      '!COMPUTED_OPTIONS',
    ],
    [
      'an option that it needs is computed',
      'const bucket = new aws.s3.Bucket("logs", {}, { provider: f() });',
      header,
      '!COMPUTED_OPTIONS',
    ],
    [
      'no statement can follow',
      'let bucket; if (c) bucket = new aws.s3.Bucket("logs");',
      header,
      '!NO_VARIABLE',
    ],
  ])('is refused where %s', (_, text, imports, code) => {
    expect(add(text, imports)).toBe(code)
  })

  it('is named after its variable where the name of the owner is computed, made once', () => {
    const text = `${header}const logsBucket = new aws.s3.Bucket(name + "-logs");\n`
    const change = { kind: 'add_resource', type, name: 'x', value: block } as const
    expect(textOf(landed({ 'index.ts': text }, 'aws_s3_bucket.name + "-logs"', change))).toBe(
      `const logsBucket = new aws.s3.Bucket(name + "-logs");\n\n${written.replace('"logs"', '"logsBucket"').replace('bucket.id', 'logsBucket.id')}\n`,
    )
  })

  it('refers to the variable of its own function', () => {
    const text = `${header}function f() { const b = new aws.s3.Bucket("a"); }
function g() {
    const b = new aws.s3.Bucket("logs");
}
`
    expect(add(text.slice(header.length))).toContain('"logs", {\n        bucket: b.id,')
  })

  it('is refused where the name of the owner is computed for many', () => {
    const text = `${header}for (const n of names) { const bucket = new aws.s3.Bucket(\`\${n}\`); }`
    const change = { kind: 'add_resource', type, name: 'n', value: block } as const
    // biome-ignore lint/suspicious/noTemplateCurlyInString: the name is told as it is written
    expect(landed({ 'index.ts': text }, 'aws_s3_bucket.${n}', change)).toBe('!NOT_ONE_RESOURCE')
  })

  it('is refused where the provider would', () => {
    const text = `${header}const bucket = new aws.s3.Bucket("logs");`
    const with_ = (value: object, of = type): unknown =>
      landed({ 'index.ts': text }, owner, {
        kind: 'add_resource',
        type: of,
        name: 'x',
        value: value as typeof block,
      })
    expect(with_({ block_public_acls: true })).toBe('!REQUIRED_ARGUMENT')
    expect(with_({ bucket: 'b', nothing: 1 })).toBe('!NOT_IN_SCHEMA')
    expect(with_({}, 'aws_no_such_thing')).toBe('!NOT_IN_SCHEMA')
  })
})

describe('classes that version 7 renamed', () => {
  const add = (text: string) =>
    landed({ 'index.ts': header + text }, owner, {
      kind: 'add_resource',
      type: 'aws_s3_bucket_versioning',
      name: 'logs',
      value: { bucket: { $ref: ['$self', 'id'] }, versioning_configuration: { status: 'Enabled' } },
    })

  it('keep the old name where the program uses old names', () => {
    const outcome = add('const bucket = new aws.s3.BucketV2("logs");\n')
    expect(textOf(outcome)).toContain(
      'new aws.s3.BucketVersioningV2("logs", {\n    bucket: bucket.id,\n    versioningConfiguration: {',
    )
    expect(outcome).not.toHaveProperty('landing.level')
  })

  it('have the new name where the program shows it', () => {
    const outcome = add(
      'const bucket = new aws.s3.Bucket("logs");\nnew aws.s3.BucketAcl("a", { bucket: bucket.id });\n',
    )
    expect(textOf(outcome)).toContain('new aws.s3.BucketVersioning("logs", {')
    expect(outcome).not.toHaveProperty('landing.level')
  })

  it('have the new name where nothing shows which, and the fix is unsafe', () => {
    const outcome = add('const bucket = new aws.s3.Bucket("logs");\n')
    expect(textOf(outcome)).toContain('new aws.s3.BucketVersioning("logs", {')
    expect(outcome).toMatchObject({
      landing: {
        level: 'unsafe',
        because: 'before version 7 of @pulumi/aws the class is aws.s3.BucketVersioningV2',
      },
    })
  })
})

it('a Kubernetes companion is made of its kind', () => {
  const text = `${header}const web = new k8s.apps.v1.Deployment("web", { metadata: { namespace: "prod" } });\n`
  const outcome = landed({ 'index.ts': text }, 'prod/Deployment/web', {
    kind: 'add_resource',
    type: 'NetworkPolicy',
    name: 'web',
    value: {
      apiVersion: 'networking.k8s.io/v1',
      kind: 'NetworkPolicy',
      metadata: { name: 'web', namespace: 'prod' },
      spec: { podSelector: {}, policyTypes: ['Ingress'] },
    },
  })
  expect(textOf(outcome)).toContain(
    'new k8s.networking.v1.NetworkPolicy("web", {\n    metadata: {\n        name: "web",\n        namespace: "prod",\n    },\n    spec: {\n        podSelector: {},\n        policyTypes: ["Ingress"],\n    },\n});\n',
  )
})
