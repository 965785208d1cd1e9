// biome-ignore-all lint/suspicious/noTemplateCurlyInString: templates are Terraform's here
import { terraform } from '@regraft/frameworks'
import { describe, expect, it } from 'vitest'
import { inputOf, load, Project } from './terraform-support.ts'

const resource = (body: string, type = 'aws_instance'): string => `resource "${type}" "x" {\n${body}\n}\n`

describe('arguments', () => {
  it('are in the input by their own names, null is absent', () => {
    expect(
      inputOf(resource('ami = "a"\nmonitoring = true\nhost_id = null\ntags = { Name = "web", n = 1 }')),
    ).toEqual({ ami: 'a', monitoring: true, tags: { Name: 'web', n: '1' } })
  })

  it('of Terraform itself are not', () => {
    expect(
      inputOf(
        resource(
          'count = 2\nami = "a"\nprovider = aws.eu\ndepends_on = [aws_vpc.v]\nlifecycle {\n prevent_destroy = true\n}\nprovisioner "local-exec" {\n command = "x"\n}\nconnection {\n host = "h"\n}',
        ),
      ),
    ).toEqual({ ami: 'a' })
  })

  it('have the type that the provider declares', () => {
    expect(
      inputOf(
        resource(
          'storage_encrypted = "true"\nport = "3306"\nengine_version = 5.7\nvpc_security_group_ids = [1, "b"]\nmulti_az = "maybe"',
          'aws_db_instance',
        ),
      ),
    ).toEqual({
      storage_encrypted: true,
      port: 3306,
      engine_version: '5.7',
      vpc_security_group_ids: ['1', 'b'],
      multi_az: 'maybe',
    })
  })

  it('may be negative, nested in parentheses, heredocs or templates of constants', () => {
    expect(
      inputOf(
        resource(
          'a = -1\nb = (["x"])\nc = <<-EOT\n  one\n  two\n  EOT\nd = "a-$${"\ne = "${"y"}-${1}"\nf = !true',
          'custom_thing',
        ),
      ),
    ).toEqual({ a: -1, b: ['x'], c: 'one\ntwo\n', d: 'a-${', e: 'y-1', f: false })
  })

  it('jsonencode of what is known is the string Terraform makes of it', () => {
    expect(inputOf(resource('p = jsonencode({ b = [1, true], a = "<x>" })', 'custom_thing'))).toEqual({
      p: '{"a":"\\u003cx\\u003e","b":[1,true]}',
    })
  })

  it('a key named __proto__ stays a key', () => {
    const input = inputOf(resource('tags = { "__proto__" = "x" }')) as { tags: object }
    expect(Object.keys(input.tags)).toEqual(['__proto__'])
  })
})

describe('blocks', () => {
  it('single ones are objects, repeatable ones lists, by the schema', () => {
    expect(
      inputOf(
        resource(
          'metadata_options {\n http_tokens = "required"\n}\nebs_block_device {\n device_name = "a"\n encrypted = true\n}\nroot_block_device {}',
        ),
      ),
    ).toEqual({
      metadata_options: { http_tokens: 'required' },
      ebs_block_device: [{ device_name: 'a', encrypted: true }],
      root_block_device: {},
    })
  })

  it('of unknown types are objects when they occur once', () => {
    expect(inputOf(resource('one {\n a = 1\n}\nmany {}\nmany {\n b = 2\n}', 'custom_thing'))).toEqual({
      one: { a: 1 },
      many: [{}, { b: 2 }],
    })
  })

  it('attributes that may be written as blocks read the same either way', () => {
    const expected = { ingress: [{ from_port: 22, protocol: '-1' }] }
    const attribute = 'ingress = [{ from_port = 22, protocol = -1, description = null }]'
    expect(inputOf(resource(attribute, 'aws_security_group'))).toEqual(expected)
    const block = 'ingress {\n from_port = 22\n protocol = -1\n}'
    expect(inputOf(resource(block, 'aws_security_group'))).toEqual(expected)
  })

  it('dynamic ones are unrolled when for_each is constant', () => {
    expect(
      inputOf(
        `locals {\n ports = [22, 80]\n}\n${resource(
          'ingress {\n from_port = 1\n}\ndynamic "ingress" {\n for_each = local.ports\n iterator = p\n content {\n from_port = p.value\n to_port = p.key\n }\n}\ndynamic "egress" {\n for_each = []\n content {}\n}',
          'aws_security_group',
        )}`,
      ),
    ).toEqual({
      ingress: [{ from_port: 1 }, { from_port: 22, to_port: 0 }, { from_port: 80, to_port: 1 }],
    })
  })

  it('dynamic ones are unknown when it is not, and what is written beside them is known', () => {
    const dynamic =
      'dynamic "ingress" {\n for_each = toset(aws_vpc.v.x)\n content {\n from_port = ingress.value\n }\n}'
    const many = { $unknown: 'aws_vpc.v.x', $refs: ['aws_vpc.v'] }
    const written = 'ingress {\n from_port = 1\n}'
    expect(inputOf(resource(dynamic, 'aws_security_group'))).toEqual({ ingress: many })
    for (const body of [`${written}\n${dynamic}`, `${dynamic}\n${written}`])
      expect(inputOf(resource(body, 'aws_security_group'))).toEqual({ ingress: [{ from_port: 1 }, many] })
  })
})

