import { generateKeyPairSync } from 'node:crypto'
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { signBundle } from '@regraft/authoring'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { Folder, run } from './support.ts'

const policy = `# METADATA
# title: Bucket has no owner tag
# description: Nobody knows whom to ask about it.
# custom:
#   id: acme/bucket-owner
#   severity: low
#   resources: [aws_s3_bucket]
#   fix: manual
#   params:
#     tag: {type: string, default: owner, description: Name of the tag, pattern: "^[a-z]+$"}
#     teams: {type: list, min: 1, description: Who may own a bucket}
package acme.bucket_owner.terraform

import data.regraft.fix

tag := data.regraft.params.acme.bucket_owner.tag

deny contains finding if {
	not input.tags[tag]
	finding := {
		"message": $"no {tag} tag, ask {data.acme.help}",
		"path": ["tags", tag],
		"fix": fix.manual(fix.set({"$input": "owner"}), "Name it", "only you know", {"owner": {"type": "string", "description": "Team"}}),
	}
}

deny contains finding if {
	not input.tags[tag] in data.regraft.params.acme.bucket_owner.teams
	finding := {"message": $"{input.tags[tag]} owns no bucket", "path": ["tags", tag]}
}
`

const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
const other = generateKeyPairSync('rsa', { modulusLength: 2048 })
const pem = { type: 'spki', format: 'pem' } as const

let folder: Folder
const only = ['--rule', 'acme/*', '--format', 'json', '-q']

beforeAll(async () => {
  kept = new Folder()
  folder = new Folder({
    'policies/acme/bucket.rego': policy,
    'policies/acme/data.json': '{"help": "#cloud"}',
    'policies/acme/cases/a/data.json': '{"help": "a case"}',
    'infra/main.tf': 'resource "aws_s3_bucket" "b" {\n  bucket = "b"\n  tags = {\n    team = "x"\n  }\n}\n',
    'key.pem': privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    'key.pub.pem': publicKey.export(pem).toString(),
    'other.pub.pem': other.publicKey.export(pem).toString(),
  })
  const built = await run(folder.path, [
    'policy',
    'build',
    '-o',
    'signed.tar.gz',
    '--sign',
    'key.pem',
    '--revision',
    'r1',
  ])
  expect(built).toMatchObject({ code: 0, stdout: '' })
  expect(built.stderr).toMatch(/^signed\.tar\.gz: \d+ bytes, signed\n$/)
}, 60_000)
afterAll(() => {
  folder.remove()
  kept.remove()
})

interface Found {
  readonly findings: readonly { readonly message: string }[]
}

/** Compiled once for all tests here. */
let kept: Folder

async function messages(argv: readonly string[], env = { REGRAFT_CACHE: kept.path }): Promise<string[]> {
  const ran = await run(folder.path, ['check', ...argv, ...only, 'infra'], { env })
  expect(ran.stderr).toBe('')
  return (JSON.parse(ran.stdout) as Found).findings.map(({ message }) => message)
}

describe('regraft policy build', () => {
  test('the same policies give the same bytes', async () => {
    const argv = ['policy', 'build', 'policies', '-o', 'unsigned.tar.gz', '--revision', 'r1', '-q']
    expect(await run(folder.path, argv)).toEqual({ code: 0, stdout: '', stderr: '' })
    const bytes = (name: string): Uint8Array => new Uint8Array(readFileSync(join(folder.path, name)))
    expect(await signBundle(bytes('unsigned.tar.gz'), { key: bytes('key.pem') })).toEqual(
      bytes('signed.tar.gz'),
    )
  }, 60_000)

  test('a bundle that is good says so; another key, a change, no signature are refused', async () => {
    const verify = (...argv: string[]): ReturnType<typeof run> =>
      run(folder.path, ['policy', 'build', '--verify', ...argv])
    expect(await verify('key.pub.pem', 'signed.tar.gz')).toEqual({
      code: 0,
      stdout: 'signed.tar.gz: the signature is good\n',
      stderr: '',
    })
    const wrong = await verify('other.pub.pem', 'signed.tar.gz')
    expect(wrong.code).toBe(2)
    expect(wrong.stderr).toContain('signed.tar.gz: the signature of the policy bundle is not good')
    expect((await verify('other.pub.pem', 'nothing.tar.gz')).stderr).toContain(
      'there is no bundle nothing.tar.gz',
    )
    expect((await verify('missing.pem', 'signed.tar.gz')).stderr).toContain(
      'the key missing.pem cannot be read',
    )
    expect((await verify('key.pub.pem', 'signed.tar.gz', '--algorithm', 'ES256')).stderr).toContain(
      'ES256 needs an EC key, and it is rsa',
    )
  })

  test.each([
    [['policy', 'build'], 'writes one file'],
    [['policy', 'build', '-o', 'x', '--algorithm', 'RS256'], 'neither is given'],
    [['policy', 'build', '-o', 'x', '--sign', 'key.pem', '--algorithm', 'RS1'], 'cannot be "RS1"'],
    [['policy', 'build', '-o', 'x', '--sign', 'k', '--verify', 'k'], 'exclude each other'],
    [['policy', 'build', '-o', 'x', 'signed.tar.gz'], 'is a bundle already'],
    [['policy', 'build', '-o', 'x', 'nowhere'], 'there are no policies at nowhere'],
  ])('%j is refused', async (argv, why) => {
    const ran = await run(folder.path, argv)
    expect([ran.code, ran.stderr]).toEqual([2, expect.stringContaining(why)])
  })
})

