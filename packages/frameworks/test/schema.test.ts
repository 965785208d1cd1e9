import {
  acceptsBlocks,
  type BodySchema,
  camelName,
  isComputedAt,
  isRepeatable,
  knownResourceTypes,
  memberBody,
  memberByCamelName,
  type ResourceSchema,
  resourceSchema,
  schemaAt,
} from '@regraft/frameworks'
import type { Path } from '@regraft/model'
import { describe, expect, it } from 'vitest'
import { compressText } from '../scripts/compress-text.mjs'
import { encodeSchema } from '../scripts/encode-schema.mjs'
import { awsFragments, awsSchema } from '../src/schema/aws.generated.ts'
import { azurermFragments, azurermSchema } from '../src/schema/azurerm.generated.ts'
import { googleFragments, googleSchema } from '../src/schema/google.generated.ts'
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
    for (const member of [...body.members.values(), ...body.computed.values()]) {
      const inner = memberBody(member)
      if (inner !== undefined) seen.add(inner)
    }
  return seen
}

/** Everything that is said of a type, as a text; a body that was said before is its number. */
function flat(schema: ResourceSchema | undefined): string {
  const numbers = new Map<unknown, number>()
  return JSON.stringify(schema, (_, value: unknown) => {
    if (!(value instanceof Map)) return value
    const number = numbers.get(value)
    if (number !== undefined && value.size > 0) return number
    numbers.set(value, numbers.size)
    return [...value]
  })
}

describe('the tables', () => {
  it.each([
    ['aws', 1581],
    ['azurerm', 1056],
    ['google', 1068],
  ])('know every resource type of %s and nothing else', (provider, count) => {
    const types = knownResourceTypes(provider)
    expect(types.length).toBe(count)
    expect([...types].sort()).toEqual(types)
    expect(types.every((type) => new RegExp(`^${provider}_[a-z0-9_]+$`).test(type))).toBe(true)
    expect(resourceSchema(`${provider}_no_such_thing`)).toBeUndefined()
    expect(resourceSchema(provider)).toBeUndefined()
  })

  it('know nothing of other providers', () => {
    expect(knownResourceTypes().length).toBe(1581 + 1056 + 1068)
    expect([...knownResourceTypes()].sort()).toEqual(knownResourceTypes())
    expect(knownResourceTypes('random')).toEqual([])
    for (const type of ['random_string', 'awscc_s3_bucket', 'azuread_user', 'google', '_', ''])
      expect(resourceSchema(type)).toBeUndefined()
  })

  it('decode every line to well-formed members, none of them twice', () => {
    const wrong: string[] = []
    for (const type of knownResourceTypes())
      for (const { members, computed } of bodies(known(type))) {
        for (const [name, member] of [...members, ...computed])
          if (!/^[a-z][a-z0-9_]*$/.test(name) || member.name !== name) wrong.push(`${type}: ${name}`)
        for (const [name, { kind, required }] of computed)
          if (members.has(name) || required || kind === 'block') wrong.push(`${type}: ${name} is computed`)
      }
    expect(wrong).toEqual([])
  })

  it('decode a type the same whatever was asked before', () => {
    const texts = [
      [awsSchema, awsFragments],
      [azurermSchema, azurermFragments],
      [googleSchema, googleFragments],
    ] as const
    for (const [text, fragments] of texts) {
      const backwards = new SchemaTable(text, fragments)
      for (const type of backwards.types().toReversed())
        expect(flat(backwards.resource(type)), type).toBe(flat(known(type)))
    }
  })
})

