import { Agent } from 'node:https'
import { connect } from 'node:tls'
import { createEngine } from '@regraft/engine'
import type { RegraftError } from '@regraft/model'
import { builtin } from '@regraft/policies'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Admission, createAdmission } from '../src/admission.ts'
import type { Reviewer } from '../src/listener.ts'
import { type AdmissionServer, type ServeOptions, serveAdmission } from '../src/server.ts'
import { ReviewThreads } from '../src/threads.ts'
import { hasOpenssl, Pki } from './certificates.ts'
import { fetchFrom, type Got } from './client.ts'
import { deployment, hardened, pod, privileged, responseOf, reviewOf } from './reviews.ts'

let admission: Admission
beforeAll(async () => {
  admission = createAdmission({ engine: await createEngine({ policies: [builtin] }) })
})

describe.skipIf(!hasOpenssl)('the server', () => {
  let pki: Pki
  beforeAll(() => {
    pki = new Pki()
  })
  afterAll(() => pki.remove())

  async function serving(
    run: (
      get: (path: string, body?: Parameters<typeof fetchFrom>[1], more?: object) => Promise<Got>,
      server: AdmissionServer,
    ) => Promise<void>,
    options: Partial<ServeOptions> = {},
    reviewer: Reviewer = admission,
  ): Promise<void> {
    const server = await serveAdmission(reviewer, {
      tls: pki.files,
      port: 0,
      host: '127.0.0.1',
      drainDelay: 0,
      ...options,
    })
    try {
      const base = { port: server.port, ca: pki.ca, agent: false as const }
      await run((path, body, more = {}) => fetchFrom({ ...base, path, ...more }, body), server)
    } finally {
      await server.stop()
    }
  }

  test('reviews, probes and metrics over TLS', async () => {
    const seen: unknown[] = []
    await serving(
      async (get) => {
        const denied = await get('/validate?timeout=5s', reviewOf(pod(privileged), { uid: 'u' }))
        expect(denied).toMatchObject({ status: 200, headers: { 'content-type': 'application/json' } })
        expect(responseOf(denied.body)).toMatchObject({ uid: 'u', allowed: false })
        await get('/mutate', reviewOf(pod(hardened)))
        await get('/validate', '{}')
        expect(await get('/healthz')).toMatchObject({ status: 200, body: 'ok\n' })
        expect(await get('/readyz')).toMatchObject({ status: 200, body: 'ok\n' })
        const { body } = await get('/metrics')
        const lines = body.split('\n')
        expect(lines).toContain(
          'regraft_admission_reviews_total{endpoint="validate",operation="CREATE",outcome="denied"} 1',
        )
        expect(lines).toContain(
          'regraft_admission_findings_total{endpoint="validate",rule="kubernetes/privileged",severity="high"} 1',
        )
        expect(lines).toContain('regraft_admission_refusals_total{endpoint="validate",status="400"} 1')
        expect(lines).toContain('regraft_admission_duration_seconds_count{endpoint="mutate"} 1')
        expect(lines).toContain('regraft_admission_in_flight 0')
        expect(body).toMatch(/^regraft_admission_certificate_not_after_seconds 1?\d{9,10}$/m)
      },
      { onReview: ({ endpoint, status }) => seen.push([endpoint, status]) },
    )
    expect(seen).toEqual([
      ['validate', 200],
      ['mutate', 200],
      ['validate', 400],
    ])
  })

  test('what is no review gets a status that says why', async () => {
    await serving(
      async (get) => {
        const good = reviewOf(pod(hardened))
        const text = { headers: { 'content-type': 'text/plain' } }
        const large = 'x'.repeat(3000)
        const answers = await Promise.all([
          get('/validate', 'nonsense'),
          get('/validate', good.replace('/v1"', '/v1beta1"')),
          get('/other', good),
          get('/other'),
          get('/healthz', good),
          get('/validate', undefined),
          get('/validate', good, text),
          get('/validate', large),
          get('/mutate', [large.slice(0, 1500), large.slice(0, 1500)]),
        ])
        expect(answers.map(({ status }) => status)).toEqual([400, 400, 405, 404, 405, 405, 415, 413, 413])
        expect(JSON.parse(answers[1]?.body ?? '')).toMatchObject({
          kind: 'Status',
          status: 'Failure',
          code: 400,
          reason: 'BadRequest',
          message: expect.stringContaining('admissionReviewVersions: ["v1"]'),
        })
        const bytes = await get('/validate', [Buffer.from([0x22, 0xff, 0x22])])
        expect(JSON.parse(bytes.body).message).toContain('not UTF-8')
        const agent = new Agent({ keepAlive: true, maxSockets: 1 })
        const parts = Array.from({ length: 80 }, () => 'x'.repeat(100_000))
        for (const refused of [parts, parts.join('')])
          expect((await get('/validate', refused, { agent })).status).toBe(413)
        expect((await get('/validate', good, { agent })).status).toBe(200)
        agent.destroy()
      },
      { maxBodyBytes: 2048 },
    )
  })

  test('too many and too slow reviews are refused, and the next is answered', async () => {
    let release: () => void = () => {}
    const slow: Reviewer = {
      review: async (endpoint, body) => {
        if (body.includes('"slow"'))
          await new Promise<void>((resolve) => {
            release = resolve
          })
        return admission.review(endpoint, body)
      },
    }
    const held = reviewOf(pod(hardened), { uid: 'slow' })
    await serving(
      async (get) => {
        const first = get('/validate', held)
        while ((await get('/metrics')).body.includes('in_flight 0')) {}
        const second = await get('/validate', reviewOf(pod(hardened)))
        expect(second).toMatchObject({ status: 429, headers: { 'retry-after': '1' } })
        expect(await first).toMatchObject({ status: 504, headers: { connection: 'close' } })
        expect((await get('/validate', reviewOf(pod(hardened)))).status).toBe(200)
        release()
      },
      { maxInFlight: 1, timeout: 300 },
      slow,
    )
  })

  test('bodies that are held together may not be too many, nor may a client that leaves be a failure', async () => {
    const waiting: (() => void)[] = []
    const slow: Reviewer = {
      review: async (endpoint, body) => {
        await new Promise<void>((resolve) => waiting.push(resolve))
        return admission.review(endpoint, body)
      },
    }
    const statuses: number[] = []
    const body = reviewOf(pod(hardened, { name: 'a', annotations: { a: 'x'.repeat(3000) } }))
    await serving(
      async (get, { port }) => {
        const eight = Array.from({ length: 8 }, () => get('/validate', body))
        while (waiting.length < 8) await get('/healthz')
        expect(await get('/validate', body)).toMatchObject({ status: 429 })
        for (const go of waiting) go()
        expect((await Promise.all(eight)).map(({ status }) => status)).toEqual(Array(8).fill(200))
        const leaving = connect({ port, host: '127.0.0.1', ca: pki.ca, servername: 'localhost' }, () => {
          leaving.write(
            'POST /validate HTTP/1.1\r\nhost: a\r\ncontent-type: application/json\r\ncontent-length: 9\r\n\r\n{',
          )
          setTimeout(() => leaving.destroy(), 20)
        })
        while (statuses.length < 10) await get('/healthz')
        expect(statuses.slice(8)).toEqual([200, 400])
      },
      { maxBodyBytes: Buffer.byteLength(body), onReview: ({ status }) => statuses.push(status) },
      slow,
    )
  })

  test('a new certificate is served as soon as its link is turned; a wrong one never', async () => {
    const errors: RegraftError[] = []
    const next = pki.issue('next')
    await serving(
      async (get) => {
        expect((await get('/healthz')).server).toBe('localhost')
        pki.mount(pki.mix(next, 'issued-0'))
        while (errors.length === 0) await get('/healthz')
        expect(errors[0]).toMatchObject({ code: 'ADMISSION_CERTIFICATE' })
        expect((await get('/healthz')).server).toBe('localhost')
        pki.mount(next)
        let served = ''
        for (let i = 0; i < 200 && served !== 'next'; i++) {
          const got = await get('/validate', reviewOf(pod(hardened)))
          expect(got.status).toBe(200)
          served = got.server
        }
        expect(served).toBe('next')
        expect((await get('/metrics')).body).toContain('certificate_loads_total{outcome="loaded"} 2')
      },
      { reloadInterval: 20, onCertificateError: (error) => errors.push(error) },
    )
  })

  test('with a client CA, reviews need a certificate and probes do not', async () => {
    const client = pki.issue('api-server')
    const identity = { cert: pki.read(client, 'tls.crt'), key: pki.read(client, 'tls.key') }
    await serving(
      async (get) => {
        expect((await get('/validate', reviewOf(pod(hardened)))).status).toBe(403)
        expect((await get('/healthz')).status).toBe(200)
        expect((await get('/validate', reviewOf(pod(hardened)), identity)).status).toBe(200)
      },
      { tls: { ...pki.files, clientCa: pki.caFile } },
    )
  })

  test('nothing older than TLS 1.2', async () => {
    await serving(async (get) => {
      const old = { minVersion: 'TLSv1', maxVersion: 'TLSv1.1', ciphers: 'DEFAULT@SECLEVEL=0' }
      await expect(get('/healthz', undefined, old)).rejects.toThrow(/protocol|alert/i)
      expect(
        (await get('/healthz', undefined, { minVersion: 'TLSv1.2', maxVersion: 'TLSv1.2' })).status,
      ).toBe(200)
    })
  })

  test('a stopping server is not ready, serves what still comes, then is gone', async () => {
    await serving(
      async (get, server) => {
        const stopped = server.stop()
        expect((await get('/readyz')).status).toBe(503)
        expect((await get('/healthz')).status).toBe(200)
        const late = await get('/validate', reviewOf(pod(privileged)))
        expect(late).toMatchObject({ status: 200, headers: { connection: 'close' } })
        await stopped
        await expect(get('/healthz')).rejects.toMatchObject({ code: 'ECONNREFUSED' })
      },
      { drainDelay: 300 },
    )
  })

  test('files that are no certificate, a port that is taken', async () => {
    const missing = serveAdmission(admission, { tls: { cert: '/none.crt', key: '/none.key' }, port: 0 })
    await expect(missing).rejects.toMatchObject({ code: 'ADMISSION_CERTIFICATE' })
    await serving(async (_, { port }) => {
      const second = serveAdmission(admission, { tls: pki.files, port, host: '127.0.0.1' })
      await expect(second).rejects.toMatchObject({ code: 'ADMISSION_LISTEN' })
    })
  })
})

