// biome-ignore-all lint/suspicious/noTemplateCurlyInString: templates are Terraform's here
import type { Change } from '@regraft/frameworks'
import type { Json, Path } from '@regraft/model'
import { describe, expect, it } from 'vitest'
import { applyTo, land, type Outcome, Project, plain, put } from './terraform-support.ts'

const instance = (body: string): string => `resource "aws_instance" "x" {\n${body}}\n`

describe('put', () => {
  it.each<[string, string, Change, string]>([
    ['replaces a scalar', '  ami = "a" # note\n', put(['ami'], 'b'), '  ami = "b" # note\n'],
    [
      'adds an argument',
      '  ami = "a"\n',
      put(['monitoring'], true),
      '  ami        = "a"\n  monitoring = true\n',
    ],
    [
      'writes a missing single block as a block',
      '  ami = "a"\n',
      put(['metadata_options', 'http_tokens'], 'required'),
      '  ami = "a"\n\n  metadata_options {\n    http_tokens = "required"\n  }\n',
    ],
    [
      'writes into a block that is there',
      '  metadata_options {\n    http_tokens = "optional"\n  }\n',
      put(['metadata_options'], { http_tokens: 'required', http_endpoint: 'enabled' }),
      '  metadata_options {\n    http_tokens   = "required"\n    http_endpoint = "enabled"\n  }\n',
    ],
    [
      'takes out of a block what is not wanted',
      '  metadata_options {\n    http_tokens   = "required"\n    http_endpoint = "enabled"\n  }\n',
      put(['metadata_options'], { http_tokens: 'required' }),
      '  metadata_options {\n    http_tokens = "required"\n  }\n',
    ],
    [
      'appends to repeatable blocks',
      '  ebs_block_device {\n    device_name = "a"\n  }\n',
      put(['ebs_block_device', 1], { device_name: 'b', encrypted: true }),
      '  ebs_block_device {\n    device_name = "a"\n  }\n\n  ebs_block_device {\n    device_name = "b"\n    encrypted   = true\n  }\n',
    ],
    [
      'writes a list of blocks',
      '  ami = "a"\n',
      put(['ebs_block_device'], [{ device_name: 'a' }, { device_name: 'b' }]),
      '  ami = "a"\n\n  ebs_block_device {\n    device_name = "a"\n  }\n\n  ebs_block_device {\n    device_name = "b"\n  }\n',
    ],
    [
      'writes a missing map as an argument',
      '  ami = "a"\n',
      put(['tags', 'Env'], 'prod'),
      '  ami = "a"\n  tags = {\n    Env = "prod"\n  }\n',
    ],
    ['adds to a map', '  tags = { A = "a" }\n', put(['tags', 'B'], 'b'), '  tags = { A = "a", B = "b" }\n'],
    [
      'writes references and literals',
      '  tags = {}\n',
      put(['tags'], { a: { $ref: ['aws_kms_key', 'k', 'arn'] }, b: { $lit: '${x}' } }),
      '  tags = {\n    a = aws_kms_key.k.arn\n    b = "$${x}"\n  }\n',
    ],
    ['fills a null', '  tags = null\n', put(['tags', 'A'], 'a'), '  tags = {\n    A = "a"\n  }\n'],
  ])('%s', (_, before, change, after) => {
    expect(plain(land(instance(before), change))).toEqual(plain({ text: instance(after) }))
  })

  it.each<[string, Change, string]>([
    ['', put(['no_such'], 1), 'NOT_IN_SCHEMA: aws_instance has no no_such'],
    [
      '',
      put(['arn'], 'x'),
      'NOT_IN_SCHEMA: aws_instance.arn is computed by the provider and cannot be written',
    ],
    [
      '  root_block_device {\n    encrypted = false\n  }\n',
      put(['root_block_device'], { encrypted: true, volume_id: 'v' }),
      'NOT_IN_SCHEMA: root_block_device.volume_id is computed by the provider and cannot be written',
    ],
    ['', put(['monitoring'], 'yes'), 'NOT_IN_SCHEMA: monitoring is true or false'],
    ['', put(['monitoring', 'x'], 'yes'), 'NOT_IN_SCHEMA: aws_instance has no monitoring.x'],
    ['', put(['ami'], null), 'NOT_IN_SCHEMA: ami is a string'],
    ['', put(['metadata_options'], 'x'), 'NOT_IN_SCHEMA: metadata_options is a block'],
    [
      '',
      put(['metadata_options', 0, 'http_tokens'], 'x'),
      'NOT_IN_SCHEMA: aws_instance has no metadata_options.0.http_tokens',
    ],
    ['', put(['metadata_options'], { tokens: 'x' }), 'NOT_IN_SCHEMA: metadata_options has no tokens'],
    [
      '',
      put(['ebs_block_device', 0, 'encrypted'], true),
      'REQUIRED_ARGUMENT: ebs_block_device.0 needs device_name as well',
    ],
    ['  ami = upper("x")\n', put(['ami'], 'b'), 'COMPUTED: it is the result of a function'],
    ['  ami = "a"\n', put(['count'], 2), 'META_ARGUMENT: count says nothing of the resource'],
    ['', put(['ami'], { $ref: ['$self', 'id'] }), 'SELF_REFERENCE: aws_instance.x would refer to itself'],
    [
      '',
      put(['ebs_block_device', 1], { device_name: 'a' }),
      'WRONG_SHAPE: there is no item ebs_block_device.1',
    ],
    [
      '  dynamic "ebs_block_device" {\n    for_each = [1, 2]\n    content {\n      device_name = "a"\n    }\n  }\n',
      put(['ebs_block_device', 0, 'encrypted'], true),
      'SHARED_VALUE: aws_instance.x.ebs_block_device.1.encrypted would change with it and does not ask for that',
    ],
    [
      '  dynamic "ebs_block_device" {\n    for_each = var.none\n    content {\n      device_name = "a"\n    }\n  }\n',
      put(['ebs_block_device', 0, 'encrypted'], true),
      'COMPUTED: how many ebs_block_device blocks there are is computed by a dynamic block',
    ],
  ])('of %j %j is refused', (body, change, refused) => {
    expect(land(instance(body), change)).toEqual({ refused })
  })

  it('changes the content of a dynamic block that makes one', () => {
    const dynamic =
      '  dynamic "ebs_block_device" {\n    for_each = [1]\n    content {\n      device_name = "b"\n    }\n  }\n'
    const block = '  ebs_block_device {\n    device_name = "a"\n  }\n'
    const changed = instance(block + dynamic.replace('"b"\n', '"b"\n      encrypted   = true\n'))
    expect(land(instance(block + dynamic), put(['ebs_block_device', 1, 'encrypted'], true)).text).toBe(
      changed,
    )
    expect(land(instance(dynamic), put(['ebs_block_device', 0, 'device_name'], 'c')).text).toBe(
      instance(dynamic.replace('"b"', '"c"')),
    )
  })

  it.each(['[1]', 'var.none'])('changes a block that stands beside a dynamic one of %s', (forEach) => {
    const dynamic = `  dynamic "ebs_block_device" {\n    for_each = ${forEach}\n    content {\n      device_name = "b"\n    }\n  }\n`
    const before = instance(`  ebs_block_device {\n    device_name = "a"\n  }\n${dynamic}`)
    const after = instance(
      `  ebs_block_device {\n    device_name = "a"\n    encrypted   = true\n  }\n${dynamic}`,
    )
    expect(land(before, put(['ebs_block_device', 0, 'encrypted'], true)).text).toBe(after)
    for (const path of [['ebs_block_device'], ['ebs_block_device', 1]])
      expect(land(before, { kind: 'remove', path }).refused).toMatch(/^COMPUTED: .* by a dynamic block$/)
  })

  it('keeps attribute syntax where the file has it, with every member Terraform wants', () => {
    const text =
      'resource "aws_security_group" "x" {\n  ingress = [{ from_port = 1, to_port = 1, protocol = "tcp" }]\n}\n'
    const after = land(text, put(['ingress', 1], { from_port: 2, to_port: 2, protocol: 'tcp' }))
    expect(after.text).toContain('from_port = 2')
    for (const name of ['cidr_blocks', 'self', 'security_groups', 'description'])
      expect(after.text).toMatch(new RegExp(`${name}\\s*= null`))
  })

  describe('of types no table knows', () => {
    const text = 'resource "custom_x" "x" {\n  a = 1\n}\n'
    it.each<[string, Change, string, string | undefined]>([
      [text, put(['id', 'type'], 'S', 'block'), '  a = 1\n\n  id {\n    type = "S"\n  }\n', undefined],
      [text, put(['id'], { type: 'S' }, 'map'), '  a = 1\n  id = {\n    type = "S"\n  }\n', undefined],
      [text, put(['id'], { type: 'S' }), '  a = 1\n\n  id {\n    type = "S"\n  }\n', 'unsafe'],
      [text, put(['tags'], { type: 'S' }), '  a = 1\n  tags = {\n    type = "S"\n  }\n', 'unsafe'],
      [text, put(['b'], ['x']), '  a = 1\n  b = ["x"]\n', undefined],
    ])('%#', (before, change, body, level) => {
      const expected = { text: `resource "custom_x" "x" {\n${body}}\n`, ...(level ? { level } : {}) }
      expect(plain(land(before, change))).toEqual(plain(expected))
    })

    it('the form that the module already uses is taken', () => {
      const other = 'resource "custom_x" "y" {\n  in {\n    id = { b = 1 }\n  }\n}\n'
      const after = `resource "custom_x" "x" {\n  a = 1\n  id = {\n    type = "S"\n  }\n}\n${other}`
      expect(plain(land(text + other, put(['id'], { type: 'S' })))).toEqual(plain({ text: after }))
    })
  })
})

