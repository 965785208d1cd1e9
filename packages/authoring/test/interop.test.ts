import { generateKeyPairSync } from 'node:crypto'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { bundleFiles, loadPolicySet } from '@regraft/core'
import type { Json } from '@regraft/model'
import { loadRego } from '@regraft/rego/node'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { packBundle } from '../src/bundle/archive.ts'
import {
  buildBundle,
  type SigningAlgorithm,
  signBundle,
  signingAlgorithms,
  verifyBundle,
} from '../src/index.ts'
import { evaluatesWasm, missing, opa, runOpa } from './opa.ts'

const policy = `# METADATA
# title: Bucket has no owner tag
# description: Nobody knows whom to ask about it.
# related_resources: [https://example.com/tags]
# custom:
#   id: acme/bucket-owner
#   severity: low
#   resources: [aws_s3_bucket]
#   aliases: [ACME-1]
#   params:
#     tag: {type: string, default: owner}
package acme.bucket_owner.terraform

tag := data.regraft.params.acme.bucket_owner.tag

deny contains finding if {
	not input.tags[tag]
	finding := {"message": $"no {tag} tag; {data.acme.texts.help} {data.acme.texts.number}", "path": ["tags"]}
}
`
/** What makes the hash of structured files go wrong: order, escapes, digits. */
const data = String.raw`{"b": 1.50, "help": "ask", "number": 7, "a": [1e3, -0, 12345678901234567890123],
  "text": "<&>\u2028 é \u0001 \ud83d\ude00 \" \\ /", "😀": {"ﬀ": null, "Z": true, "a": {}}}`

const resources = [
  { type: 'aws_s3_bucket', address: 'aws_s3_bucket.a', input: { tags: {} } },
  { type: 'aws_s3_bucket', address: 'aws_s3_bucket.b', input: { tags: { owner: 'x' } } },
]

let folder: string
let ours: Uint8Array

const file = (name: string): string => join(folder, name)
const bytes = (name: string): Uint8Array => new Uint8Array(readFileSync(file(name)))

const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 })
const pairs = {
  RS: rsa,
  PS: rsa,
  ES256: generateKeyPairSync('ec', { namedCurve: 'P-256' }),
  ES384: generateKeyPairSync('ec', { namedCurve: 'P-384' }),
  ES512: generateKeyPairSync('ec', { namedCurve: 'P-521' }),
}

/** Key files for an algorithm: what signs, what verifies. */
function keys(algorithm: SigningAlgorithm): { readonly sign: string; readonly verify: string } {
  const kind = algorithm.startsWith('ES') ? algorithm : algorithm.slice(0, 2)
  if (kind === 'HS') {
    writeFileSync(file('secret'), 'a secret of some length')
    return { sign: 'secret', verify: 'secret' }
  }
  const { privateKey, publicKey } = pairs[kind as keyof typeof pairs] // all other kinds are its names
  writeFileSync(file(`${kind}.pem`), privateKey.export({ type: 'pkcs8', format: 'pem' }))
  writeFileSync(file(`${kind}.pub.pem`), publicKey.export({ type: 'spki', format: 'pem' }))
  return { sign: `${kind}.pem`, verify: `${kind}.pub.pem` }
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'regraft-interop-'))
  mkdirSync(file('src/acme/texts'), { recursive: true })
  writeFileSync(file('src/acme/rule.rego'), policy)
  writeFileSync(file('src/acme/texts/data.json'), data)
  writeFileSync(file('input.json'), JSON.stringify(resources[0]?.input))
  const sources = [
    {
      id: 'acme',
      modules: { 'acme/rule.rego': policy },
      data: { acme: { texts: JSON.parse(data) as Json } },
    },
  ]
  ours = await buildBundle(await loadRego(), sources, { revision: 'r7' })
  writeFileSync(file('ours.tar.gz'), ours)
}, 60_000)
afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe.skipIf(opa === undefined)(
  `a bundle of opa build -t wasm (${opa === undefined ? missing : 'OPA 1.22'})`,
  () => {
    const entrypoint = 'acme/bucket_owner/terraform/deny'
    const build = ['build', '-t', 'wasm', '-e', entrypoint, '-b', 'src', '-r', 'r7', '-o', 'opa.tar.gz']

    test('loads here: the metadata of the package, its data and parameters, the same findings as ours', async () => {
      expect(runOpa(folder, ...build)).toMatchObject({ status: 0, stderr: '' })
      const theirs = await loadPolicySet([bytes('opa.tar.gz')])
      const own = await loadPolicySet([ours])
      expect(theirs.rules).toEqual(own.rules)
      expect(theirs.rules).toMatchObject([{ id: 'acme/bucket-owner', aliases: ['ACME-1'], severity: 'low' }])
      expect(theirs.evaluate({ resources })).toEqual(own.evaluate({ resources }))
      expect(theirs.evaluate({ resources }).findings).toMatchObject([
        { message: 'no owner tag; ask 7', resource: 0 },
      ])
      const params = { 'acme/bucket-owner': { tag: 'team' } }
      const other = await loadPolicySet([bytes('opa.tar.gz')], { params })
      expect(other.evaluate({ resources }).findings).toHaveLength(2)
    })

    test('roots that do not permit what is in it are refused, as OPA refuses them', async () => {
      writeFileSync(file('src/.manifest'), '{"roots": ["other"]}')
      const { stdout, stderr } = runOpa(folder, ...build)
      rmSync(file('src/.manifest'))
      expect(stdout + stderr).toContain('manifest roots [other] do not permit')
      const files = await bundleFiles(ours)
      files.set('.manifest', new TextEncoder().encode('{"roots": ["other"]}'))
      await expect(loadPolicySet([packBundle(files)])).rejects.toThrow(
        '("other") do not permit data at /acme',
      )
    })

    // One of each kind; the test below has all.
    test.each(['RS256', 'PS512', 'ES512', 'HS256'] as const)(
      'signed with %s is verified here, and a change is found',
      async (algorithm) => {
        const { sign, verify } = keys(algorithm)
        const signed = runOpa(folder, ...build, '--signing-key', sign, '--signing-alg', algorithm)
        expect(signed).toMatchObject({ status: 0, stderr: '' })
        const verification = { keys: { default: { key: bytes(verify), algorithm } } }
        await verifyBundle(bytes('opa.tar.gz'), verification)
        await expect(verifyBundle(await changed(bytes('opa.tar.gz')), verification)).rejects.toThrow(
          '/data.json of the bundle was changed after it was signed',
        )
      },
    )
  },
)

