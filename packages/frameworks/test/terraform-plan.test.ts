import { terraformPlan } from '@regraft/frameworks'
import { describe, expect, test } from 'vitest'
import { configured, inputs, load, placeOf, plan, refer } from './terraform-plan-support.ts'

describe('which files', () => {
  const claims = (head: string, path = 'plan.json'): boolean => terraformPlan.claims({ path, head })

  test('plans and states, in one line or in many', () => {
    expect(claims(JSON.stringify(plan({})))).toBe(true)
    expect(claims(JSON.stringify(plan({}), undefined, 2))).toBe(true)
    expect(claims('{"format_version":"1.0","terraform_version":"1.9.5","values":{"root_module":{}}}')).toBe(
      true,
    )
  })

  test('a plan whose variables are longer than the head', () => {
    const head = `{"format_version":"1.2","terraform_version":"1.9.5","variables":{"x":{"value":"${'x'.repeat(5000)}`
    expect(claims(head.slice(0, 4096))).toBe(true)
  })

  test('nothing else', () => {
    expect(claims('{"format_version":"1.0","provider_schemas":{}}')).toBe(false)
    expect(claims('{"format_version":"1.0","terraform_version":"1.9.5"}')).toBe(false)
    expect(claims('{"planned_values":{}}')).toBe(false)
    expect(claims('{"apiVersion":"v1","kind":"Pod"}')).toBe(false)
    expect(claims(JSON.stringify(plan({})), 'plan.txt')).toBe(false)
  })
})

describe('resources', () => {
  const document = plan(
    {
      resources: [
        { address: 'aws_kms_key.k[0]', index: 0, values: { enable_key_rotation: false } },
        { address: 'aws_kms_key.k[1]', index: 1, values: { enable_key_rotation: true } },
        { address: 'data.aws_region.r', mode: 'data', values: { name: 'eu-west-1' } },
      ],
      child_modules: [
        {
          address: 'module.a["x.y"]',
          resources: [
            { address: 'module.a["x.y"].aws_s3_bucket.b["k"]', index: 'k', values: { bucket: 'b' } },
          ],
          child_modules: [
            {
              address: 'module.a["x.y"].module.in',
              resources: [{ address: 'module.a["x.y"].module.in.aws_s3_bucket.c', values: { bucket: 'c' } }],
            },
          ],
        },
      ],
    },
    {},
    { resource_drift: [], prior_state: { values: { root_module: {} } } },
  )

  test('each instance in each module, under the address of the plan', () => {
    expect(load(document).resources.map(({ type, address, at }) => [type, address, at])).toEqual([
      ['aws_kms_key', 'aws_kms_key.k[0]', ['planned_values', 'root_module', 'resources', 0]],
      ['aws_kms_key', 'aws_kms_key.k[1]', ['planned_values', 'root_module', 'resources', 1]],
      [
        'aws_s3_bucket',
        'module.a["x.y"].aws_s3_bucket.b["k"]',
        ['planned_values', 'root_module', 'child_modules', 0, 'resources', 0],
      ],
      [
        'aws_s3_bucket',
        'module.a["x.y"].module.in.aws_s3_bucket.c',
        ['planned_values', 'root_module', 'child_modules', 0, 'child_modules', 0, 'resources', 0],
      ],
    ])
    expect(inputs(document)['aws_kms_key.k[1]']).toEqual({ enable_key_rotation: true })
  })

  test('of a state as well', () => {
    const { planned_values: values } = plan({
      resources: [{ address: 'aws_kms_key.k', values: { id: 'i' } }],
    })
    const state = { format_version: '1.0', terraform_version: '1.9.5', values: values ?? null }
    expect(load(state).resources.map(({ address, at }) => [address, at])).toEqual([
      ['aws_kms_key.k', ['values', 'root_module', 'resources', 0]],
    ])
  })

  test('addresses without module or key, as formats before 1.0 have some, are completed', () => {
    const values = {}
    const old = plan({
      resources: [
        { address: 'aws_kms_key.k', index: 0, values },
        { address: 'aws_kms_key.k', index: 1, values },
      ],
      child_modules: [{ address: 'module.m', resources: [{ address: 'aws_kms_key.k', values }] }],
    })
    expect(Object.keys(inputs({ ...old, format_version: '0.1' }))).toEqual([
      'aws_kms_key.k[0]',
      'aws_kms_key.k[1]',
      'module.m.aws_kms_key.k',
    ])
  })

  test('none where the file is something else, broken or of another format', () => {
    for (const other of [
      null,
      [],
      {},
      { format_version: '1.0' },
      { format_version: '1.0', planned_values: [] },
    ])
      expect(load(other)).toMatchObject({ resources: [], diagnostics: [] })
    const newer = { ...document, format_version: '2.0' }
    expect(load(newer)).toMatchObject({ resources: [], diagnostics: [{ code: 'TERRAFORM_PLAN_VERSION' }] })
  })
})

