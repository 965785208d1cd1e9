import { request } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import { beforeAll, describe, expect, it } from 'vitest'
import { built, clean, insecure, keys, Served, token, why } from './served.ts'

/** Parallel requests; the whole number is 1,000. */
const many = Number(process.env['REGRAFT_HTTP_REQUESTS'] ?? 60)

async function withService(
  limits: NonNullable<ConstructorParameters<typeof Served>[0]>['limits'],
  work: (at: Served) => Promise<void>,
): Promise<void> {
  const at = new Served(limits === undefined ? {} : { limits })
  await at.start()
  try {
    await work(at)
  } finally {
    await at.stop()
  }
}

/** Milliseconds until something holds. */
async function until(holds: () => boolean | Promise<boolean>): Promise<number> {
  const started = performance.now()
  while (!(await holds())) {
    if (performance.now() - started > 10_000) throw new Error('it never came')
    await sleep(5)
  }
  return performance.now() - started
}

describe.skipIf(!built)(`the service under load${why}`, () => {
  it('serves or refuses parallel requests, and nothing between', async () => {
    await withService({ workers: 2, waiting: 20 }, async (at) => {
      const answers = await Promise.all(
        Array.from({ length: many }, () => at.post('/v1/heal', { files: { 'main.tf': insecure } })),
      )
      for (const { status, body, headers } of answers) {
        if (status === 200) expect(body.files).toEqual({ 'main.tf': clean })
        else expect([status, body.code, headers.get('retry-after')]).toEqual([429, 'BUSY', '1'])
      }
      expect(answers.filter(({ status }) => status === 200).length).toBeGreaterThanOrEqual(22)
      expect((await at.post('/v1/heal', { files: { 'main.tf': insecure } })).status).toBe(200)
    })
  })

  it('ends a run that takes too long', async () => {
    await withService({ workers: 1, runMs: 1500 }, async (at) => {
      const { status, body } = await at.post('/v1/heal', { files: keys(1500) })
      expect([status, body.code]).toEqual([422, 'TIME_LIMIT'])
      expect((await at.post('/v1/check', { files: { 'main.tf': clean } })).status).toBe(200)
    })
  })
})

describe.skipIf(!built)(`the service with one worker${why}`, () => {
  const at = new Served({ limits: { workers: 1, waiting: 1, answerBytes: 60_000 } })
  beforeAll(() => at.start())

  it('ends a run whose client went away, and answers others meanwhile', async () => {
    const leaving = new AbortController()
    let over = false
    const gone = at.post('/v1/heal', { files: keys(1000) }, { signal: leaving.signal }).finally(() => {
      over = true
    })
    gone.catch(() => undefined)
    await sleep(150)
    const waiting = at.post('/v1/heal', { files: { 'main.tf': insecure } })
    await until(async () => (await at.post('/v1/check', { files: { 'main.tf': clean } })).status === 429)
    expect((await at.ask('/healthz')).status).toBe(200)
    expect(over).toBe(false)
    leaving.abort()
    await expect(gone).rejects.toThrow('abort')
    // The heal alone takes seconds; its worker was ended, and another took the place.
    expect((await waiting).body.files).toEqual({ 'main.tf': clean })
  })

  it('refuses an answer that is too large', async () => {
    const { status, body } = await at.post('/v1/check', { files: keys(150) })
    expect([status, body.code]).toEqual([422, 'ANSWER_TOO_LARGE'])
  })

  it('survives clients that break off while they send', async () => {
    const headers = {
      authorization: `Bearer ${token}`,
      'content-type': 'application/json',
      'content-length': 5000,
    }
    for (let i = 0; i < 5; i++) {
      const half = request(`${at.url}/v1/heal`, { method: 'POST', headers })
      half.on('error', () => undefined)
      half.write('{"files":')
      await sleep(10)
      half.destroy()
    }
    // Their places are free again.
    await until(async () => (await at.post('/v1/check', { files: { 'a.tf': clean } })).status === 200)
  })

  it('lets what runs end when it stops, and takes nothing new', async () => {
    const running = at.post('/v1/heal', { files: keys(40) })
    await sleep(100)
    const stopped = at.stop()
    const { status, body } = await running
    expect([status, body.report.summary.healed]).toEqual([200, 40])
    await stopped
    await expect(fetch(`${at.url}/healthz`)).rejects.toThrow()
  })
})
