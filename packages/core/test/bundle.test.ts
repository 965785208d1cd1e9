import { gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { readBundle } from '../src/bundle/bundle.ts'
import { gunzip, gunzipAnywhere } from '../src/bundle/gunzip.ts'
import { loadPolicySet } from '../src/index.ts'
import { compile, source } from './support/compile.ts'
import { tar } from './support/tar.ts'

const policy = source({
  id: 'a/b',
  body: 'deny contains {"message": "m", "path": []}',
  custom: ['severity: low'],
})

test('a bundle of the toolchain is read', async () => {
  const bundle = await readBundle(await compile([policy]))
  expect(bundle.data).toEqual({})
  expect(bundle.entrypoints.map(({ path }) => path)).toEqual([
    'regraft/dispatch/t0',
    'regraft/a_b/terraform/deny',
  ])
  expect(WebAssembly.validate(bundle.wasm.slice())).toBe(true)
})

test('annotations at entrypoints serve where the manifest has no others', async () => {
  const { wasm } = await readBundle(await compile([policy]))
  const manifest = {
    wasm: [
      {
        entrypoint: 'regraft/a_b/terraform/deny',
        module: '/policy.wasm',
        annotations: [
          {
            scope: 'rule',
            title: 'From the entrypoint',
            related_resources: [{ ref: 'https://example.com' }],
            custom: { id: 'a/b', severity: 'low', resources: ['thing'] },
          },
        ],
      },
    ],
  }
  const packed = gzipSync(tar({ '/policy.wasm': wasm, '/.manifest': JSON.stringify(manifest) }))
  const policies = await loadPolicySet([packed])
  expect(policies.rules).toMatchObject([
    { id: 'a/b', title: 'From the entrypoint', packages: ['regraft.a_b.terraform'] },
  ])
  const { findings } = policies.evaluate({ resources: [{ type: 'thing', address: 'thing.a', input: {} }] })
  expect(findings).toEqual([{ rule: 'a/b', resource: 0, message: 'm', path: [] }])
})

const invalid = { code: 'BUNDLE_INVALID' }

test.each<[string, Uint8Array]>([
  ['no bytes', new Uint8Array()],
  ['no gzip', new TextEncoder().encode('policy')],
  ['gzip of no tar', gzipSync('x'.repeat(1000))],
  ['half a gzip', gzipSync(tar({ '/data.json': '{}' })).subarray(0, 60)],
  ['a file longer than the archive', gzipSync(tar({ '/policy.wasm': 'x'.repeat(2000) }).subarray(0, 1024))],
  ['no Wasm', gzipSync(tar({ '/data.json': '{}' }))],
  ['Wasm that is none', gzipSync(tar({ '/policy.wasm': 'not wasm' }))],
  ['data that is no JSON', gzipSync(tar({ '/policy.wasm': '', '/data.json': '{' }))],
  ['data that is no object', gzipSync(tar({ '/policy.wasm': '', '/data.json': '[]' }))],
  [
    'a manifest that is no UTF-8',
    gzipSync(tar({ '/policy.wasm': '', '/.manifest': Uint8Array.of(0x22, 0xff, 0x22) })),
  ],
])('%s is refused', async (_, bytes) => {
  await expect(loadPolicySet([bytes])).rejects.toMatchObject(invalid)
})

test('Wasm that is not a policy is refused', async () => {
  const empty = Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0)
  await expect(loadPolicySet([gzipSync(tar({ '/policy.wasm': empty }))])).rejects.toMatchObject(invalid)
})

test('Wasm cut or changed anywhere never ends in anything but an error of ours', async () => {
  const { wasm } = await readBundle(await compile([policy]))
  for (let i = 0; i < 60; i++) {
    const at = Math.floor((wasm.length / 60) * i)
    const changed = wasm.slice()
    changed[at] = (changed[at] ?? 0) ^ 0x55
    for (const bytes of [wasm.slice(0, at), changed]) {
      const outcome = await loadPolicySet([gzipSync(tar({ '/policy.wasm': bytes }))]).catch(
        (error) => error.code,
      )
      if (typeof outcome === 'string') expect(['BUNDLE_INVALID', 'BUILTIN_MISSING']).toContain(outcome)
      else expect(outcome.rules).toEqual([])
    }
  }
})

test.each([
  ['with what Node has', gunzip],
  ['with what browsers have', gunzipAnywhere],
])('unpacking stops at its limit, however well a bundle is packed, %s', async (_, unpack) => {
  const bomb = gzipSync(new Uint8Array(20_000_000))
  expect(bomb.length).toBeLessThan(100_000)
  await expect(unpack(bomb, 1_000_000)).rejects.toMatchObject({ code: 'BUNDLE_TOO_LARGE' })
  const unpacked = await unpack(bomb, 20_000_000)
  expect(Buffer.compare(unpacked, new Uint8Array(20_000_000))).toBe(0)
  await expect(unpack(bomb.subarray(0, 60), 20_000_000)).rejects.toMatchObject(invalid)
})

test('manifests of any shape are read without harm', async () => {
  const { wasm } = await readBundle(await compile([policy]))
  const shapes = [
    { wasm: 1, metadata: 2 },
    { wasm: [null, { entrypoint: 3 }, { entrypoint: 'x', annotations: 4 }], metadata: { annotations: 5 } },
    {
      metadata: {
        annotations: [null, {}, { path: 'x' }, { path: [1, null], annotations: { scope: 'package' } }],
      },
    },
    {
      metadata: {
        annotations: [{ path: [], annotations: { scope: 'rule', custom: [], title: 1 }, location: 7 }],
      },
    },
  ]
  for (const manifest of shapes) {
    const packed = gzipSync(tar({ '/policy.wasm': wasm, '/.manifest': JSON.stringify(manifest) }))
    expect((await loadPolicySet([packed])).rules).toEqual([])
  }
})
