// biome-ignore-all lint/suspicious/noTemplateCurlyInString: templates are Terraform's here
import type { Path } from '@regraft/model'
import { describe, expect, it } from 'vitest'
import { load, resourceIn } from './terraform-support.ts'

const text = `
variable "enc" {
  default = true
}
variable "none" {}
locals {
  tags = { Env = "dev", "a b" = var.enc }
  zone = "\${local.tags.Env}"
  dup  = [1]
}
resource "aws_instance" "x" {
  ami        = "a"
  monitoring = var.enc
  tags       = local.tags
  host_id    = (local.zone)
  key_name   = upper("x")
  subnet_id  = "\${aws_subnet.s.id}"
  private_ip = "10.0.\${1}.1"
  tenancy    = var.none
  vpc_security_group_ids = ["a", aws_vpc.v.id]
  metadata_options {
    http_tokens = "optional"
  }
  ebs_block_device {
    device_name = "a"
  }
  dynamic "ephemeral_block_device" {
    for_each = [1]
    content {
      device_name = "b"
    }
  }
  dynamic "network_interface" {
    for_each = var.none
    content {}
  }
}
output "o" {
  value = local.tags
}
resource "aws_instance" "y" {
  volume_tags = { X = local.dup }
}
`
const loaded = load(text)
const origin = (...path: Path): unknown => resourceIn(loaded, 'aws_instance.x').origin(path)
const at = (...path: Path): object => ({ file: 'main.tf', path: ['resource', 0, ...path] })

describe('origin', () => {
  it.each<[Path, object]>([
    [[], at()],
    [['ami'], at('ami')],
    [['metadata_options'], at('metadata_options', 0)],
    [['metadata_options', 'http_tokens'], at('metadata_options', 0, 'http_tokens')],
    [['ebs_block_device'], at('ebs_block_device')],
    [['ebs_block_device', 0], at('ebs_block_device', 0)],
    [['ebs_block_device', 0, 'device_name'], at('ebs_block_device', 0, 'device_name')],
    [['vpc_security_group_ids'], at('vpc_security_group_ids')],
    [['vpc_security_group_ids', 0], at('vpc_security_group_ids', 0)],
    [['ephemeral_block_device', 0], at('dynamic', 0, 'content', 0)],
    [['ephemeral_block_device', 0, 'device_name'], at('dynamic', 0, 'content', 0, 'device_name')],
  ])('%j is written where it is used', (path, place) => {
    expect(origin(...path)).toEqual({ kind: 'literal', ...place })
  })

  it.each<[Path, object, Path]>([
    [['encrypted'], at(), ['encrypted']],
    [['root_block_device', 'encrypted'], at(), ['root_block_device', 'encrypted']],
    [['metadata_options', 'http_endpoint'], at('metadata_options', 0), ['http_endpoint']],
    [['ebs_block_device', 1, 'encrypted'], at('ebs_block_device'), [1, 'encrypted']],
    [['vpc_security_group_ids', 2], at('vpc_security_group_ids'), [2]],
  ])('%j is absent', (path, parent, missing) => {
    expect(origin(...path)).toEqual({ kind: 'absent', parent: { kind: 'literal', ...parent }, missing })
  })

  it('a variable owns what it defaults to', () => {
    expect(origin('monitoring')).toEqual({
      kind: 'owned',
      by: { kind: 'literal', file: 'main.tf', path: ['variable', 0, 'default'] },
      use: at('monitoring'),
      consumers: [
        { address: 'aws_instance.x', path: ['monitoring'] },
        { address: 'aws_instance.x', path: ['tags', 'a b'] },
      ],
    })
  })

  it('owners are followed from one to the next', () => {
    const enc = { address: 'aws_instance.x', path: ['monitoring'] }
    const tag = { address: 'aws_instance.x', path: ['tags', 'a b'] }
    expect(origin('tags', 'a b')).toEqual({
      kind: 'owned',
      use: { file: 'main.tf', path: ['locals', 0, 'tags', 'a b'] },
      consumers: [enc, tag],
      by: { kind: 'literal', file: 'main.tf', path: ['variable', 0, 'default'] },
    })
    const zone = { address: 'aws_instance.x', path: ['host_id'] }
    expect(origin('host_id')).toEqual({
      kind: 'owned',
      use: at('host_id'),
      consumers: [zone],
      by: {
        kind: 'owned',
        use: { file: 'main.tf', path: ['locals', 0, 'zone'] },
        consumers: [{ address: 'aws_instance.x', path: ['tags', 'Env'] }, zone],
        by: { kind: 'literal', file: 'main.tf', path: ['locals', 0, 'tags', 'Env'] },
      },
    })
  })

  it('what an owner does not hold is absent in it', () => {
    expect(origin('tags', 'Owner')).toMatchObject({
      kind: 'absent',
      missing: ['Owner'],
      parent: { kind: 'owned', use: at('tags'), by: { path: ['locals', 0, 'tags'] } },
    })
  })

  it.each<[Path, Path, string]>([
    [['key_name'], ['key_name'], 'it is the result of a function'],
    [['subnet_id'], ['subnet_id'], 'it refers to aws_subnet.s'],
    [['private_ip'], ['private_ip'], 'it is a template with interpolations'],
    [['tenancy'], ['tenancy'], 'variable none has no default'],
    [['vpc_security_group_ids', 1], ['vpc_security_group_ids'], 'it refers to aws_vpc.v'],
    [
      ['network_interface', 0],
      ['dynamic', 1],
      'how many network_interface blocks there are is computed by a dynamic block',
    ],
  ])('%j is computed', (path, place, why) => {
    expect(origin(...path)).toEqual({ kind: 'opaque', ...at(...place), why })
  })

  it('a variable that a file sets is computed', () => {
    const set = load({ 'main.tf': text, 'a.tfvars': 'enc = false\n' })
    expect(resourceIn(set).origin(['monitoring'])).toEqual({
      kind: 'opaque',
      ...at('monitoring'),
      why: 'variable enc is set in a.tfvars',
    })
  })

  it('places in JSON syntax are those of JSON', () => {
    const json = load({
      'main.tf.json': JSON.stringify({
        locals: { e: [true] },
        resource: {
          aws_instance: { x: { monitoring: '${local.e[0]}', root_block_device: [{ encrypted: 1 }] } },
        },
      }),
    })
    const place = { file: 'main.tf.json', path: ['resource', 'aws_instance', 'x', 'monitoring'] }
    expect(resourceIn(json).origin(['monitoring'])).toMatchObject({
      kind: 'owned',
      use: place,
      by: { kind: 'literal', file: 'main.tf.json', path: ['locals', 'e', 0] },
    })
    expect(resourceIn(json).origin(['root_block_device', 'encrypted'])).toMatchObject({
      path: ['resource', 'aws_instance', 'x', 'root_block_device', 0, 'encrypted'],
    })
  })
})