describe('what a policy sees', () => {
  test('nulls are not there; blocks have the form that the table gives them', () => {
    const document = plan(
      {
        resources: [
          {
            address: 'aws_instance.web',
            values: {
              ami: 'ami-1',
              user_data: null,
              timeouts: null,
              root_block_device: [{ encrypted: false, kms_key_id: null }],
              metadata_options: [],
              ebs_block_device: [{ device_name: '/dev/sdb', encrypted: true, tags: null }],
              network_interface: [],
              tags: { a: 'b', c: null },
            },
          },
          {
            address: 'other_thing.t',
            values: { one: [{ a: 1 }], two: [{ a: 1 }, { a: 2 }], none: [], list: ['x'], empty: [] },
          },
        ],
      },
      {
        resources: [
          configured('aws_instance.web', {
            ami: { constant_value: 'ami-1' },
            root_block_device: [{ encrypted: { constant_value: false } }],
            ebs_block_device: [{ device_name: {}, encrypted: {} }],
          }),
          configured('other_thing.t', {
            one: [{ a: { constant_value: 1 } }],
            two: [{ a: {} }, { a: {} }],
            list: {},
            empty: { constant_value: [] },
          }),
        ],
      },
    )
    expect(inputs(document)).toEqual({
      'aws_instance.web': {
        ami: 'ami-1',
        root_block_device: { encrypted: false },
        ebs_block_device: [{ device_name: '/dev/sdb', encrypted: true }],
        tags: { a: 'b', c: null },
      },
      'other_thing.t': { one: { a: 1 }, two: [{ a: 1 }, { a: 2 }], list: ['x'], empty: [] },
    })
  })

  test('sensitive values are values', () => {
    const document = plan({
      resources: [
        {
          address: 'aws_db_instance.d',
          values: { password: 'hunter2', username: 'u' },
          sensitive: { password: true },
        },
      ],
    })
    expect(inputs(document)['aws_db_instance.d']).toEqual({ password: 'hunter2', username: 'u' })
  })

  test('what is unknown and configured is marked; what only the provider chooses is not there', () => {
    const document = plan(
      {
        resources: [
          {
            address: 'aws_instance.web',
            values: { root_block_device: [{ volume_size: 8 }], tags: { a: 'b' } },
            unknown: {
              id: true,
              metadata_options: true,
              subnet_id: true,
              root_block_device: [{ encrypted: true, kms_key_id: true, volume_id: true }],
              tags: { c: true },
              vpc_security_group_ids: [true, false],
            },
          },
        ],
      },
      {
        resources: [
          configured('aws_instance.web', {
            subnet_id: refer('aws_subnet.s.id', 'aws_subnet.s'),
            root_block_device: [{ volume_size: {}, kms_key_id: refer('aws_kms_key.k.arn', 'aws_kms_key.k') }],
            tags: refer('local.name', 'aws_vpc.v.id', 'aws_vpc.v'),
          }),
        ],
      },
    )
    expect(inputs(document)['aws_instance.web']).toEqual({
      subnet_id: { $unknown: 'aws_subnet.s.id', $refs: ['aws_subnet.s'] },
      root_block_device: {
        volume_size: 8,
        kms_key_id: { $unknown: 'aws_kms_key.k.arn', $refs: ['aws_kms_key.k'] },
      },
      tags: { a: 'b', c: { $unknown: 'local.name, aws_vpc.v.id', $refs: ['aws_vpc.v'] } },
    })
  })

  test('without a configuration, and inside blocks that it does not list, everything unknown is marked', () => {
    const web = {
      address: 'aws_instance.web',
      values: { ebs_block_device: [{ device_name: '/dev/sdb' }] },
      unknown: { id: true, ebs_block_device: [{ kms_key_id: true }] },
    }
    const kms = { device_name: '/dev/sdb', kms_key_id: { $unknown: 'aws_instance.web.kms_key_id' } }
    expect(inputs(plan({ resources: [web] }))['aws_instance.web']).toEqual({
      ebs_block_device: [kms],
      id: { $unknown: 'aws_instance.web.id' },
    })
    const dynamic = { resources: [configured('aws_instance.web', {})] }
    expect(inputs(plan({ resources: [web] }, dynamic))['aws_instance.web']).toEqual({
      ebs_block_device: [kms],
    })
  })

  test('objects of attributes lose their nulls and may be unknown in part', () => {
    const rule = { from_port: 22, description: null, cidr_blocks: ['0.0.0.0/0'], security_groups: [] }
    const document = plan(
      {
        resources: [
          {
            address: 'aws_security_group.g',
            values: { ingress: [rule, { ...rule, cidr_blocks: null }], egress: [] },
            unknown: { ingress: [{ cidr_blocks: [false] }, { cidr_blocks: true }], egress: true },
          },
        ],
      },
      { resources: [configured('aws_security_group.g', { ingress: refer('aws_vpc.v.cidr', 'aws_vpc.v') })] },
    )
    expect(inputs(document)['aws_security_group.g']).toEqual({
      ingress: [
        { from_port: 22, cidr_blocks: ['0.0.0.0/0'], security_groups: [] },
        {
          from_port: 22,
          cidr_blocks: { $unknown: 'aws_vpc.v.cidr', $refs: ['aws_vpc.v'] },
          security_groups: [],
        },
      ],
    })
  })

  test('of a set of blocks nobody knows which is which', () => {
    const document = plan(
      {
        resources: [
          {
            address: 'aws_instance.web',
            values: { ebs_block_device: [{ device_name: 'a' }, { device_name: 'b' }] },
            unknown: { ebs_block_device: [{ kms_key_id: true, iops: true }, {}] },
          },
        ],
      },
      {
        resources: [
          configured('aws_instance.web', {
            ebs_block_device: [
              { device_name: {} },
              { device_name: {}, kms_key_id: refer('aws_kms_key.k.arn', 'aws_kms_key.k') },
            ],
          }),
        ],
      },
    )
    expect(inputs(document)['aws_instance.web']?.['ebs_block_device']).toEqual([
      { device_name: 'a', kms_key_id: { $unknown: 'aws_kms_key.k.arn', $refs: ['aws_kms_key.k'] } },
      { device_name: 'b' },
    ])
  })

  test('the object of a replaced instance, not the deposed one', () => {
    const document = plan(
      { resources: [{ address: 'aws_kms_key.k', values: { policy: 'p' }, unknown: {} }] },
      undefined,
    )
    const changes = document['resource_changes']
    const deposed = { address: 'aws_kms_key.k', deposed: 'd', change: { after_unknown: { policy: true } } }
    expect(
      inputs({ ...document, resource_changes: [...(Array.isArray(changes) ? changes : []), deposed] }),
    ).toEqual({ 'aws_kms_key.k': { policy: 'p' } })
  })
})

