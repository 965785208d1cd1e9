import {
  acceptsBlocks,
  type BodySchema,
  camelName,
  isRepeatable,
  knownResourceTypes,
  memberBody,
  memberByCamelName,
  type ResourceSchema,
  resourceSchema,
  schemaAt,
} from '@regraft/frameworks'
import { describe, expect, it } from 'vitest'
import { compressText } from '../scripts/compress-text.mjs'
import { encodeSchema } from '../scripts/encode-schema.mjs'
import { SchemaTable } from '../src/schema/table.ts'

function known(type: string): ResourceSchema {
  const schema = resourceSchema(type)
  if (schema === undefined) throw new Error(`${type} is not in the table`)
  return schema
}

/** Every body reachable from a type, each once. */
function bodies(root: BodySchema): Set<BodySchema> {
  const seen = new Set<BodySchema>([root])
  for (const body of seen)
    for (const member of body.members.values()) {
      const inner = memberBody(member)
      if (inner !== undefined) seen.add(inner)
    }
  return seen
}

describe('the AWS table', () => {
  it('knows every resource type of the provider and nothing else', () => {
    const types = knownResourceTypes()
    expect(types.length).toBe(1581)
    expect([...types].sort()).toEqual(types)
    expect(types.every((type) => /^aws_[a-z0-9_]+$/.test(type))).toBe(true)
    expect(resourceSchema('aws_no_such_thing')).toBeUndefined()
    expect(resourceSchema('google_storage_bucket')).toBeUndefined()
  })

  it('decodes every line to well-formed members', () => {
    for (const type of knownResourceTypes())
      for (const body of bodies(known(type)))
        for (const [name, member] of body.members) {
          expect(name).toMatch(/^[a-z][a-z0-9_]*$/)
          expect(member.name).toBe(name)
        }
  })

  it('says what is an attribute and what is a block, and how often', () => {
    const instance = known('aws_instance')
    expect(instance.members.get('monitoring')).toEqual({
      kind: 'attribute',
      name: 'monitoring',
      required: false,
      type: { kind: 'bool' },
    })
    expect(instance.members.get('metadata_options')).toMatchObject({ kind: 'block', nesting: 'single' })
    expect(instance.members.get('ebs_block_device')).toMatchObject({ kind: 'block', nesting: 'set' })
    expect(instance.members.get('vpc_security_group_ids')).toMatchObject({
      type: { kind: 'set', of: { kind: 'string' } },
    })
    expect(known('aws_s3_bucket').members.get('lifecycle_rule')).toMatchObject({ nesting: 'list' })
    expect(known('aws_db_instance').members.get('instance_class')).toMatchObject({ required: true })
    expect(known('aws_s3_bucket_versioning').members.get('versioning_configuration')).toMatchObject({
      required: true,
      nesting: 'single',
    })
  })

  it('leaves out what the provider alone computes', () => {
    const bucket = known('aws_s3_bucket')
    expect(bucket.members.has('arn')).toBe(false)
    expect(bucket.members.has('id')).toBe(false)
    expect(known('aws_instance').members.get('launch_template')).toSatisfy(
      (member) => memberBody(member)?.members.has('id') === true,
    )
  })

  it('knows the attributes that may be written as blocks', () => {
    const ingress = known('aws_security_group').members.get('ingress')
    expect(ingress).toMatchObject({ kind: 'attribute', type: { kind: 'set', of: { kind: 'object' } } })
    expect(ingress !== undefined && acceptsBlocks(ingress)).toBe(true)
    const encryption = known('aws_s3tables_table').members.get('encryption_configuration')
    expect(encryption).toMatchObject({ kind: 'attribute', type: { kind: 'object' } })
    expect(encryption !== undefined && acceptsBlocks(encryption)).toBe(false)
    expect(encryption !== undefined && isRepeatable(encryption)).toBe(false)
  })
})