describe('owners', () => {
  const variable = 'variable "e" {\n  default = false\n}\n'
  const use = 'resource "aws_ebs_volume" "x" {\n  encrypted = var.e\n}\n'
  const other = 'resource "aws_ebs_volume" "y" {\n  encrypted = var.e\n}\n'

  it('are edited when nothing else uses them', () => {
    expect(land(variable + use, put(['encrypted'], true)).text).toBe(variable.replace('false', 'true') + use)
  })

  it('are left when something else does: the use is edited', () => {
    const takers = [
      other,
      'output "o" {\n  value = "${var.e}"\n}\n',
      'locals {\n  l = [!var.e]\n}\nresource "aws_ebs_volume" "z" {\n  encrypted = local.l[0]\n}\n',
      'provider "aws" {\n  x = var.e\n}\n',
      'data "aws_ami" "a" {\n  x = { y = [var.e] }\n}\nresource "aws_ebs_volume" "z" {\n  type = data.aws_ami.a.id\n}\n',
      'module "m" {\n  source = "./m"\n  e = var.e\n}\n',
    ]
    for (const rest of takers)
      expect(land(variable + use + rest, put(['encrypted'], true)).text).toBe(
        variable + use.replace('var.e', 'true') + rest,
      )
  })

  it('between use and owner the last place that is its own is edited', () => {
    const local = 'locals {\n  e = var.e\n}\n'
    const text = use.replace('var.e', 'local.e')
    expect(land(variable + local + text + other, put(['encrypted'], true), 'aws_ebs_volume.x').text).toBe(
      variable + local.replace('var.e', 'true') + text + other,
    )
  })

  it('a part of one is edited in it, or refused when it is shared', () => {
    const local = 'locals {\n  tags = {\n    A = "a"\n  }\n}\n'
    const tagged = 'resource "aws_ebs_volume" "x" {\n  tags = local.tags\n}\n'
    expect(land(local + tagged, put(['tags', 'B'], 'b')).text).toBe(
      local.replace('A = "a"', 'A = "a"\n    B = "b"') + tagged,
    )
    const two = tagged + tagged.replace('"x"', '"y"')
    expect(land(local + two, put(['tags', 'A'], 'b'))).toEqual({
      refused: 'SHARED_VALUE: aws_ebs_volume.y.tags.A would change with it and does not ask for that',
    })
  })

  it('in another file are edited there', () => {
    const project = new Project({ 'main.tf': use, 'variables.tf': variable })
    expect(applyTo(project, put(['encrypted'], true)).ok).toBe(true)
    expect(project.text('variables.tf')).toBe(variable.replace('false', 'true'))
  })
})

