import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { hclSyntax } from '@regraft/syntax/hcl'
import { expect, test } from 'vitest'
import { placeIn } from '../src/hcl/place.ts'
import { shapeOf } from '../src/hcl/shape.ts'

const folder = fileURLToPath(new URL('hcl', import.meta.url))
const text = readFileSync(join(folder, 'shape.tf'), 'utf8')

/** The answer beside the file is that of hcl2json 0.6.7, which Conftest asks. */
test('the shape of a file is that of hcl2json', () => {
  expect(shapeOf(hclSyntax.parse(text))).toEqual(JSON.parse(readFileSync(join(folder, 'shape.json'), 'utf8')))
})

test.each([
  [['locals', 0, 'ref'], 'var.name'],
  [['locals', 0, 'list', 2, 'k'], '1'],
  [['locals', 0, 'nested', 'quoted'], 'true'],
  [['locals', 1, 'again'], '1'],
  [['resource', 'aws_s3_bucket', 'one', 0, 'versioning', 0, 'enabled'], 'true'],
  [['resource', 'aws_s3_bucket', 'two', 0, 'grant', 1, 'type'], '"b"'],
  [['resource', 'aws_s3_bucket', 'two', 0, 'grant', 1, 'other'], '{ type = "b" }'],
  [
    ['resource', 'aws_s3_bucket', 'two'],
    text.slice(text.indexOf('{\n  grant'), text.indexOf('\n\nlocals {\n  again')),
  ],
])('the place of %j is %j', (path, written) => {
  const document = hclSyntax.parse(text)
  const range = document.range(placeIn(document, path))
  expect(text.slice(range?.start, range?.end)).toBe(written)
})
