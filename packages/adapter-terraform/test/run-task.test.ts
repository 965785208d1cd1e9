import { existsSync } from 'node:fs'
import { createServer } from 'node:http'
import { fileURLToPath } from 'node:url'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createRunTaskServer, type Done, type RunTaskOptions, type RunTaskServer } from '../src/index.ts'
import { callbackPath, Hcp, key, origin, planOf, post } from './hcp.ts'

/** `npm test` builds first; a lone vitest may meet a clone where nothing is built. */
const built = existsSync(fileURLToPath(new URL('../dist/worker.js', import.meta.url)))
if (!built) process.stdout.write('skipped: adapter-terraform is not built\n')

/** Tasks that are sent at once; REGRAFT_TASKS=1000 for the whole. */
const many = Number(process.env['REGRAFT_TASKS'] ?? 60)

let hcp: Hcp
let task: RunTaskServer
let done: Done[]
let url: string

/** Serves with these options; with none the server that the whole file shares. */
async function serve(options?: Partial<RunTaskOptions>): Promise<void> {
  task = options === undefined ? shared : await started(options)
  url = `${origin(task.server)}/`
}

async function started(options: Partial<RunTaskOptions>): Promise<RunTaskServer> {
  const made = createRunTaskServer({
    keys: [key],
    hosts: [hcp.api, hcp.archivist],
    onDone: (one) => done.push(one),
    ...options,
    limits: { workers: 1, retryMs: 1, ...options.limits },
  })
  await new Promise<void>((resolve) => made.server.listen(0, '127.0.0.1', resolve))
  return made
}

/** Until so many tasks were told to the log. */
async function logged(count: number): Promise<void> {
  while (done.length < count) await new Promise((resolve) => setTimeout(resolve, 2))
}

let shared: RunTaskServer
beforeAll(async () => {
  hcp = new Hcp('')
  await hcp.listen()
  shared = await started({})
})
afterAll(async () => {
  await shared.close()
  await hcp.close()
})
beforeEach(() => {
  hcp.clear(planOf([true, false]))
  done = []
})
afterEach(async () => {
  // HCP Terraform knows a result a moment before the log does.
  if (task === shared) await logged(hcp.results)
  else await task.close()
})