describe('schemaAt', () => {
  const instance = known('aws_instance')
  it.each([
    [['monitoring'], { kind: 'attribute', name: 'monitoring' }],
    [['ebs_block_device'], { kind: 'block', nesting: 'set' }],
    [['ebs_block_device', 3], { kind: 'block', nesting: 'set' }],
    [['ebs_block_device', 0, 'encrypted'], { kind: 'attribute', type: { kind: 'bool' } }],
    [['metadata_options', 'http_tokens'], { kind: 'attribute', type: { kind: 'string' } }],
    [['tags', 'Name'], { kind: 'value', type: { kind: 'string' } }],
    [['vpc_security_group_ids', 0], { kind: 'value', type: { kind: 'string' } }],
  ])('%j', (path, expected) => {
    expect(schemaAt(instance, path)).toMatchObject(expected)
  })

  it.each([
    [[]],
    [['encrypted']],
    [['monitoring', 'x']],
    [['metadata_options', 0, 'http_tokens']],
    [['ebs_block_device', 'encrypted_']],
    [['tags', 0]],
    [['vpc_security_group_ids', 'a']],
    [['toString']],
  ])('%j is not there', (path) => {
    expect(schemaAt(instance, path)).toBeUndefined()
  })

  it('follows attributes of objects', () => {
    expect(schemaAt(known('aws_security_group'), ['ingress', 0, 'from_port'])).toMatchObject({
      type: { kind: 'number' },
    })
    expect(schemaAt(known('aws_security_group'), ['ingress', 0, 'nothing'])).toBeUndefined()
    expect(
      schemaAt(known('aws_s3tables_table'), ['maintenance_configuration', 'iceberg_compaction', 'status']),
    ).toMatchObject({ name: 'status' })
  })

  it('says open where the source says nothing', () => {
    expect(schemaAt(known('aws_wafv2_web_acl'), ['rule', 0, 'statement', 'rate_based_statement'])).toBe(
      'open',
    )
    expect(schemaAt(known('aws_wafv2_web_acl'), ['rule', 0, 'no_such'])).toBeUndefined()
  })
})

describe('camelCase names', () => {
  it.each([
    ['aws_instance', 'ebsBlockDevices', 'ebs_block_device'],
    ['aws_instance', 'metadataOptions', 'metadata_options'],
    ['aws_instance', 'vpcSecurityGroupIds', 'vpc_security_group_ids'],
    ['aws_s3_bucket', 'lifecycleRules', 'lifecycle_rule'],
    ['aws_db_instance', 'storageEncrypted', 'storage_encrypted'],
    ['aws_lb', 'accessLogs', 'access_logs'],
    ['aws_security_group', 'ingress', 'ingress'],
    ['aws_subnet', 'ipv6CidrBlock', 'ipv6_cidr_block'],
  ])('%s %s is %s', (type, camel, name) => {
    expect(memberByCamelName(known(type), camel)?.name).toBe(name)
  })

  it('every member is found again by its camelCase name', () => {
    for (const type of knownResourceTypes())
      for (const body of bodies(known(type)))
        for (const member of body.members.values()) {
          const found = memberByCamelName(body, camelName(member))
          // A plural may be the name of another member, which then wins.
          if (found !== member) expect(found?.name, `${type}.${member.name}`).not.toBe(undefined)
        }
  })
})

describe('the generator', () => {
  const string = { shape: 'scalar', nesting: 'single', body: undefined, required: false }
  const shared = [{ ...string, name: 'enabled_for_everything', scalar: 'b', required: true }]
  const fields = [
    { ...string, name: 'name', scalar: 's', required: true },
    { ...string, name: 'ports', scalar: 'en' },
    { ...string, name: 'tags', scalar: 'ms' },
    { ...string, name: 'one', shape: 'block', body: shared },
    { ...string, name: 'many', shape: 'block', nesting: 'list', body: shared, required: true },
    { ...string, name: 'objects', shape: 'object', nesting: 'set', body: shared },
    { ...string, name: 'undescribed', shape: 'block', body: undefined },
    { ...string, name: 'empty', shape: 'block', body: [] },
  ]

  it('writes lines that decode to what it was given, compressed or not', () => {
    const lines = encodeSchema([
      { type: 'aws_b', fields },
      { type: 'aws_a', fields },
    ])
    expect(lines[0]).toBe(
      'aws_a !name,ports:en,tags:ms,one?@0,!many*@0,objects:eo@0,undescribed?{*},empty?{}',
    )
    const { text, fragments } = compressText(lines.join(';'))
    expect(text.length).toBeLessThan(lines.join(';').length)
    for (const table of [new SchemaTable(lines.join(';'), ''), new SchemaTable(text, fragments.join(';'))]) {
      expect(table.types()).toEqual(['aws_a', 'aws_b'])
      const members = table.resource('aws_b')?.members
      const body = {
        complete: true,
        members: new Map([
          ['enabled_for_everything', expect.objectContaining({ required: true, type: { kind: 'bool' } })],
        ]),
      }
      expect(members?.get('name')).toMatchObject({ required: true, type: { kind: 'string' } })
      expect(members?.get('ports')).toMatchObject({ type: { kind: 'set', of: { kind: 'number' } } })
      expect(members?.get('one')).toMatchObject({ nesting: 'single', body })
      expect(members?.get('many')).toMatchObject({ nesting: 'list', required: true, body })
      expect(members?.get('objects')).toMatchObject({ type: { kind: 'set', of: { kind: 'object', body } } })
      expect(members?.get('undescribed')).toMatchObject({ body: { complete: false } })
      expect(members?.get('empty')).toMatchObject({ body: { complete: true, members: new Map() } })
    }
  })
})
