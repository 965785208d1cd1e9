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