describe.skipIf(opa === undefined)(
  `a bundle of ours in OPA (${opa === undefined ? missing : 'OPA 1.22'})`,
  () => {
    test('opa inspect shows its revision, roots and entrypoints', () => {
      const { status, stdout } = runOpa(folder, 'inspect', '-f', 'json', 'ours.tar.gz')
      expect(status).toBe(0)
      const { manifest, namespaces } = JSON.parse(stdout) as { manifest: Json; namespaces: Json }
      expect(manifest).toMatchObject({
        revision: 'r7',
        roots: expect.arrayContaining(['acme/bucket_owner/terraform', 'acme/texts', 'regraft/dispatch']),
      })
      expect(namespaces).toMatchObject({ 'data.acme.bucket_owner.terraform.deny': ['/policy.wasm'] })
    })

    test.skipIf(!evaluatesWasm)(`opa eval finds the same (${evaluatesWasm ? 'Wasm' : missing})`, () => {
      writeFileSync(
        file('params.json'),
        '{"regraft": {"params": {"acme": {"bucket_owner": {"tag": "owner"}}}}}',
      )
      const asked = [
        '-b',
        'ours.tar.gz',
        '-i',
        'input.json',
        '-f',
        'raw',
        'data.acme.bucket_owner.terraform.deny',
      ]
      const { stdout, status } = runOpa(folder, 'eval', ...asked, '-d', 'params.json')
      expect(status).toBe(0)
      expect(JSON.parse(stdout)).toEqual([{ message: 'no owner tag; ask 7', path: ['tags'] }])
    })

    test.each(['RS256', 'PS256', 'ES256', 'HS512'] as const)(
      'signed with %s is verified by OPA, and a change is found',
      async (algorithm) => {
        const { sign, verify } = keys(algorithm)
        const signed = await signBundle(ours, { key: bytes(sign), algorithm })
        writeFileSync(file('signed.tar.gz'), signed)
        const check = ['--verification-key', verify, '--signing-alg', algorithm]
        const build = (name: string): ReturnType<typeof runOpa> =>
          runOpa(folder, 'build', '-b', name, '-o', 'again.tar.gz', ...check)
        const said = (name: string): string => build(name).stdout + build(name).stderr
        expect(build('signed.tar.gz')).toMatchObject({ status: 0, stderr: '' })
        writeFileSync(file('changed.tar.gz'), await changed(signed))
        expect(said('changed.tar.gz')).toMatch(/digest mismatch|data\.json/)
        expect(said('ours.tar.gz')).toContain('bundle missing .signatures.json file')
      },
    )
  },
)

describe.skipIf(opa === undefined)('OPA as a peer', () => {
  test('opa run takes a bundle of ours only with the key that signed it', async () => {
    const { sign } = keys('RS256')
    const { verify: other } = keys('ES256')
    writeFileSync(file('signed.tar.gz'), await signBundle(ours, { key: bytes(sign) }))
    const run = (...key: string[]): string => {
      const { stdout, stderr } = runOpa(folder, 'run', '-b', 'signed.tar.gz', '--verification-key', ...key)
      return stdout + stderr
    }
    expect(run('RS.pub.pem')).not.toContain('error')
    expect(run(other, '--signing-alg', 'ES256')).toContain('failed to verify JWT signature')
  })

  test('a built-in that reaches outside is refused in a bundle of OPA, unless the host hands it in', async () => {
    writeFileSync(
      file('send.rego'),
      `${policy.slice(0, policy.indexOf('package'))}package acme.bucket_owner.terraform

deny contains {"message": body, "path": []} if body := http.send({"method": "get", "url": "http://example.com"}).body
`,
    )
    const built = runOpa(
      folder,
      'build',
      '-t',
      'wasm',
      '-e',
      'acme/bucket_owner/terraform/deny',
      'send.rego',
      '-o',
      'send.tar.gz',
    )
    expect(built.status).toBe(0)
    await expect(loadPolicySet([bytes('send.tar.gz')])).rejects.toMatchObject({ code: 'BUILTIN_REFUSED' })
    const set = await loadPolicySet([bytes('send.tar.gz')], {
      builtins: { 'http.send': () => ({ body: 'handed in' }) },
    })
    expect(set.evaluate({ resources }).findings.map(({ message }) => message)).toEqual([
      'handed in',
      'handed in',
    ])
  })
})

async function changed(packed: Uint8Array): Promise<Uint8Array> {
  const files = await bundleFiles(packed)
  files.set('data.json', new TextEncoder().encode('{"acme": {"texts": {"help": "do not ask"}}}'))
  return packBundle(files)
}

test('all algorithms sign and verify here', async () => {
  for (const algorithm of signingAlgorithms) {
    const { sign, verify } = keys(algorithm)
    const signed = await signBundle(ours, { key: bytes(sign), algorithm })
    await verifyBundle(signed, { keys: { default: { key: bytes(verify), algorithm } } })
  }
})
