import { createHmac } from 'node:crypto'
import { bundleFiles } from '@regraft/core'
import { compareText, type Json } from '@regraft/model'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { packBundle } from '../src/bundle/archive.ts'
import { canonicalText } from '../src/bundle/canonical.ts'
import { fileHash } from '../src/bundle/hashes.ts'
import { signBundle, type Verification, verifyBundle } from '../src/index.ts'

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text)
const secret = bytes('a secret')
const trusted: Verification = { keys: { default: { key: secret, algorithm: 'HS256' } } }

const files = new Map([
  ['.manifest', bytes('{"roots": ["a"]}')],
  ['data.json', bytes('{"a": {"x": 1}}')],
  ['policy.wasm', Uint8Array.of(0, 1, 2)],
])
const plain = packBundle(files)
const signed = signBundle(plain, { key: secret, algorithm: 'HS256' })

/** The signed bundle with other files. */
async function changed(change: (files: Map<string, Uint8Array>) => void): Promise<Uint8Array> {
  const all = await bundleFiles(await signed)
  change(all)
  return packBundle(all)
}

/** A bundle whose token says this, signed with the secret. */
async function withToken(header: Json, payload: Json, key = secret): Promise<Uint8Array> {
  const encoded = [header, payload]
    .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
    .join('.')
  const token = `${encoded}.${createHmac('sha256', key).update(encoded).digest('base64url')}`
  return changed((all) => all.set('.signatures.json', bytes(JSON.stringify({ signatures: [token] }))))
}

const hashes = [...files].map(([name, content]) => ({
  name,
  hash: fileHash(name, content, 'SHA-256') ?? '',
  algorithm: 'SHA-256',
}))

describe('a signed bundle', () => {
  test('is verified, has the same bytes each time, and signing it again changes nothing', async () => {
    await verifyBundle(await signed, trusted)
    expect(await signBundle(await signed, { key: secret, algorithm: 'HS256' })).toEqual(await signed)
  })

  test.each<[string, () => Promise<Uint8Array>, Verification, string]>([
    ['no signature', async () => plain, trusted, 'is not signed'],
    [
      'a changed file',
      () => changed((all) => all.set('policy.wasm', Uint8Array.of(0, 1, 3))),
      trusted,
      '/policy.wasm of the bundle was changed after it was signed',
    ],
    [
      'changed data',
      () => changed((all) => all.set('data.json', bytes('{"a": {"x": 1.0}}'))),
      trusted,
      '/data.json of the bundle was changed after it was signed',
    ],
    [
      'a file more',
      () => changed((all) => all.set('x.rego', bytes('package x'))),
      trusted,
      '/x.rego of the bundle is not covered',
    ],
    [
      'a file less',
      () => changed((all) => all.delete('data.json')),
      trusted,
      'it vouches for /data.json, which is not in the bundle',
    ],
    [
      'another secret',
      () => signed,
      { keys: { default: { key: bytes('b'), algorithm: 'HS256' } } },
      'was not made by the key "default"',
    ],
    [
      'another algorithm',
      () => signed,
      { keys: { default: { key: secret, algorithm: 'HS384' } } },
      'was not made by the key "default"',
    ],
    [
      'an unknown key',
      () => signed,
      { keys: { other: { key: secret, algorithm: 'HS256' } } },
      'the key "default" that it names is not among',
    ],
    [
      'a key by another name',
      () => signed,
      { ...trusted, keyId: 'release' },
      'the key "release" that it names is not among',
    ],
    ['no scope', () => signed, { ...trusted, scope: 'write' }, 'its scope is "", not "write"'],
    [
      'a token without an algorithm',
      () => withToken({ alg: 'none', kid: 'default' }, { files: hashes }, bytes('x')),
      trusted,
      'was not made by the key',
    ],
    [
      'a token that names no key',
      () => withToken({ alg: 'HS256' }, { files: hashes }),
      trusted,
      'its token names no key',
    ],
    ['a token over no files', () => withToken({ kid: 'default' }, {}), trusted, 'is not covered by it'],
    [
      'an unknown hash',
      () => withToken({ kid: 'default' }, { files: hashes.map((each) => ({ ...each, algorithm: 'CRC' })) }),
      trusted,
      'is hashed with CRC, which OPA does not know',
    ],
    [
      'two tokens',
      () => changed((all) => all.set('.signatures.json', bytes('{"signatures": ["a", "b"]}'))),
      trusted,
      'several tokens',
    ],
    ['no token', () => changed((all) => all.set('.signatures.json', bytes('[]'))), trusted, 'holds no token'],
    [
      'a plugin',
      () => changed((all) => all.set('.signatures.json', bytes('{"signatures": ["a"], "plugin": "x"}'))),
      trusted,
      'the plugin "x"',
    ],
    [
      'a token that is none',
      () => changed((all) => all.set('.signatures.json', bytes('{"signatures": ["a.b"]}'))),
      trusted,
      'no JWT',
    ],
  ])('with %s is refused', async (_, bundle, verification, why) => {
    await expect(verifyBundle(await bundle(), verification)).rejects.toThrow(why)
  })

  test('white space and order of structured files do not matter; the deprecated claim names a key as well', async () => {
    await verifyBundle(await changed((all) => all.set('data.json', bytes('{ "a" :{"x":1}}\n'))), trusted)
    await verifyBundle(await withToken({}, { keyid: 'default', files: hashes }), trusted)
    await verifyBundle(await withToken({ kid: 'default' }, { scope: 's', files: hashes }), {
      ...trusted,
      scope: 's',
    })
  })

  test.each([
    ['RS256', 'not a key', 'it is not a private key in PEM'],
    ['HS256', '', 'it is empty, and HMAC needs a secret'],
  ] as const)('%s with %j as its key is refused', async (algorithm, key, why) => {
    await expect(signBundle(plain, { key: bytes(key), algorithm })).rejects.toThrow(why)
  })
})