describe('what unknown values refer to', () => {
  const bucket = (address: string, index?: string | number): object => ({
    address,
    ...(index === undefined ? {} : { index }),
    values: {},
  })
  const policy = (address: string, index?: string | number): object => ({
    ...bucket(address, index),
    unknown: { bucket: true },
  })

  /** `$unknown` and `$refs` of the argument `bucket` of every access block. */
  function bucketsOf(root: object, configuration: Parameters<typeof plan>[1]): unknown {
    const all = Object.entries(inputs(plan(root, configuration)))
    return all.flatMap(([address, input]) => (address.includes('block') ? [input['bucket']] : []))
  }

  test('the instance of the same key, another that is named, or all', () => {
    const root = {
      resources: [
        bucket('aws_s3_bucket.b["x"]', 'x'),
        bucket('aws_s3_bucket.b["y"]', 'y'),
        policy('aws_s3_bucket_public_access_block.each["x"]', 'x'),
        policy('aws_s3_bucket_public_access_block.one'),
        policy('aws_s3_bucket_public_access_block.all'),
        policy('aws_s3_bucket_public_access_block.value["y"]', 'y'),
      ],
    }
    const block = (name: string, ...names: string[]): ReturnType<typeof configured> =>
      configured(`aws_s3_bucket_public_access_block.${name}`, { bucket: refer(...names) })
    expect(
      bucketsOf(root, {
        resources: [
          block('each', 'aws_s3_bucket.b', 'each.key'),
          block('one', 'aws_s3_bucket.b["y"].id', 'aws_s3_bucket.b["y"]', 'aws_s3_bucket.b'),
          block('all', 'aws_s3_bucket.b'),
          {
            ...block('value', 'each.value.id', 'each.value'),
            for_each_expression: refer('aws_s3_bucket.b'),
          },
        ],
      }),
    ).toEqual([
      { $unknown: 'aws_s3_bucket.b, each.key', $refs: ['aws_s3_bucket.b', 'aws_s3_bucket.b["x"]'] },
      { $unknown: 'aws_s3_bucket.b["y"].id', $refs: ['aws_s3_bucket.b', 'aws_s3_bucket.b["y"]'] },
      {
        $unknown: 'aws_s3_bucket.b',
        $refs: ['aws_s3_bucket.b', 'aws_s3_bucket.b["x"]', 'aws_s3_bucket.b["y"]'],
      },
      { $unknown: 'each.value.id', $refs: ['aws_s3_bucket.b', 'aws_s3_bucket.b["y"]'] },
    ])
  })

  test('through variables into modules, and out of them through outputs', () => {
    const root = {
      resources: [bucket('aws_s3_bucket.b'), policy('aws_s3_bucket_public_access_block.out')],
      child_modules: [
        {
          address: 'module.m["x"]',
          resources: [
            bucket('module.m["x"].aws_s3_bucket.own'),
            policy('module.m["x"].aws_s3_bucket_public_access_block.in'),
            policy('module.m["x"].aws_s3_bucket_public_access_block.own'),
          ],
        },
      ],
    }
    const block = 'aws_s3_bucket_public_access_block'
    expect(
      bucketsOf(root, {
        resources: [
          configured(`${block}.out`, { bucket: refer('module.m["x"].id', 'module.m["x"]', 'module.m') }),
        ],
        module_calls: {
          m: {
            expressions: { bucket: refer('aws_s3_bucket.b.id', 'aws_s3_bucket.b') },
            module: {
              outputs: { id: { expression: refer('aws_s3_bucket.own.id', 'aws_s3_bucket.own') } },
              resources: [
                configured(`${block}.in`, { bucket: refer('var.bucket') }),
                configured(`${block}.own`, { bucket: refer('aws_s3_bucket.own.id', 'aws_s3_bucket.own') }),
              ],
            },
          },
        },
      }),
    ).toEqual([
      { $unknown: 'module.m["x"].id', $refs: ['module.m["x"].aws_s3_bucket.own'] },
      { $unknown: 'module.m["x"].var.bucket', $refs: ['aws_s3_bucket.b'] },
      { $unknown: 'module.m["x"].aws_s3_bucket.own.id', $refs: ['module.m["x"].aws_s3_bucket.own'] },
    ])
  })

  test('data sources, locals and variables that refer to themselves are nobody', () => {
    expect(
      bucketsOf(
        { resources: [policy('aws_s3_bucket_public_access_block.b')] },
        {
          resources: [
            configured('aws_s3_bucket_public_access_block.b', {
              bucket: refer(
                'data.aws_s3_bucket.d.id',
                'data.aws_s3_bucket.d',
                'local.x',
                'var.y',
                'count.index',
              ),
            }),
          ],
        },
      ),
    ).toEqual([{ $unknown: 'data.aws_s3_bucket.d.id, local.x, var.y, count.index' }])
  })
})