describe('regraft.yaml', () => {
  const trust = 'bundles: {keys: {default: {file: key.pub.pem}}}\n'

  test('a folder and its bundle find the same, with the parameters of the configuration', async () => {
    const defaults = ['no owner tag, ask #cloud']
    expect(await messages(['--policy', 'policies'])).toEqual(defaults)
    expect(await messages(['--policy', 'signed.tar.gz'])).toEqual(defaults)
    folder.write({ 'regraft.yaml': 'params: {acme/bucket-owner: {tag: team, teams: [y]}}\n' })
    expect(await messages(['--policy', 'signed.tar.gz'])).toEqual(['x owns no bucket'])
    expect(await messages(['--policy', 'policies'])).toEqual(['x owns no bucket'])
    const shown = await run(folder.path, ['explain', 'acme/bucket-owner', '--policy', 'signed.tar.gz'])
    expect(shown.stdout).toContain(`Parameters:
  tag    string  matching ^[a-z]+$  "team" (default: "owner")  Name of the tag
  teams  list    from 1             ["y"]  Who may own a bucket
`)
  }, 60_000)

  test('wrong parameters are shown where they stand', async () => {
    folder.write({
      'regraft.yaml':
        'params:\n  acme/bucket-owner:\n    tag: A-B\n    team: x\n    teams: []\n  acme/none: {}\n',
    })
    const { code, stderr } = await run(folder.path, ['check', '--policy', 'signed.tar.gz', 'infra'])
    expect(code).toBe(2)
    expect(stderr).toContain('regraft.yaml:3:10')
    expect(stderr).toContain('tag of acme/bucket-owner must match ^[a-z]+$, which "A-B" does not')
    expect(stderr).toContain('regraft.yaml:4:5')
    expect(stderr).toContain('acme/bucket-owner has no parameter team')
    expect(stderr).toContain('teams of acme/bucket-owner must be at least 1 items, not 0')
    expect(stderr).toContain('there is no rule acme/none to give parameters to')
  })

  test('with keys, only bundles that they signed are used', async () => {
    folder.write({ 'regraft.yaml': trust })
    expect(await messages(['--policy', 'signed.tar.gz'])).toHaveLength(1)
    const unsigned = await run(folder.path, ['check', '--policy', 'unsigned.tar.gz', 'infra'])
    expect([unsigned.code, unsigned.stderr]).toEqual([
      2,
      expect.stringContaining('unsigned.tar.gz: the policy bundle is not signed'),
    ])
    folder.write({ 'regraft.yaml': trust.replace('key.pub', 'other.pub') })
    const foreign = await run(folder.path, ['check', '--policy', 'signed.tar.gz', 'infra'])
    expect([foreign.code, foreign.stderr]).toEqual([
      2,
      expect.stringContaining('it was not made by the key "default"'),
    ])
  }, 60_000)

  test('a package is used when it says that it holds policies, and never outside itself', async () => {
    folder.write({
      'regraft.yaml': 'policies: ["@acme/rules"]\n',
      'node_modules/@acme/rules/package.json': '{"regraft": {"policies": "dist/p.tar.gz"}}',
    })
    const none = await run(folder.path, ['check', 'infra'])
    expect(none.stderr).toContain('the package @acme/rules has no dist/p.tar.gz')
    folder.write({
      'node_modules/@acme/rules/package.json': '{"regraft": {"policies": "../../../policies"}}',
    })
    expect((await run(folder.path, ['check', 'infra'])).stderr).toContain('names policies outside itself')
    folder.write({ 'node_modules/@acme/rules/package.json': '{}' })
    expect((await run(folder.path, ['check', 'infra'])).stderr).toContain(
      'does not say that it holds policies',
    )
  })

  test('a rule with the id of a built-in one takes its place, and settings hold for it', async () => {
    const own = policy
      .replaceAll('acme/bucket-owner', 'aws/s3-versioning')
      .replaceAll('acme.bucket_owner', 'aws.s3_versioning')
      .replace('data.acme.help', '"us"')
    folder.write({
      'regraft.yaml':
        'policies: [regraft-policies-acme]\nrules: {aws/s3-versioning: {severity: critical, fix: off}}\n',
      'node_modules/regraft-policies-acme/rules/bucket.rego': own,
    })
    const env = { REGRAFT_CACHE: kept.path }
    const argv = ['check', '--rule', 'aws/s3-versioning', '--format', 'json', 'infra']
    expect(JSON.parse((await run(folder.path, argv, { env })).stdout)).toMatchObject({
      findings: [{ rule: 'aws/s3-versioning', severity: 'critical', message: 'no owner tag, ask us' }],
    })
    const shown = await run(folder.path, ['explain', 'aws/s3-versioning'], { env })
    expect(shown.stdout).toContain('Bucket has no owner tag')
  }, 60_000)
})

describe('the cache of compiled policies', () => {
  test('is filled by one run and used by the next, and never lies in what is checked', async () => {
    folder.write({ 'regraft.yaml': '{}\n' })
    const cache = new Folder()
    const env = { REGRAFT_CACHE: join(cache.path, 'kept') }
    const first = await messages(['--policy', 'policies'], env)
    const [name = ''] = readdirSync(env.REGRAFT_CACHE)
    const path = join(env.REGRAFT_CACHE, name)
    const bundle = statSync(path).size
    expect(bundle).toBeGreaterThan(1000)
    writeFileSync(path, 'garbage')
    expect(await messages(['--policy', 'policies'], env)).toEqual(first)
    expect(statSync(path).size).toBe(bundle)
    const inside = await run(folder.path, ['check', '--policy', 'policies', 'infra'], {
      env: { REGRAFT_CACHE: 'infra/cache' },
    })
    expect([inside.code, inside.stderr]).toEqual([
      2,
      expect.stringContaining('lies in the folder that is checked'),
    ])
    cache.remove()
  }, 60_000)
})