describe('unknown values', () => {
  it('of each refer to what for_each does', () => {
    const body = (forEach: string): string =>
      resource(`for_each = ${forEach}\n bucket = each.value.id\n acl = each.key`, 'aws_s3_bucket_acl')
    expect(inputOf(body('aws_s3_bucket.b'))).toEqual({
      bucket: { $unknown: 'each.value.id', $refs: ['aws_s3_bucket.b'] },
      acl: { $unknown: 'each.key', $refs: ['aws_s3_bucket.b'] },
    })
    expect(inputOf(body('{ x = aws_s3_bucket.b }'))).toEqual({
      bucket: { $unknown: 'each.value.id', $refs: ['aws_s3_bucket.b'] },
      acl: 'x',
    })
    expect(inputOf(body('var.none'))).toEqual({
      bucket: { $unknown: 'each.value.id' },
      acl: { $unknown: 'each.key' },
    })
  })

  it.each([
    ['aws_s3_bucket.b.id', { $unknown: 'aws_s3_bucket.b.id', $refs: ['aws_s3_bucket.b'] }],
    ['"${aws_s3_bucket.b.id}"', { $unknown: 'aws_s3_bucket.b.id', $refs: ['aws_s3_bucket.b'] }],
    ['aws_s3_bucket . b [ 0 ] . id', { $unknown: 'aws_s3_bucket.b[0].id', $refs: ['aws_s3_bucket.b'] }],
    ['aws_x.y["a"].*.z', { $unknown: 'aws_x.y["a"].*.z', $refs: ['aws_x.y'] }],
    ['"${aws_b.c.arn}/*"', { $unknown: '"${aws_b.c.arn}/*"', $refs: ['aws_b.c'] }],
    ['var.none', { $unknown: 'var.none' }],
    ['local.none', { $unknown: 'local.none' }],
    ['data.aws_ami.a.id', { $unknown: 'data.aws_ami.a.id' }],
    ['module.m.out', { $unknown: 'module.m.out' }],
    ['each.value', { $unknown: 'each.value' }],
    ['upper(var.none)', { $unknown: 'upper(var.none)' }],
    ['var.none ? 1 : 2', { $unknown: 'var.none ? 1 : 2' }],
    ['true ? 1 : aws_b.c.id', 1],
    ['[for b in aws_b.list : b.id]', { $unknown: '[for b in aws_b.list : b.id]', $refs: ['aws_b.list'] }],
    [
      'merge(aws_z.a.tags, { x = aws_b.c.id })',
      { $unknown: 'merge(aws_z.a.tags, { x = aws_b.c.id })', $refs: ['aws_b.c', 'aws_z.a'] },
    ],
    [
      'jsonencode({ a = aws_b.c.id })',
      {
        $unknown: 'jsonencode({ a = aws_b.c.id })',
        $refs: ['aws_b.c'],
        $json: { a: { $unknown: 'aws_b.c.id', $refs: ['aws_b.c'] } },
      },
    ],
    ['["x", aws_b.c.id]', ['x', { $unknown: 'aws_b.c.id', $refs: ['aws_b.c'] }]],
  ])('%s', (text, expected) => {
    expect(inputOf(resource(`v = ${text}`, 'custom_thing'))).toEqual({ v: expected })
  })

  it('keep what they refer to through locals', () => {
    const text = `locals {\n id = aws_s3_bucket.b.id\n}\n${resource('v = local.id\nw = "x-${local.id}"', 'custom_thing')}`
    expect(inputOf(text)).toEqual({
      v: { $unknown: 'aws_s3_bucket.b.id', $refs: ['aws_s3_bucket.b'] },
      w: { $unknown: '"x-${local.id}"', $refs: ['aws_s3_bucket.b'] },
    })
  })

  it('tell long expressions by their beginning', () => {
    const input = inputOf(resource(`v = upper("\${var.none}${'x'.repeat(5000)}")`, 'custom_thing')) as {
      v: { $unknown: string }
    }
    expect(input.v.$unknown.length).toBe(1001)
  })
})