describe('where values stand, and where none lands', () => {
  const document = plan({
    resources: [
      { address: 'aws_kms_key.k', values: { enable_key_rotation: false, policy: null } },
      {
        address: 'aws_instance.web',
        values: { root_block_device: [{ encrypted: false }], tags: { a: 'b' } },
      },
    ],
  })
  const [key, instance] = load(document).resources
  if (key === undefined || instance === undefined) throw new Error('no resources')

  test.each([
    [['root_block_device', 'encrypted'], 'false'],
    [['tags', 'a'], '"b"'],
    [['tags', 'x'], '{\n              "a": "b"\n            }'],
    [['metadata_options', 'http_tokens'], '"aws_instance.web"'],
  ])('%j is told at the value, or the nearest above it', (path, text) => {
    expect(placeOf(document, instance, path)).toBe(text)
  })

  test('an absent value is told at the address, the resource as a whole', () => {
    expect(placeOf(document, key, ['policy'])).toBe('"aws_kms_key.k"')
    expect(JSON.parse(placeOf(document, key, []))).toMatchObject({ address: 'aws_kms_key.k' })
    expect(key.origin(['enable_key_rotation'])).toEqual({
      kind: 'opaque',
      file: 'plan.json',
      path: ['planned_values', 'root_module', 'resources', 0, 'values', 'enable_key_rotation'],
      why: 'it is a plan: heal the configuration it was made from',
    })
  })

  test('a change is refused', () => {
    const change = { kind: 'put', path: ['enable_key_rotation'], value: true } as const
    expect(terraformPlan.land(change, key, load(document), () => undefined)).toEqual({
      ok: false,
      error: { code: 'TERRAFORM_PLAN', reason: 'it is a plan: heal the configuration it was made from' },
    })
  })
})