describe('review threads', () => {
  test('answer as this thread does, and outlive a review that is given up', async () => {
    const threads = await ReviewThreads.start({ bundles: [] }, 1)
    try {
      const body = reviewOf(deployment(privileged))
      expect(await threads.review('validate', body)).toEqual(await admission.review('validate', body))
      await expect(threads.review('validate', '{}')).rejects.toMatchObject({ status: 400 })
      const many = Array.from({ length: 400 }, (_, i) => ({ ...privileged, name: `c${i}` }))
      const spec = { containers: many }
      const large = reviewOf({ ...pod(hardened), spec }, { uid: 'large' })
      const given = threads.review('validate', large, AbortSignal.timeout(10))
      const waiting = threads.review('validate', body, AbortSignal.timeout(10))
      const patient = threads.review('validate', body)
      await expect(given).rejects.toMatchObject({ status: 504 })
      await expect(waiting).rejects.toMatchObject({ status: 504 })
      expect((await patient).outcome).toBe('denied')
    } finally {
      await threads.close()
    }
  })

  test('a policy that does not load is told', async () => {
    const bundles = [{ id: 'mine', bundle: new Uint8Array([1, 2, 3]) }]
    await expect(ReviewThreads.start({ bundles }, 1)).rejects.toMatchObject({ name: 'RegraftError' })
  })
})