describe('remove', () => {
  const remove = (...path: Path): Change => ({ kind: 'remove', path })
  it.each<[string, Change, string]>([
    ['  ami = "a"\n  host_id = "b"\n', remove('host_id'), '  ami = "a"\n'],
    ['  ami = "a"\n', remove('host_id'), '  ami = "a"\n'],
    ['  tags = { A = "a", B = "b" }\n', remove('tags', 'A'), '  tags = { B = "b" }\n'],
    [
      '  vpc_security_group_ids = ["a", "b"]\n',
      remove('vpc_security_group_ids', 1),
      '  vpc_security_group_ids = ["a"]\n',
    ],
    ['  ami = "a"\n\n  metadata_options {\n  }\n', remove('metadata_options'), '  ami = "a"\n'],
    [
      '  ami = "a"\n\n  ebs_block_device {\n    device_name = "a"\n  }\n\n  ebs_block_device {\n    device_name = "b"\n  }\n',
      remove('ebs_block_device', 0),
      '  ami = "a"\n\n  ebs_block_device {\n    device_name = "b"\n  }\n',
    ],
    [
      '  ami = "a"\n\n  ebs_block_device {\n    device_name = "a"\n  }\n\n  ebs_block_device {\n    device_name = "b"\n  }\n',
      remove('ebs_block_device'),
      '  ami = "a"\n',
    ],
  ])('%#', (before, change, after) => {
    expect(land(instance(before), change)).toEqual({ text: instance(after) })
  })

  it.each([
    ['variable "z" {\n  type    = set(string)\n  default = ["b", "a", "b"]\n}\n', 'var.z'],
    ['locals {\n  z = toset(["b", "a", "b"])\n}\n', 'local.z'],
  ])('takes the item of a set where it is written: %j', (set, name) => {
    const use = instance(`  vpc_security_group_ids = ${name}\n`)
    expect(land(set + use, remove('vpc_security_group_ids', 0)).text).toBe(set.replace(', "a"', '') + use)
    expect(land(set + use, put(['vpc_security_group_ids', 2], 'c')).refused).toBeDefined()
  })

  it('takes an argument away where it is used, not its owner', () => {
    const local = 'locals {\n  z = "a"\n}\n'
    expect(land(local + instance('  ami = "a"\n  host_id = local.z\n'), remove('host_id')).text).toBe(
      local + instance('  ami = "a"\n'),
    )
  })

  it('is refused for what is required, computed or set twice', () => {
    const db = 'resource "aws_db_instance" "x" {\n  instance_class = "a"\n}\n'
    expect(land(db, remove('instance_class')).refused).toBe('REQUIRED_ARGUMENT: instance_class is required')
    expect(land(instance('  ami = "${aws_x.y.z}a"\n'), remove('ami')).refused).toContain('COMPUTED')
    const files = { 'main.tf': instance('  ami = "a"\n'), 'override.tf': instance('  ami = "b"\n') }
    expect(land(files, remove('ami')).refused).toBe('OVERRIDDEN: ami is set in an override file as well')
  })
})