describe('locals and variables', () => {
  it('resolve in any order and across files', () => {
    expect(
      inputOf({
        'a.tf': resource('v = local.a\nw = local.o.k[1]\nx = local.o["k"][0]', 'custom_thing'),
        'b.tf': 'locals {\n a = local.b\n o = { k = [1, local.b] }\n}\nlocals {\n b = "v-${var.n}"\n}\n',
        'c.tf': 'variable "n" {\n default = 5\n}\n',
      }),
    ).toEqual({ v: 'v-5', w: 'v-5', x: 1 })
  })

  it('steps that lead nowhere are unknown', () => {
    expect(
      inputOf(`variable "o" {\n default = {}\n}\n${resource('v = var.o.enabled', 'custom_thing')}`),
    ).toEqual({ v: { $unknown: 'var.o.enabled' } })
  })

  it('cycles are named and unknown', () => {
    const { resources, diagnostics } = load(
      `locals {\n a = local.b\n b = [local.c]\n c = local.a\n d = local.a\n ok = 1\n}\n${resource('v = local.d\nw = local.ok', 'custom_thing')}`,
    )
    expect(resources[0]?.input).toEqual({ v: { $unknown: 'local.a' }, w: 1 })
    expect(diagnostics).toMatchObject([
      {
        code: 'TERRAFORM_CYCLE',
        message: 'local.a needs local.b needs local.c needs local.a: none of them has a value',
        file: 'main.tf',
        start: { line: 2, column: 2 },
      },
    ])
  })

  it('a chain of 20,000 locals does not exhaust the stack', () => {
    const chain = Array.from({ length: 20_000 }, (_, i) => ` l${i} = local.l${i + 1}`).join('\n')
    const text = `locals {\n${chain}\n l20000 = "end"\n}\n${resource('v = local.l0', 'custom_thing')}`
    expect(inputOf(text)).toEqual({ v: 'end' })
  })

  it('values that double at every step are cut off', () => {
    const chain = Array.from({ length: 60 }, (_, i) => ` l${i} = [local.l${i + 1}, local.l${i + 1}]`).join(
      '\n',
    )
    const strings = Array.from({ length: 60 }, (_, i) => ` s${i} = "\${local.s${i + 1}}\${local.s${i + 1}}"`)
    const text = `locals {\n${chain}\n l60 = 1\n${strings.join('\n')}\n s60 = "xx"\n}\n`
    const started = performance.now()
    const input = inputOf(text + resource('v = local.l0\nw = local.s0', 'custom_thing'))
    expect(JSON.stringify(input).length).toBeLessThan(200_000)
    expect(performance.now() - started).toBeLessThan(1000)
  })

  describe('a default does not hold', () => {
    const main = `variable "enc" {\n default = true\n}\n${resource('v = var.enc', 'custom_thing')}`

    it.each([
      ['terraform.tfvars', 'enc = false\n'],
      ['terraform.tfvars.json', '{"enc": false}'],
      ['prod.auto.tfvars', 'enc = false\n'],
      ['x.auto.tfvars.json', '{"enc": false}'],
    ])('where %s sets another value', (file, text) => {
      expect(inputOf({ 'main.tf': main, [file]: text })).toEqual({ v: false })
      expect(inputOf({ 'main.tf': main, [`other/${file}`]: text })).toEqual({ v: true })
    })

    it.each([
      ['prod.tfvars', 'enc = false\n'],
      ['broken.tfvars', 'enc = = \n'],
      ['broken.auto.tfvars', 'enc = = \n'],
    ])('where nobody knows whether %s counts', (file, text) => {
      expect(inputOf({ 'main.tf': main, [file]: text })).toEqual({ v: { $unknown: 'var.enc' } })
      expect(inputOf({ 'main.tf': main, [`other/${file}`]: text })).toEqual({ v: true })
    })

    it('of two files the one that Terraform reads later counts', () => {
      const files = { 'main.tf': main, 'terraform.tfvars': 'enc = 1\n', 'a.auto.tfvars': 'enc = 2\n' }
      expect(inputOf(files)).toEqual({ v: 2 })
      expect(inputOf({ ...files, 'b.auto.tfvars': 'enc = 3\n' })).toEqual({ v: 3 })
    })

    it('where a caller sets another value', () => {
      const files = {
        'modules/db/main.tf': `variable "enc" {\n default = true\n}\nvariable "size" {\n default = 1\n}\n${resource('v = var.enc\nw = var.size', 'custom_thing')}`,
        'env/prod/main.tf': 'module "db" {\n source = "../../modules/db"\n enc = false\n}\n',
        'env/dev/main.tf': 'module "db" {\n source = "hashicorp/db/aws"\n size = 5\n}\n',
      }
      const project = new Project(files)
      expect(project.units.map(({ id, files: own, reads }) => ({ id, own, reads }))).toEqual([
        { id: 'env/dev', own: ['env/dev/main.tf'], reads: [] },
        { id: 'env/prod', own: ['env/prod/main.tf', 'modules/db/main.tf'], reads: [] },
      ])
      const { resources } = project.load('env/prod')
      expect(resources.map(({ address, input }) => [address, input])).toEqual([
        ['module.db.custom_thing.x', { v: false, w: 1 }],
      ])
    })
  })
})

