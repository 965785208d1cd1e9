import { parse } from '@cdktf/hcl2json'
import { hclSyntax } from '@regraft/syntax/hcl'
import { expect, test } from 'vitest'
import { placeIn } from '../src/hcl/place.ts'
import { shapeOf } from '../src/hcl/shape.ts'

const text = `locals {
  plain  = "a"
  number = -1.5
  none   = null
  not    = !true
  ref    = var.name
  alone  = "\${var.name}"
  mixed  = "a-\${var.name}-b"
  call   = max(1, 2)
  list   = ["x", var.y, { k = 1 }]
  nested = { "quoted" = true, (var.key) = 2, plain = "p-\${local.ref}", 3 = "three" }
  when   = var.on ? "yes" : "no"
  inside = "\${var.on ? "yes" : "no"}!"
  each   = "%{ for k, v in var.m }\${k}%{ endfor }"
  text   = <<-EOT
    one \${var.name}
      two
  EOT
}

resource "aws_s3_bucket" "one" {
  bucket = "one"
  versioning { enabled = true }
}

resource "aws_s3_bucket" "two" {
  grant { type = "a" }
  grant { type = "b" }
}

locals {
  again = 1
}

terraform {}
`

test('the shape of a file is that of hcl2json', async () => {
  expect(shapeOf(hclSyntax.parse(text))).toEqual(await parse('main.tf', text))
})

test.each([
  [['locals', 0, 'ref'], 'var.name'],
  [['locals', 0, 'list', 2, 'k'], '1'],
  [['locals', 0, 'nested', 'quoted'], 'true'],
  [['locals', 1, 'again'], '1'],
  [['resource', 'aws_s3_bucket', 'one', 0, 'versioning', 0, 'enabled'], 'true'],
  [['resource', 'aws_s3_bucket', 'two', 0, 'grant', 1, 'type'], '"b"'],
  [['resource', 'aws_s3_bucket', 'two', 0, 'grant', 1, 'other'], '{ type = "b" }'],
  [['resource', 'aws_s3_bucket', 'two'], text.slice(text.indexOf('{\n  grant'), text.indexOf('\n\nlocals {\n  again'))],
])('the place of %j is %j', (path, written) => {
  const document = hclSyntax.parse(text)
  const range = document.range(placeIn(document, path))
  expect(text.slice(range?.start, range?.end)).toBe(written)
})