describe('rename', () => {
  const rename = (to: string, ...path: Path): Change => ({ kind: 'rename', path, to })
  it('gives another name and keeps the value', () => {
    expect(land(instance('  user_data = upper(var.x)\n'), rename('user_data_base64', 'user_data')).text).toBe(
      instance('  user_data_base64 = upper(var.x)\n'),
    )
    expect(land(instance('  tags = {\n    a = 1\n  }\n'), rename('b', 'tags', 'a')).text).toBe(
      instance('  tags = {\n    b = 1\n  }\n'),
    )
  })

  it('is refused when the name is taken or unknown', () => {
    const text = instance('  ami = "a"\n  host_id = "b"\n')
    expect(land(text, rename('ami', 'host_id')).refused).toBe('WRONG_SHAPE: ami is there already')
    expect(land(text, rename('nope', 'host_id')).refused).toBe('NOT_IN_SCHEMA: aws_instance has no nope')
  })
})

describe('add_resource', () => {
  const bucket = 'resource "aws_s3_bucket" "b" {\n  bucket = "b"\n}\n'
  const add = (value: Record<string, Json>, type = 'aws_s3_bucket_versioning', name = 'b'): Change => ({
    kind: 'add_resource',
    type,
    name,
    value,
  })
  const versioning = { bucket: { $ref: ['$self', 'id'] }, versioning_configuration: { status: 'Enabled' } }
  const written = (name: string): string =>
    `resource "aws_s3_bucket_versioning" "${name}" {\n  bucket = aws_s3_bucket.b.id\n\n  versioning_configuration {\n    status = "Enabled"\n  }\n}\n`

  it('stands after the resource it serves', () => {
    const vpc = 'resource "aws_vpc" "v" {\n}\n'
    expect(land(`${bucket}\n${vpc}`, add(versioning)).text).toBe(`${bucket}\n${written('b')}\n${vpc}`)
  })

  it('takes a name that is free in the module', () => {
    const files = {
      'main.tf': bucket,
      'z.tf': 'resource "aws_s3_bucket_versioning" "b" {\n  bucket = "x"\n}\n',
    }
    expect(land(files, add(versioning)).text).toBe(`${bucket}\n${written('b_2')}`)
    expect(land(bucket, add(versioning, undefined, 'my bucket')).text).toContain('"my_bucket"')
  })

  it.each(['aws.west', '"aws.west"'])('has the provider %s of the resource it serves', (provider) => {
    const elsewhere = bucket.replace('bucket =', `provider = ${provider}\n  bucket =`)
    expect(land(elsewhere, add(versioning)).text).toContain(
      '"b" {\n  provider = aws.west\n  bucket   = aws_s3_bucket.b.id\n',
    )
  })

  it.each([
    ['count = 1', 'count = length(aws_s3_bucket.b)', 'count.index'],
    ['for_each = { a = 1 }', 'for_each = aws_s3_bucket.b', 'each.key'],
  ])('has as many instances as what it serves: %s', (many, companion, index) => {
    const { text } = plain(land(bucket.replace('bucket =', `${many}\n  bucket =`), add(versioning)))
    expect(text).toContain(`"b" {\n ${companion}\n bucket = aws_s3_bucket.b[${index}].id\n`)
  })

  it('is refused where not all instances ask for it, and for what the provider does not have', () => {
    const many = bucket.replace('bucket =', 'count = 2\n  bucket =')
    expect(land(many, add(versioning)).refused).toBe(
      'SHARED_VALUE: aws_s3_bucket.b[1] would change with it and does not ask for that',
    )
    expect(land(bucket, add({ bucket: 'b' })).refused).toBe(
      'REQUIRED_ARGUMENT: aws_s3_bucket_versioning needs versioning_configuration as well',
    )
    expect(land(bucket, add({ ...versioning, x: 1 })).refused).toBe(
      'NOT_IN_SCHEMA: aws_s3_bucket_versioning has no x',
    )
    expect(land(bucket, add({ ...versioning, id: 'b' })).refused).toBe(
      'NOT_IN_SCHEMA: aws_s3_bucket_versioning.id is computed by the provider and cannot be written',
    )
    expect(land(bucket, add({}, 'aws_nothing')).refused).toBe(
      'NOT_IN_SCHEMA: the provider has no resource aws_nothing',
    )
  })
})