describe('units', () => {
  it('know callers from the heads of files when nothing is parsed yet', () => {
    const heads = [
      { path: 'a/main.tf', head: 'module "m" {\n  source = "../m"\n}\n' },
      { path: 'b/main.tf.json', head: '{"module": {"m": {"source": "./../m/"}}}' },
      { path: 'c/main.tf', head: '' },
      { path: 'm/main.tf', head: 'module "x" {\n  source = "../../outside"\n}\n' },
      { path: 'vars/only.tfvars', head: '' },
    ]
    expect(terraform.units(heads).map(({ id, files }) => [id, files])).toEqual([
      ['a', ['a/main.tf', 'b/main.tf.json', 'm/main.tf']],
      ['c', ['c/main.tf']],
    ])
  })
})

describe('resources', () => {
  it('have addresses in the order of files and text; data sources are none', () => {
    const loaded = load({
      'b.tf': 'resource "aws_vpc" "v" {}\ndata "aws_ami" "a" {}\n',
      'a.tf': 'resource "aws_s3_bucket" "b" {}\nresource aws_s3_bucket a {}\n',
    })
    expect(loaded.resources.map(({ address, file, at }) => [address, file, at])).toEqual([
      ['aws_s3_bucket.b', 'a.tf', ['resource', 0]],
      ['aws_s3_bucket.a', 'a.tf', ['resource', 1]],
      ['aws_vpc.v', 'b.tf', ['resource', 0]],
    ])
  })

  it('of zero instances are none', () => {
    const text =
      'resource "a" "b" {\n count = 0\n}\nresource "a" "c" {\n for_each = {}\n}\nresource "a" "d" {\n count = 1\n}\n'
    expect(load(text).resources.map(({ address }) => address)).toEqual(['a.d[0]'])
  })

  it('declared twice are told apart and reported', () => {
    const { resources, diagnostics } = load('resource "a" "b" {\n}\nresource "a" "b" {\n x = 1\n}\n')
    expect(resources.map(({ address }) => address)).toEqual(['a.b', 'a.b#2'])
    expect(diagnostics).toMatchObject([
      { code: 'TERRAFORM_DUPLICATE', severity: 'warning', start: { line: 3 } },
    ])
  })

  it('are changed by override files', () => {
    expect(
      inputOf({
        'main.tf': resource('ami = "a"\nhost_id = "h"\nebs_block_device {\n device_name = "x"\n}'),
        'z_override.tf': resource('ami = "b"\nebs_block_device {\n device_name = "y"\n}'),
        'override.tf': 'locals {\n q = 1\n}\n',
      }),
    ).toEqual({ ami: 'b', host_id: 'h', ebs_block_device: [{ device_name: 'y' }] })
  })

  it('of a file that does not parse are left out; the others load', () => {
    const { resources } = load({
      'bad.tf': 'resource "a" "b" {\n x = \n',
      'good.tf': 'resource "a" "c" {}\n',
    })
    expect(resources.map(({ address }) => address)).toEqual(['a.c'])
  })

  it('of downloaded modules are not claimed', () => {
    const project = new Project({ '.terraform/modules/m/main.tf': 'resource "a" "b" {}', 'x/main.tofu': '' })
    expect(project.units.map(({ id }) => id)).toEqual(['x'])
  })
})