describe.skipIf(!built)('a run task', () => {
  it('is judged: every request as HCP Terraform expects it', async () => {
    await serve({ detailsUrl: 'https://wiki.example.com/regraft' })
    const answer = await post(url, hcp.request('tr-1'))
    expect([answer.status, await answer.text()]).toEqual([200, ''])
    await hcp.ended('tr-1')
    const common = { authorization: 'Bearer token-of-tr-1' }
    const callback = {
      ...common,
      method: 'PATCH',
      path: callbackPath('tr-1'),
      type: 'application/vnd.api+json',
    }
    expect(hcp.seen.map(({ body: _, ...rest }) => rest)).toEqual([
      callback,
      { ...common, method: 'GET', path: '/api/v2/plans/plan-6AFmRJW1PFJ7qbAh/json-output', type: undefined },
      // Another server: the token is not for it.
      { method: 'GET', path: '/v1/object/dmF1bHQ6djE6', authorization: undefined, type: undefined },
      callback,
    ])
    const details = 'https://wiki.example.com/regraft'
    expect(hcp.callbacks('tr-1')).toEqual([
      {
        data: {
          type: 'task-results',
          attributes: { status: 'running', message: 'regraft judges the plan', url: details },
        },
      },
      {
        data: {
          type: 'task-results',
          attributes: { status: 'failed', message: '1 low in 2 resources', url: details },
          relationships: {
            outcomes: {
              data: [
                {
                  type: 'task-result-outcomes',
                  attributes: {
                    'outcome-id': 'aws/kms-rotation',
                    description: 'KMS key is never rotated: aws_kms_key.k[1]',
                    tags: {
                      Status: [{ label: 'Failed', level: 'error' }],
                      Severity: [{ label: 'Low', level: 'info' }],
                    },
                    body: expect.stringMatching(/\n\n- ` aws_kms_key\.k\[1\] `: the key is not rotated\n$/),
                    url: expect.stringMatching(/^https:\/\//),
                  },
                },
              ],
            },
          },
        },
      },
    ])
    await logged(1)
    expect(done).toEqual([{ task: 'tr-1', status: 'failed', message: '1 low in 2 resources' }])
  })

  it('passes where nothing is found, or nothing that is bad enough', async () => {
    await serve({ failOn: 'medium' })
    await post(url, hcp.request('tr-1'))
    await hcp.ended('tr-1')
    hcp.plan = planOf([true])
    await post(url, hcp.request('tr-2'))
    await hcp.ended('tr-2')
    expect(hcp.result('tr-1')).toEqual({ status: 'passed', message: '1 low in 2 resources' })
    expect(hcp.result('tr-2')).toEqual({ status: 'passed', message: 'Nothing found in 1 resources' })
    const [outcome] = hcp.callbacks('tr-1')[1].data.relationships.outcomes.data
    expect(outcome.attributes.tags.Status).toEqual([{ label: 'Passed', level: 'none' }])
  })

  it('has no outcomes where they are not understood', async () => {
    await serve()
    await post(url, hcp.request('tr-1', { capabilities: {} }))
    await hcp.ended('tr-1')
    expect(hcp.callbacks('tr-1')[1].data.relationships).toBeUndefined()
  })

  it('answers the request that only looks whether it is there', async () => {
    await serve()
    const test = { access_token: 'test-token', task_result_enforcement_level: 'test', stage: 'test' }
    expect((await post(url, hcp.request('tr-1', test))).status).toBe(200)
    expect((await fetch(`${url}healthz`)).status).toBe(200)
    // What is taken now would come after it.
    await post(url, hcp.request('tr-2'))
    await logged(1)
    expect(done.map(({ task: id }) => id)).toEqual(['tr-2'])
  })

  it('that is sent twice is done once', async () => {
    await serve()
    await Promise.all([1, 2, 3].map(() => post(url, hcp.request('tr-1'))))
    await logged(1)
    await post(url, hcp.request('tr-2'))
    await logged(2)
    expect(done.map(({ task: id }) => id)).toEqual(['tr-1', 'tr-2'])
  })

  it('gets nothing of the markup that a plan holds', async () => {
    const name = '`</script>[x](javascript:1)\\n# a|'
    hcp.plan = planOf([false], name)
    await serve()
    await post(url, hcp.request('tr-1'))
    await hcp.ended('tr-1')
    const [outcome] = hcp.callbacks('tr-1')[1].data.relationships.outcomes.data
    expect(outcome.attributes.body).toContain('- `` aws_kms_key.`</script>[x](javascript:1)')
    expect(outcome.attributes.body.split('\n- ')).toHaveLength(2)
  })
})

describe.skipIf(!built)('refused at once', () => {
  beforeEach(() => serve())
  afterEach(() => expect(hcp.seen).toEqual([]))

  it.each([
    ['a wrong signature', 401, () => post(url, hcp.request('tr-1'), 'ab'.repeat(64))],
    ['no signature', 401, () => fetch(url, { method: 'POST', body: hcp.request('tr-1') })],
    [
      'a signature of another body',
      401,
      async () => {
        const { signature } = await signed(hcp.request('tr-2'))
        return post(url, hcp.request('tr-1'), signature)
      },
    ],
    ['what is no JSON', 400, () => post(url, '{')],
    ['what is no object', 400, () => post(url, '[]')],
    ['another version', 400, () => post(url, hcp.request('tr-1', { payload_version: 2 }))],
    ['no id', 400, () => post(url, hcp.request('tr-1', { task_result_id: 1 }))],
    [
      'a token that would be two headers',
      400,
      () => post(url, hcp.request('tr-1', { access_token: 'a\r\nx: y' })),
    ],
    ['too much', 413, () => post(url, hcp.request('tr-1', { run_message: 'x'.repeat(300_000) }))],
    ['another path', 404, () => post(`${url}other`, hcp.request('tr-1'))],
    ['another method', 405, () => fetch(url)],
    [
      'a callback elsewhere',
      403,
      () => post(url, hcp.request('tr-1', { task_result_callback_url: 'http://169.254.169.254/latest' })),
    ],
    [
      'a plan elsewhere',
      403,
      () => post(url, hcp.request('tr-1', { plan_json_api_url: 'http://localhost:1/' })),
    ],
    ['a file', 403, () => post(url, hcp.request('tr-1', { plan_json_api_url: 'file:///etc/passwd' }))],
    [
      'an address with a password',
      400,
      () => post(url, hcp.request('tr-1', { plan_json_api_url: hcp.api.replace('//', '//u:p@') })),
    ],
  ] as const)('%s', async (_name, status, send) => {
    expect((await send()).status).toBe(status)
  })
})

async function signed(body: string): Promise<{ readonly signature: string }> {
  const { sign } = await import('../src/signature.ts')
  return { signature: sign(Buffer.from(body), key) }
}

describe.skipIf(!built)('what goes wrong shuts the gate', () => {
  const planPath = 'GET /api/v2/plans/plan-6AFmRJW1PFJ7qbAh/json-output'
  const cases: readonly (readonly [
    string,
    Partial<RunTaskOptions> | undefined,
    () => void,
    object,
    RegExp,
  ])[] = [
    [
      'a run without a plan',
      undefined,
      () => undefined,
      { stage: 'pre_plan', plan_json_api_url: undefined },
      /none at pre_plan/,
    ],
    [
      'what is no plan',
      undefined,
      () => {
        hcp.plan = '{"errors":[]}'
      },
      {},
      /What was sent as the plan is none/,
    ],
    [
      'half a plan',
      undefined,
      () => {
        hcp.plan = planOf([true]).slice(0, -9)
      },
      {},
      /The plan cannot be read/,
    ],
    [
      'a plan that is too large',
      { limits: { planBytes: 500 } },
      () => {
        hcp.plan = planOf(Array(50).fill(true))
      },
      {},
      /more than 500 bytes/,
    ],
    [
      'a plan that takes too long',
      { limits: { judgeMs: 1 } },
      () => {
        hcp.plan = planOf(Array(3000).fill(false))
      },
      {},
      /longer than 1 ms/,
    ],
    ['no access', {}, () => hcp.answers.set(planPath, [{ status: 401 }]), {}, /answered 401/],
    [
      'a redirect elsewhere',
      undefined,
      () => hcp.answers.set(planPath, [{ status: 307, headers: { location: 'http://169.254.169.254/' } }]),
      {},
      /169\.254\.169\.254, which is not allowed/,
    ],
    [
      'redirects in a circle',
      undefined,
      () =>
        hcp.answers.set(planPath, Array(4).fill({ status: 302, headers: { location: planPath.slice(4) } })),
      {},
      /redirects once too often/,
    ],
    [
      'a server that keeps failing',
      { limits: { tries: 3 } },
      () => hcp.answers.set(planPath, Array(3).fill({ status: 503 })),
      {},
      /answered 503/,
    ],
    [
      'a server that is silent',
      { limits: { tries: 2, callMs: 60 } },
      () => hcp.answers.set(planPath, Array(2).fill({ status: 200, hang: true })),
      {},
      /took too long/,
    ],
  ]
  it.each(cases)('%s', async (_name, options, prepare, more, message) => {
    prepare()
    await serve(options)
    expect((await post(url, hcp.request('tr-1', more))).status).toBe(200)
    await hcp.ended('tr-1')
    expect(hcp.result('tr-1')?.status).toBe('failed')
    expect(hcp.result('tr-1')?.message).toMatch(message)
    // And the next one is judged.
    hcp.plan = planOf([true])
    if (options?.limits?.judgeMs === undefined) {
      await post(url, hcp.request('tr-2'))
      await hcp.ended('tr-2')
      expect(hcp.result('tr-2')?.status).toBe('passed')
    }
  })

  it('tries again where that may help', async () => {
    hcp.answers.set(planPath, [
      { status: 204 },
      { status: 502 },
      { status: 429, headers: { 'retry-after': '0' } },
    ])
    hcp.answers.set(`PATCH ${callbackPath('tr-1')}`, [{ status: 500 }])
    await serve()
    await post(url, hcp.request('tr-1'))
    await hcp.ended('tr-1')
    expect(hcp.result('tr-1')).toEqual({ status: 'failed', message: '1 low in 2 resources' })
    expect(hcp.seen.filter(({ method }) => method === 'GET')).toHaveLength(5)
    expect(hcp.callbacks('tr-1').map(({ data }) => data.attributes.status)).toEqual([
      'running',
      'running',
      'failed',
    ])
  })

  it('a result that cannot be told is told to the log', async () => {
    hcp.answers.set(`PATCH ${callbackPath('tr-1')}`, [{ status: 200 }, { status: 404 }])
    await serve()
    await post(url, hcp.request('tr-1'))
    await logged(1)
    expect(done[0]?.problem).toMatch(/^PATCH .* answered 404$/)
  })
})

describe.skipIf(!built)('many at once', () => {
  it(`${many} tasks: each is done or refused, and none is lost`, async () => {
    const waiting = Math.floor(many / 2)
    await serve({ limits: { workers: 2, waiting } })
    const ids = Array.from({ length: many }, (_, i) => `tr-${i}`)
    const started = performance.now()
    const sent = await Promise.all(
      ids.map(async (id) => [id, (await post(url, hcp.request(id))).status] as const),
    )
    const taken = sent.filter(([, status]) => status === 200).map(([id]) => id)
    expect(sent.filter(([, status]) => status !== 200 && status !== 429)).toEqual([])
    expect(taken.length).toBeGreaterThanOrEqual(waiting)
    await hcp.ended(...taken)
    const seconds = (performance.now() - started) / 1000
    if (many >= 1000)
      process.stdout.write(`${taken.length} of ${many} taken, done in ${seconds.toFixed(1)} s\n`)
    expect(new Set(taken.map((id) => hcp.result(id)?.message))).toEqual(new Set(['1 low in 2 resources']))
    expect(ids.filter((id) => hcp.result(id) !== undefined)).toEqual(taken)
    // HCP Terraform asks again, and is served.
    const [refused] = ids.filter((id) => !taken.includes(id))
    if (refused !== undefined) {
      expect((await post(url, hcp.request(refused))).status).toBe(200)
      await hcp.ended(refused)
    }
  })

  it('a server that stops fails what waits, so that no run hangs', async () => {
    await serve({ limits: { workers: 1, waiting: 10 } })
    const ids = ['tr-1', 'tr-2', 'tr-3']
    for (const id of ids) expect((await post(url, hcp.request(id))).status).toBe(200)
    await task.close()
    expect(ids.map((id) => hcp.result(id)?.status)).toEqual(['failed', 'failed', 'failed'])
    expect(ids.slice(1).map((id) => hcp.result(id)?.message)).toEqual(
      Array(2).fill('regraft was stopped; run the task again'),
    )
    expect(done).toHaveLength(3)
  })
})

describe('mistakes of the caller', () => {
  beforeEach(() => {
    task = { server: createServer(), ready: Promise.resolve(), close: async () => undefined }
  })
  it.each([
    [{ keys: [] }],
    [{ keys: ['short'] }],
    [{ keys: [key], hosts: ['tfe.example.com/path'] }],
    [{ keys: [key], hosts: ['ftp://tfe.example.com'] }],
  ])('%j', (options) => {
    expect(() => createRunTaskServer(options)).toThrow(expect.objectContaining({ code: 'USAGE' }))
  })
})