describe('hashes', () => {
  // What `opa sign` 1.22.0 wrote for these files.
  test.each([
    [
      'data.json',
      String.raw`{"b": 1.50, "a": [1e3, -0, 12345678901234567890123], "text": "<&>\u2028 é \u0001 \ud83d\ude00 \" \\ /", "dup": 1, "dup": {"😀": {"ﬀ": null, "Z": true, "a": {}}}}`,
      '248d8bb0e0a0d8792bb8ef41b86294838454d940aa72d7c08ff8db9490f57f1f',
    ],
    [
      '.manifest',
      '{"roots": ["a", "b"], "revision": "r"}\n',
      '172609b9a5204c0741e6a3c730eacfdae82bb4896aaad3916553baedfb6884cb',
    ],
    ['a.rego', 'package a\n\nx := 1\n', 'c4d11bf0b20db0959886a3e3d9600684ea698200399e49aa8d45915b4a4a1152'],
  ])('of %s are those of OPA', (name, text, hash) => {
    expect(fileHash(name, bytes(text), 'SHA-256')).toBe(hash)
  })

  test('canonical text is the same value, and does not depend on how it is laid out', () => {
    fc.assert(
      fc.property(fc.jsonValue({ stringUnit: 'grapheme' }), (value) => {
        const text = JSON.stringify(value)
        const canonical = canonicalText(text)
        expect(JSON.parse(canonical)).toEqual(JSON.parse(text))
        expect(canonicalText(JSON.stringify(value, null, 3))).toBe(canonical)
        expect(canonicalText(canonical)).toBe(canonical)
      }),
    )
  })

  test.each(['', '{', '{"a" 1}', '[1,]', '01', '"a', 'nul', '1 2'])('%j is no JSON', (text) => {
    expect(() => canonicalText(text)).toThrow(SyntaxError)
  })

  test('nesting without end is refused, not a crash', () => {
    const deep = `${'['.repeat(5_000)}${']'.repeat(5_000)}`
    expect(() => canonicalText(deep)).toThrow('it nests too deeply')
  })
})

test('any files are read back from an archive, whatever their names', async () => {
  const name = fc
    .array(fc.string({ unit: fc.constantFrom('a', 'é', '_', '-'), minLength: 1, maxLength: 90 }), {
      minLength: 1,
      maxLength: 4,
    })
    .map((steps) => steps.join('/'))
  const content = fc.uint8Array({ maxLength: 1200 })
  await fc.assert(
    fc.asyncProperty(fc.dictionary(name, content, { maxKeys: 5 }), async (all) => {
      const given = new Map(Object.entries(all).sort(([a], [b]) => compareText(a, b)))
      const packed = packBundle(given)
      expect(packed).toEqual(packBundle(given))
      expect(
        new Map([...(await bundleFiles(packed))].map(([key, value]) => [key, new Uint8Array(value)])),
      ).toEqual(given)
    }),
    { numRuns: 30 },
  )
})