describe('JSON syntax', () => {
  const json = (value: unknown): Record<string, string> => ({ 'main.tf.json': JSON.stringify(value) })

  it('reads as native syntax does', () => {
    const text = json({
      '//': 'comment',
      variable: { n: { default: 3 } },
      locals: { name: 'x-${var.n}', a: '${aws_vpc.v.id}' },
      resource: {
        aws_instance: {
          x: {
            '//': 'comment',
            ami: '${local.name}',
            host_id: null,
            monitoring: 'true',
            user_data: 'echo $${HOME} "q" \\ \n',
            subnet_id: '${local.a}',
            private_ip: 'ip-${aws_vpc.v.id}',
            metadata_options: { http_tokens: 'required' },
            root_block_device: [{ encrypted: true }],
            ebs_block_device: { device_name: 'a' },
            tags: { '${local.name}': '1' },
            lifecycle: { prevent_destroy: true },
          },
        },
      },
    })
    expect(inputOf(text)).toEqual({
      ami: 'x-3',
      monitoring: true,
      user_data: 'echo ${HOME} "q" \\ \n',
      subnet_id: { $unknown: 'aws_vpc.v.id', $refs: ['aws_vpc.v'] },
      private_ip: { $unknown: 'ip-${aws_vpc.v.id}', $refs: ['aws_vpc.v'] },
      metadata_options: { http_tokens: 'required' },
      root_block_device: { encrypted: true },
      ebs_block_device: [{ device_name: 'a' }],
      tags: { 'x-3': '1' },
    })
  })

  it('knows lists of blocks and of labels, and dynamic blocks', () => {
    const loaded = load(
      json({
        resource: [
          { aws_security_group: [{ a: { name: 'a' } }, { b: [{ name: 'b' }] }] },
          {
            aws_security_group: {
              c: { dynamic: { ingress: { for_each: [1, 2], content: { from_port: '${ingress.value}' } } } },
            },
          },
        ],
      }),
    )
    expect(loaded.resources.map(({ address, at, input }) => [address, at, input])).toEqual([
      ['aws_security_group.a', ['resource', 0, 'aws_security_group', 0, 'a'], { name: 'a' }],
      ['aws_security_group.b', ['resource', 0, 'aws_security_group', 1, 'b', 0], { name: 'b' }],
      [
        'aws_security_group.c',
        ['resource', 1, 'aws_security_group', 'c'],
        { ingress: [{ from_port: 1 }, { from_port: 2 }] },
      ],
    ])
  })
})
