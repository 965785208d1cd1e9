import { mkdirSync, symlinkSync } from 'node:fs'
import type { Client } from '@modelcontextprotocol/client'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readArguments } from '../src/arguments.ts'
import { agent, built, call, ran, spawned, why } from './agent.ts'
import { clean, Folder, insecure } from './folder.ts'

const policy = `# METADATA
# title: Keys rotate
# description: A key that is never rotated stays known for ever.
# scope: package
# custom:
#   id: acme/kms
#   severity: low
#   resources: [aws_kms_key]
#   fix: safe
package acme.kms.terraform

import rego.v1

deny contains finding if {
	input.enable_key_rotation == false
	finding := {
		"path": ["enable_key_rotation"],
		"message": "the key is not rotated",
		"fix": {"title": "Rotate it", "ops": [{"op": "set", "value": true}]},
	}
}
`

describe.skipIf(!built)(`over stdio${why}`, () => {
  const at = new Folder().write({ 'main.tf': insecure, 'modules/logs/main.tf': clean })
  const outside = new Folder().write({ 'main.tf': insecure })
  const stranger = new Folder().write({ 'main.tf': insecure })
  let client: Client

  beforeAll(async () => {
    mkdirSync(at.at('links'))
    symlinkSync(outside.at('main.tf'), at.at('links/file.tf'))
    symlinkSync(outside.path, at.at('links/folder'))
    client = agent('legacy', [at.uri, 'file:///is/not/there', 'file://elsewhere/x'])
    await spawned(client, [], outside.path)
  })
  afterAll(async () => {
    await client.close()
    for (const folder of [at, outside, stranger]) folder.remove()
  })

  it('says what its tools do', async () => {
    const { tools } = await client.listTools()
    expect(tools.map(({ name, annotations }) => [name, annotations?.readOnlyHint])).toEqual([
      ['check', true],
      ['heal', true],
      ['explain', true],
      ['list_rules', true],
      ['policy_test', true],
    ])
    for (const tool of tools) expect(tool.outputSchema?.type).toBe('object')
  })

  it('checks the roots of the client', async () => {
    const { data, text } = await call(client, 'check')
    expect(JSON.parse(text)).toEqual(data)
    expect(data).toMatchObject({ root: at.path, summary: { files: 2, open: 1 }, total: 1 })
    expect(data.findings[0]).toEqual({
      id: expect.stringMatching(/^[0-9a-f]{32}$/),
      rule: 'aws/kms-rotation',
      severity: 'low',
      status: 'open',
      title: 'KMS key is never rotated',
      message: 'the key is not rotated',
      file: 'main.tf',
      line: 3,
      column: 25,
      resource: 'aws_kms_key.main',
      fix: { level: 'safe', title: 'Turn yearly rotation on' },
    })
    // Of the links that leave, it is only told that they do.
    expect(data.diagnostics.map(({ code }: { code: string }) => code)).toEqual([
      'LINK_LEAVES_ROOT',
      'LINK_LEAVES_ROOT',
    ])
    expect((await call(client, 'check', { paths: ['modules'] })).data.total).toBe(0)
    expect((await call(client, 'check', { paths: [at.at('main.tf')] })).data.total).toBe(1)
  })

  it('goes by the configuration of the folder, and reads none from elsewhere', async () => {
    at.write({ 'regraft.yaml': 'rules: { aws/kms-rotation: off }\n' })
    expect((await call(client, 'check')).data.total).toBe(0)
    at.write({ 'regraft.yaml': 'baseline: ../outside.json\n' })
    expect((await call(client, 'check')).code).toBe('BASELINE_INVALID')
    at.write({ 'regraft.yaml': '' })
  })

  it('shows what a heal would do, and writes nothing', async () => {
    const { data } = await call(client, 'heal')
    expect(data).toMatchObject({
      written: false,
      files: ['main.tf'],
      summary: { healed: 1 },
      patchCut: false,
    })
    expect(data.patch).toContain('-  enable_key_rotation = false\n+  enable_key_rotation = true\n')
    expect((await call(client, 'heal', { write: true })).code).toBe('WRITE_OFF')
    expect(at.read('main.tf')).toBe(insecure)
    expect(at.files()).not.toContain('.regraft')
  })

  it.each([
    ['steps out', () => ({ paths: ['../'] }), 'PATH_OUTSIDE'],
    ['an absolute path', () => ({ paths: [outside.at('main.tf')] }), 'PATH_OUTSIDE'],
    ['a root', () => ({ root: stranger.path }), 'PATH_OUTSIDE'],
    ['a root by URI', () => ({ root: stranger.uri }), 'PATH_OUTSIDE'],
    ['the current folder, which is no root', () => ({ root: outside.path }), 'PATH_OUTSIDE'],
    ['a link to a file', () => ({ paths: ['links/file.tf'] }), 'PATH_OUTSIDE'],
    ['a link to a folder', () => ({ paths: ['links/folder'] }), 'PATH_OUTSIDE'],
    ['a link as root', () => ({ root: at.at('links/folder') }), 'PATH_OUTSIDE'],
    ['a root through a link', () => ({ root: 'links/folder/..' }), undefined],
    ['what is not there outside', () => ({ paths: ['/is/not/there.tf'] }), 'PATH_OUTSIDE'],
    ['what is not there', () => ({ paths: ['nothing.tf'] }), 'PATH_MISSING'],
    ['a NUL', () => ({ paths: ['main.tf\u0000.png'] }), 'PATH_MISSING'],
    ['a NUL outside', () => ({ paths: ['../\u0000'] }), 'PATH_OUTSIDE'],
    ['a URI of another kind', () => ({ root: 'file://elsewhere/etc' }), 'PATH_MISSING'],
    ['a rule that is none', () => ({ rules: ['aws/kms-rotatio'] }), 'RULE_UNKNOWN'],
    ['arguments of other types', () => ({ paths: [3] }), 'SDK'],
    ['arguments it does not have', () => ({ path: 'main.tf' }), 'SDK'],
    ['a cursor of nothing', () => ({ cursor: '1.abcdefghijklmnop' }), 'CURSOR'],
  ])('answers %s', async (_, args, code) => {
    for (const name of ['check', 'heal']) expect((await call(client, name, args())).code).toBe(code)
    expect(outside.read('main.tf')).toBe(insecure)
  })

  it('explains and lists rules', async () => {
    const { data } = await call(client, 'explain', { rule: 'CKV_AWS_7' })
    expect(data).toMatchObject({ id: 'aws/kms-rotation', fix: 'safe', resources: ['aws_kms_key'] })
    expect(data.page).toContain('## Why')
    expect(data.examples[0].before).not.toBe(data.examples[0].after)
    expect((await call(client, 'explain', { rule: 'aws/kms-rotatio' })).text).toContain('aws/kms-rotation')
    const first = (await call(client, 'list_rules', { query: 'S3', limit: 2 })).data
    const second = (await call(client, 'list_rules', { query: 'S3', limit: 2, cursor: first.nextCursor }))
      .data
    const ids = [...first.rules, ...second.rules].map(({ id }: { id: string }) => id)
    expect([ids.length, new Set(ids).size, ids.every((id) => /s3/.test(id))]).toEqual([4, 4, true])
    const other = await call(client, 'list_rules', { query: 'kms', cursor: first.nextCursor })
    expect(other.code).toBe('CURSOR')
  })

  it('tests no policies outside', async () => {
    expect((await call(client, 'policy_test', { paths: ['../'] })).code).toBe('PATH_OUTSIDE')
    expect((await call(client, 'policy_test', { root: stranger.path })).code).toBe('PATH_OUTSIDE')
    expect((await call(client, 'policy_test', { paths: ['nothing'] })).code).toBe('PATH_MISSING')
  })

  it('writes when both the server and the call say so', async () => {
    const own = new Folder().write({ 'main.tf': insecure })
    const writer = agent('auto')
    await spawned(writer, ['--allow-write', own.path], outside.path)
    try {
      const { tools } = await writer.listTools()
      expect(tools[1]?.annotations).toMatchObject({ readOnlyHint: false, destructiveHint: true })
      expect((await call(writer, 'heal')).data.written).toBe(false)
      expect(own.read('main.tf')).toBe(insecure)
      const { data } = await call(writer, 'heal', { write: true })
      expect(data).toMatchObject({ written: true, run: expect.stringMatching(/./), files: ['main.tf'] })
      expect(data.patch).toContain('+  enable_key_rotation = true\n')
      expect(own.read('main.tf')).toBe(clean)
      expect((await call(writer, 'check', { root: outside.path })).code).toBe('PATH_OUTSIDE')
    } finally {
      await writer.close()
      own.remove()
    }
  })

  // The toolchain takes five seconds of a core for one rule: REGRAFT_MCP_POLICIES=1 asks for it.
  const toolchain = process.env['REGRAFT_MCP_POLICIES'] === '1'
  it.skipIf(!toolchain)(
    `tests policies${toolchain ? '' : ' (skipped: no REGRAFT_MCP_POLICIES=1)'}`,
    async () => {
      const files = at.write({
        'policies/acme/kms/policy.rego': policy,
        'policies/acme/kms/cases/rotated/clean.tf': clean,
        'policies/acme/kms/cases/unrotated/before.tf': insecure,
        'policies/acme/kms/cases/unrotated/after.tf': insecure.replace('false', '"never"'),
      })
      const { data, code, text } = await call(client, 'policy_test', { filter: 'acme/' })
      expect([code, code && text]).toEqual([undefined, undefined])
      expect(data).toMatchObject({ passed: false, total: 1, summary: { cases: 2, passed: 1, failed: 1 } })
      expect(data.failures[0]).toMatchObject({ name: 'acme/kms/unrotated' })
      expect(files.read('policies/acme/kms/cases/unrotated/after.tf')).toContain('"never"')
    },
  )

  it('says what is wrong with its command line', async () => {
    const nothing = await ran([at.at('nothing')])
    expect(nothing).toMatchObject({ code: 2, said: expect.stringContaining('(PATH_MISSING)') })
    for (const args of [
      ['--nothing'],
      ['--http'],
      ['--http', '--port', 'x', '--no-token'],
      ['--http', '--no-token', '--host', '0.0.0.0'],
    ])
      expect(() => readArguments(args, {})).toThrow(expect.objectContaining({ code: 'USAGE' }))
    for (const held of ['short', 'two words that are no token'])
      expect(() => readArguments(['--http'], { REGRAFT_MCP_TOKEN: held })).toThrow(
        expect.objectContaining({ code: 'TOKEN' }),
      )
  })
})
