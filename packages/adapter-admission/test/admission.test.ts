import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Engine } from '@regraft/engine'
import { createEngine, memoryWorkspace } from '@regraft/engine'
import type { Json, JsonObject } from '@regraft/model'
import { builtin } from '@regraft/policies'
import fc from 'fast-check'
import { applyPatch, type Operation } from 'rfc6902'
import { beforeAll, describe, expect, test } from 'vitest'
import { parse, stringify } from 'yaml'
import { type AdmissionOptions, createAdmission, type Endpoint } from '../src/admission.ts'
import {
  deployment,
  hardened,
  healable,
  pod,
  privileged,
  type Response,
  responseOf,
  reviewOf,
} from './reviews.ts'

let engine: Engine
beforeAll(async () => {
  engine = await createEngine({ policies: [builtin] })
})

async function asked(
  endpoint: Endpoint,
  body: string,
  options: Omit<AdmissionOptions, 'engine'> = {},
): Promise<Response> {
  return responseOf((await createAdmission({ engine, ...options }).review(endpoint, body)).body)
}

function patchIn({ patch = '' }: Response): Operation[] {
  return patch === '' ? [] : JSON.parse(Buffer.from(patch, 'base64').toString('utf8'))
}

function applied(object: JsonObject, response: Response): JsonObject {
  const copy = structuredClone(object)
  expect(applyPatch(copy, patchIn(response)).filter((failure) => failure !== null)).toEqual([])
  return copy
}