describe('JSON syntax', () => {
  const file = (resources: object): Record<string, string> => ({
    'main.tf.json': `${JSON.stringify({ resource: resources }, null, 2)}\n`,
  })
  const parsed = (outcome: Outcome): unknown =>
    outcome.text === undefined ? outcome : JSON.parse(outcome.text).resource

  it('writes blocks as objects and references as templates', () => {
    const before = file({ aws_instance: { x: { ami: 'a' } } })
    expect(parsed(land(before, put(['metadata_options', 'http_tokens'], 'required')))).toEqual({
      aws_instance: { x: { ami: 'a', metadata_options: { http_tokens: 'required' } } },
    })
    expect(parsed(land(before, put(['ebs_block_device'], [{ device_name: '${x}' }])))).toEqual({
      aws_instance: { x: { ami: 'a', ebs_block_device: [{ device_name: '$${x}' }] } },
    })
    expect(parsed(land(before, put(['ami'], { $ref: ['aws_ami', 'a', 'id'] })))).toEqual({
      aws_instance: { x: { ami: '${aws_ami.a.id}' } },
    })
  })

  it('changes a block of many instances only where all of them agree', () => {
    const before = file({ aws_instance: { x: { count: 2, root_block_device: { encrypted: false } } } })
    expect(land(before, put(['root_block_device', 'volume_size'], 8)).refused).toBe(
      'SHARED_VALUE: aws_instance.x[1].root_block_device.volume_size would change with it and does not ask for that',
    )
  })

  it('removes a block of a list', () => {
    const blocks = [{ device_name: 'a' }, { device_name: 'b' }]
    const before = file({ aws_instance: { x: { ebs_block_device: blocks } } })
    expect(parsed(land(before, { kind: 'remove', path: ['ebs_block_device', 0] }))).toEqual({
      aws_instance: { x: { ebs_block_device: [{ device_name: 'b' }] } },
    })
  })

  it('adds a resource with the provider of its owner', () => {
    const value = { bucket: { $ref: ['$self', 'id'] }, versioning_configuration: { status: 'Enabled' } }
    const change: Change = { kind: 'add_resource', type: 'aws_s3_bucket_versioning', name: 'b', value }
    expect(parsed(land(file({ aws_s3_bucket: { b: { provider: 'aws.west' } } }), change))).toMatchObject({
      aws_s3_bucket_versioning: { b: { provider: 'aws.west', bucket: '${aws_s3_bucket.b.id}' } },
    })
  })

  it('adds a resource beside its owner', () => {
    const value = { bucket: { $ref: ['$self', 'id'] }, versioning_configuration: { status: 'Enabled' } }
    const change: Change = { kind: 'add_resource', type: 'aws_s3_bucket_versioning', name: 'b', value }
    const added = { bucket: '${aws_s3_bucket.b.id}', versioning_configuration: { status: 'Enabled' } }
    expect(parsed(land(file({ aws_s3_bucket: { b: {} } }), change))).toEqual({
      aws_s3_bucket: { b: {} },
      aws_s3_bucket_versioning: { b: added },
    })
    const one = { aws_s3_bucket: { b: {} }, aws_s3_bucket_versioning: { b: { bucket: 'x' } } }
    expect(parsed(land(file(one), change))).toEqual({
      aws_s3_bucket: { b: {} },
      aws_s3_bucket_versioning: { b: { bucket: 'x' }, b_2: added },
    })
  })
})