describe('the AWS table', () => {
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

  it('keeps apart what the provider alone computes', () => {
    const bucket = known('aws_s3_bucket')
    expect(bucket.members.has('arn')).toBe(false)
    expect(bucket.members.has('id')).toBe(false)
    expect([...bucket.computed.keys()]).toEqual([
      'id',
      'arn',
      'bucket_domain_name',
      'bucket_region',
      'bucket_regional_domain_name',
      'hosted_zone_id',
      'website_domain',
      'website_endpoint',
    ])
    const options = known('aws_acm_certificate').computed.get('domain_validation_options')
    expect(options).toMatchObject({ type: { kind: 'set', of: { kind: 'object' } } })
    expect([...((options && memberBody(options))?.members.keys() ?? [])]).toEqual([
      'domain_name',
      'resource_record_name',
      'resource_record_type',
      'resource_record_value',
    ])
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

describe('the google table', () => {
  it.each<[string, Path, object]>([
    ['google_storage_bucket', ['location'], { kind: 'attribute', required: true }],
    [
      'google_storage_bucket',
      ['uniform_bucket_level_access'],
      { kind: 'attribute', required: false, type: { kind: 'bool' } },
    ],
    ['google_storage_bucket', ['labels'], { type: { kind: 'map', of: { kind: 'string' } } }],
    ['google_storage_bucket', ['versioning'], { kind: 'block', nesting: 'single' }],
    ['google_storage_bucket', ['lifecycle_rule', 0, 'condition', 'age'], { type: { kind: 'number' } }],
    ['google_compute_instance', ['tags'], { type: { kind: 'set', of: { kind: 'string' } } }],
    ['google_compute_instance', ['shielded_instance_config'], { kind: 'block', nesting: 'single' }],
    ['google_compute_instance', ['shielded_instance_config', 'enable_vtpm'], { type: { kind: 'bool' } }],
    ['google_compute_instance', ['network_interface'], { kind: 'block', nesting: 'list', required: true }],
    ['google_compute_instance', ['boot_disk'], { kind: 'block', nesting: 'single', required: true }],
    ['google_compute_firewall', ['allow'], { kind: 'block', nesting: 'set' }],
    ['google_sql_database_instance', ['settings', 'ip_configuration', 'ssl_mode'], { kind: 'attribute' }],
    ['google_container_cluster', ['private_cluster_config'], { kind: 'block', nesting: 'single' }],
    ['google_kms_crypto_key', ['rotation_period'], { kind: 'attribute', type: { kind: 'string' } }],
  ])('%s %j', (type, path, expected) => {
    expect(schemaAt(known(type), path)).toMatchObject(expected)
  })

  it.each<[string, Path]>([
    ['google_storage_bucket', ['self_link']],
    ['google_storage_bucket', ['soft_delete_policy', 'effective_time']],
    ['google_compute_instance', ['network_interface', 0, 'name']],
    ['google_kms_crypto_key', ['primary']],
  ])('%s %j is computed', (type, path) => {
    expect(schemaAt(known(type), path)).toBeUndefined()
    expect(isComputedAt(known(type), path)).toBe(true)
  })
})

describe('the azurerm table', () => {
  it.each<[string, Path, object]>([
    ['azurerm_storage_account', ['account_tier'], { kind: 'attribute', required: true }],
    ['azurerm_storage_account', ['min_tls_version'], { kind: 'attribute', type: { kind: 'string' } }],
    ['azurerm_storage_account', ['network_rules'], { kind: 'block', nesting: 'single', required: false }],
    ['azurerm_storage_account', ['network_rules', 'default_action'], { kind: 'attribute', required: true }],
    [
      'azurerm_storage_account',
      ['network_rules', 'bypass'],
      { type: { kind: 'set', of: { kind: 'string' } } },
    ],
    ['azurerm_storage_account', ['blob_properties', 'cors_rule'], { kind: 'block', nesting: 'list' }],
    ['azurerm_kubernetes_cluster', ['default_node_pool'], { nesting: 'single', required: true }],
    [
      'azurerm_kubernetes_cluster',
      ['azure_active_directory_role_based_access_control', 'azure_rbac_enabled'],
      { type: { kind: 'bool' } },
    ],
    ['azurerm_linux_virtual_machine', ['admin_ssh_key'], { kind: 'block', nesting: 'set' }],
    ['azurerm_linux_virtual_machine', ['identity'], { kind: 'block', nesting: 'single' }],
    [
      'azurerm_network_security_group',
      ['security_rule'],
      { kind: 'attribute', type: { kind: 'set', of: { kind: 'object' } } },
    ],
    ['azurerm_network_security_rule', ['priority'], { required: true, type: { kind: 'number' } }],
    ['azurerm_key_vault', ['purge_protection_enabled'], { type: { kind: 'bool' } }],
  ])('%s %j', (type, path, expected) => {
    expect(schemaAt(known(type), path)).toMatchObject(expected)
  })

  it.each<[string, Path]>([
    ['azurerm_storage_account', ['primary_access_key']],
    ['azurerm_storage_account', ['identity', 'principal_id']],
    ['azurerm_kubernetes_cluster', ['kube_config', 0, 'password']],
    ['azurerm_key_vault', ['vault_uri']],
  ])('%s %j is computed', (type, path) => {
    expect(schemaAt(known(type), path)).toBeUndefined()
    expect(isComputedAt(known(type), path)).toBe(true)
  })
})

describe('isComputedAt', () => {
  it.each<[Path, boolean]>([
    [['arn'], true],
    [['arn', 'x'], true],
    [['root_block_device', 'volume_id'], true],
    [['ebs_block_device', 2, 'volume_id'], true],
    [['ami'], false],
    [['no_such'], false],
    [['root_block_device', 'no_such'], false],
    [['tags', 'arn'], false],
    [['ebs_block_device', 'x', 'volume_id'], false],
    [['toString'], false],
    [[], false],
  ])('%j: %s', (path, expected) => {
    expect(isComputedAt(known('aws_instance'), path)).toBe(expected)
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
  const made = [{ ...string, name: 'made_by_the_provider', scalar: 's' }]
  const shared = {
    fields: [{ ...string, name: 'enabled_for_everything', scalar: 'b', required: true }],
    computed: made,
  }
  const fields = [
    { ...string, name: 'name', scalar: 's', required: true },
    { ...string, name: 'ports', scalar: 'en' },
    { ...string, name: 'tags', scalar: 'ms' },
    { ...string, name: 'one', shape: 'block', body: shared },
    { ...string, name: 'many', shape: 'block', nesting: 'list', body: shared, required: true },
    { ...string, name: 'objects', shape: 'object', nesting: 'set', body: shared },
    { ...string, name: 'undescribed', shape: 'block', body: undefined },
    { ...string, name: 'empty', shape: 'block', body: { fields: [], computed: [] } },
  ]
  const computed = [{ ...string, name: 'arn', scalar: 's' }]

  it('writes lines that decode to what it was given, compressed or not', () => {
    const lines = encodeSchema([
      { type: 'aws_b', fields, computed },
      { type: 'aws_a', fields, computed },
      { type: 'aws_c', fields: [], computed },
    ])
    expect(lines).toEqual([
      'aws_a !name,ports:en,tags:ms,one?@0,!many*@0,objects:eo@0,undescribed?{*},empty?{}|arn',
      'aws_b !name,ports:en,tags:ms,one?@0,!many*@0,objects:eo@0,undescribed?{*},empty?{}|arn',
      'aws_c |arn',
      '@0 !enabled_for_everything:b|made_by_the_provider',
    ])
    const { text, fragments } = compressText(lines.join(';'))
    expect(text.length).toBeLessThan(lines.join(';').length)
    for (const table of [new SchemaTable(lines.join(';'), ''), new SchemaTable(text, fragments.join(';'))]) {
      expect(table.types()).toEqual(['aws_a', 'aws_b', 'aws_c'])
      const members = table.resource('aws_b')?.members
      const body = {
        complete: true,
        members: new Map([
          ['enabled_for_everything', expect.objectContaining({ required: true, type: { kind: 'bool' } })],
        ]),
        computed: new Map([['made_by_the_provider', expect.objectContaining({ kind: 'attribute' })]]),
      }
      expect(members?.get('name')).toMatchObject({ required: true, type: { kind: 'string' } })
      expect(members?.get('ports')).toMatchObject({ type: { kind: 'set', of: { kind: 'number' } } })
      expect(members?.get('one')).toMatchObject({ nesting: 'single', body })
      expect(members?.get('many')).toMatchObject({ nesting: 'list', required: true, body })
      expect(members?.get('objects')).toMatchObject({ type: { kind: 'set', of: { kind: 'object', body } } })
      expect(members?.get('undescribed')).toMatchObject({ body: { complete: false } })
      expect(members?.get('empty')).toMatchObject({ body: { complete: true, members: new Map() } })
      for (const type of table.types())
        expect(table.resource(type)?.computed).toEqual(
          new Map([['arn', { kind: 'attribute', name: 'arn', required: false, type: { kind: 'string' } }]]),
        )
      expect(table.resource('aws_c')?.members.size).toBe(0)
    }
  })
})