describe('validate', () => {
  test('a clean object passes in silence', async () => {
    expect(await asked('validate', reviewOf(deployment(hardened), { uid: 'u-1' }))).toEqual({
      uid: 'u-1',
      allowed: true,
    })
  })

  test('grave findings deny and are named; the milder ones warn', async () => {
    const response = await asked('validate', reviewOf(pod(privileged)))
    expect(response.allowed).toBe(false)
    expect(response.status).toEqual({
      code: 403,
      reason: 'Forbidden',
      message: expect.stringContaining('- kubernetes/privileged (high): '),
    })
    expect(response.status?.message).toContain(' at spec.containers.0.securityContext.privileged')
    expect(response.warnings?.join('\n')).toContain('kubernetes/drop-all-capabilities (low)')
    expect(response.warnings?.join('\n')).not.toContain('kubernetes/privileged')
    expect(response.auditAnnotations?.['findings']?.split(',')).toContain('kubernetes/privileged')
  })

  test.each([
    ['critical', true],
    ['high', false],
    ['info', false],
    ['never', true],
  ] as const)('--deny %s', async (deny, allowed) => {
    const response = await asked('validate', reviewOf(pod(privileged)), { deny })
    expect(response.allowed).toBe(allowed)
    expect(response.warnings?.some((it) => it.startsWith('kubernetes/privileged')) ?? false).toBe(allowed)
  })

  test.each([
    ['a name that is generated', pod(privileged, { generateName: 'web-' })],
    [
      'an owner that would be asked instead',
      pod(privileged, { name: 'a', ownerReferences: [{ controller: true }] }),
    ],
    [
      'a comment that would ignore it',
      pod(privileged, { name: 'a', annotations: { a: '\n// regraft:ignore kubernetes/* -- why not' } }),
    ],
    [
      'the fields of another format',
      { ...pod(privileged), AWSTemplateFormatVersion: 'x', resource_changes: [] },
    ],
    ['fields that are sorted otherwise', Object.fromEntries(Object.entries(pod(privileged)).reverse())],
    [
      'a long beginning',
      { metadata: { name: 'a', annotations: { a: 'x'.repeat(9000) } }, ...pod(privileged) },
    ],
  ])('%s does not hide a finding', async (_, object) => {
    expect((await asked('validate', reviewOf(object as Json))).allowed).toBe(false)
  })

  test('an ephemeral container comes in through a subresource', async () => {
    const spec = { containers: [hardened], ephemeralContainers: [{ ...privileged, name: 'debug' }] }
    const asks = { operation: 'UPDATE', subResource: 'ephemeralcontainers', oldObject: pod(hardened) }
    const object = { ...pod(hardened), spec }
    expect((await asked('validate', reviewOf(object, asks))).allowed).toBe(false)
    expect(await asked('mutate', reviewOf(object, asks))).toEqual({ uid: 'a-uid', allowed: true })
  })

  test('an update that changes nothing a rule reads passes, any other is judged', async () => {
    const old = pod(privileged, { name: 'a', finalizers: ['x'], resourceVersion: '1' })
    const going = pod(privileged, {
      name: 'a',
      resourceVersion: '2',
      deletionTimestamp: '2026-01-01T00:00:00Z',
    })
    const update = (object: JsonObject) => reviewOf(object, { operation: 'UPDATE', oldObject: old })
    expect(await asked('validate', update({ ...going, status: { phase: 'x' } }))).toEqual({
      uid: 'a-uid',
      allowed: true,
    })
    const labelled = pod(privileged, { name: 'a', labels: { a: 'b' } })
    expect((await asked('validate', update(labelled))).allowed).toBe(false)
  })

  test.each([
    ['DELETE', reviewOf(null, { operation: 'DELETE', oldObject: pod(privileged) })],
    [
      'CONNECT',
      reviewOf({ kind: 'PodExecOptions', apiVersion: 'v1' }, { operation: 'CONNECT', subResource: 'exec' }),
    ],
    ['no object', reviewOf(null)],
    ['another subresource', reviewOf(pod(privileged), { operation: 'UPDATE', subResource: 'status' })],
    ['kube-system', reviewOf(pod(privileged), { namespace: 'kube-system' })],
  ])('%s passes', async (_, body) => {
    for (const endpoint of ['validate', 'mutate'] as const)
      expect(await asked(endpoint, body)).toEqual({ uid: 'a-uid', allowed: true })
  })

  test('a custom resource is judged by the rules for its own kind only', async () => {
    const custom = { ...deployment(privileged), apiVersion: 'apps.example.com/v1' }
    expect(await asked('validate', reviewOf(custom))).toEqual({ uid: 'a-uid', allowed: true })
  })

  test.each([1000, 100_000])('no verdict on %i objects inside one another', async (depth) => {
    const deep = `${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`
    const body = reviewOf({ ...pod(privileged), x: 'X' }, { operation: 'UPDATE', oldObject: pod(hardened) })
    for (const endpoint of ['validate', 'mutate'] as const) {
      const review = createAdmission({ engine }).review(endpoint, body.replace('"X"', deep))
      await expect(review).rejects.toMatchObject({ status: depth === 1000 ? 500 : 400 })
    }
  })

  test('a dry run is judged as any other', async () => {
    const body = reviewOf(pod(privileged))
    const dry = body.replace('"dryRun":false', '"dryRun":true')
    expect(dry).not.toBe(body)
    expect(await asked('validate', dry)).toEqual(await asked('validate', body))
  })

  test('no verdict where a rule failed, unless another one denies', async () => {
    const failing = await createEngine({
      policies: [builtin],
      // Too little to evaluate anything.
      limits: { steps: 10 },
    })
    const review = createAdmission({ engine: failing }).review('validate', reviewOf(pod(hardened)))
    await expect(review).rejects.toMatchObject({
      status: 500,
      message: expect.stringContaining('POLICY_STOPPED'),
    })
  })
})

describe('mutate', () => {
  test('safe fixes become a patch, said in a warning and an annotation', async () => {
    const response = await asked('mutate', reviewOf(deployment(healable), { uid: 'u-2' }))
    expect(response).toMatchObject({ uid: 'u-2', allowed: true, patchType: 'JSONPatch' })
    expect(patchIn(response)).toEqual([
      {
        op: 'add',
        path: '/spec/template/spec/containers/0/securityContext/capabilities',
        value: { drop: ['ALL'] },
      },
    ])
    expect(response.warnings).toEqual([
      'regraft healed kubernetes/drop-all-capabilities: Drop all capabilities',
    ])
    expect(response.auditAnnotations).toEqual({ healed: 'kubernetes/drop-all-capabilities' })
  })

  test('never denies, and leaves unsafe fixes alone unless asked', async () => {
    expect(await asked('mutate', reviewOf(pod(privileged)))).toEqual({ uid: 'a-uid', allowed: true })
    const unsafe = await asked('mutate', reviewOf(pod(privileged)), { unsafe: true })
    expect(JSON.stringify(applied(pod(privileged), unsafe))).not.toContain('"privileged":true')
  })

  test('what a controller made is healed in its template', async () => {
    const owned = pod(healable, {
      generateName: 'web-',
      ownerReferences: [{ controller: true, kind: 'ReplicaSet' }],
    })
    expect(await asked('mutate', reviewOf(owned))).toEqual({ uid: 'a-uid', allowed: true })
    const held = pod(healable, { name: 'web', ownerReferences: [{ kind: 'Batch' }] })
    expect(patchIn(await asked('mutate', reviewOf(held)))).toHaveLength(1)
  })

  test('of an update only what it brings in is healed', async () => {
    const update = (oldObject: JsonObject) =>
      asked(
        'mutate',
        reviewOf(deployment(healable, { name: 'web', labels: { a: 'b' } }), {
          operation: 'UPDATE',
          oldObject,
        }),
      )
    expect(await update(deployment(healable))).toEqual({ uid: 'a-uid', allowed: true })
    expect(patchIn(await update(deployment(hardened)))).toHaveLength(1)
  })

  const container = fc.record(
    {
      name: fc.constantFrom('app', 'side'),
      image: fc.constantFrom('nginx', 'nginx:1.27', 'local/{{ app }}:1'),
      command: fc.constantFrom(['sh', '-c', 'echo "{{ x }}"\n# done'], []),
      ports: fc.array(
        fc.record({ containerPort: fc.integer({ min: 1, max: 9999 }), hostPort: fc.constantFrom(80, 0) }),
      ),
      resources: fc.constantFrom({}, { limits: { memory: '1Gi' } }),
      securityContext: fc.record(
        {
          privileged: fc.boolean(),
          allowPrivilegeEscalation: fc.boolean(),
          runAsNonRoot: fc.boolean(),
          readOnlyRootFilesystem: fc.boolean(),
          capabilities: fc.constantFrom(
            { drop: ['NET_RAW'] },
            { add: ['SYS_ADMIN'] },
            { add: ['NET_BIND_SERVICE'] },
            {},
          ),
        },
        { requiredKeys: [] },
      ),
    },
    { requiredKeys: ['name', 'image'] },
  )
  const metadata = fc.record({
    name: fc.constant('web'),
    annotations: fc.dictionary(fc.string(), fc.string({ unit: 'grapheme' })),
  })

  test.each([false, true])(
    'law: the same change as heal makes on the file, once and for all (unsafe: %s)',
    async (unsafe) => {
      let changed = 0
      const make = fc.constantFrom(pod, deployment)
      await fc.assert(
        fc.asyncProperty(make, container, metadata, async (of, one, named) => {
          const object = JSON.parse(JSON.stringify(of(one, named))) as JsonObject
          const files = memoryWorkspace({ 'object.yaml': stringify(object) })
          await engine.heal(files, { unsafe })
          const patched = applied(object, await asked('mutate', reviewOf(object), { unsafe }))
          expect(patched).toEqual(parse(files.texts.get('object.yaml') ?? ''))
          expect(patchIn(await asked('mutate', reviewOf(patched), { unsafe }))).toEqual([])
          if (JSON.stringify(patched) !== JSON.stringify(object)) changed++
        }),
        { numRuns: Number(process.env['REGRAFT_RUNS'] ?? 12) },
      )
      if (unsafe) expect(changed).toBeGreaterThan(4)
    },
  )

  test('the command line heals a file of the object to the same', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'regraft-admission-'))
    try {
      const file = join(folder, 'web.yaml')
      writeFileSync(file, stringify(deployment(healable)))
      const cli = fileURLToPath(new URL('../../cli/bin/regraft.js', import.meta.url))
      spawnSync(process.execPath, [cli, 'heal', '--fail-on', 'never', folder])
      const response = await asked('mutate', reviewOf(deployment(healable)))
      expect(applied(deployment(healable), response)).toEqual(parse(readFileSync(file, 'utf8')))
      expect(readFileSync(file, 'utf8')).toContain('- ALL')
    } finally {
      rmSync(folder, { recursive: true })
    }
  })
})
