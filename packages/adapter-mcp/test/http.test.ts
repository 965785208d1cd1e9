import { request } from 'node:http'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { agent, built, call, type Era, Reached, token, why } from './agent.ts'
import { clean, Folder, insecure } from './folder.ts'

/** Parallel calls; the whole number is 1,000. */
const many = Number(process.env['REGRAFT_MCP_CALLS'] ?? 60)

const at = new Folder().write({ 'main.tf': insecure, 'other/main.tf': clean })
const many100 = Object.fromEntries(Array.from({ length: 100 }, (_, i) => [`m${i}/main.tf`, insecure]))
const large = new Folder().write(many100)
let small: Reached
let wide: Reached

beforeAll(async () => {
  if (!built) return
  small = new Reached([at.path])
  wide = new Reached(['--allow-write', large.path])
  await Promise.all([small.start(), wide.start()])
})
afterAll(async () => {
  if (built) expect(await Promise.all([small.stop(), wide.stop()])).toEqual([0, 0])
  for (const folder of [at, large]) folder.remove()
})

describe.skipIf(!built).each<Era>(['legacy', 'auto'])(`over streamable HTTP, %s${why}`, (era) => {
  it('checks, heals and explains', async () => {
    const client = agent(era)
    await small.connect(client)
    expect((await call(client, 'check')).data).toMatchObject({ root: at.path, total: 1 })
    expect((await call(client, 'heal')).data).toMatchObject({ written: false, summary: { healed: 1 } })
    expect((await call(client, 'explain', { rule: 'aws/kms-rotation' })).data.id).toBe('aws/kms-rotation')
    expect((await call(client, 'check', { root: '/etc' })).code).toBe('PATH_OUTSIDE')
    await client.close()
    expect(at.read('main.tf')).toBe(insecure)
  })

  it('goes by the roots of the client, which only narrow', async () => {
    const inner = agent(era, [`${at.uri}/other`])
    await small.connect(inner)
    expect((await call(inner, 'check')).data).toMatchObject({ root: at.at('other'), total: 0 })
    expect((await call(inner, 'check', { root: at.path })).code).toBe('PATH_OUTSIDE')
    await inner.close()
    const outer = agent(era, ['file:///'])
    await small.connect(outer)
    expect((await call(outer, 'check')).data.root).toBe(at.path)
    expect((await call(outer, 'check', { root: large.path })).code).toBe('PATH_OUTSIDE')
    await outer.close()
    const none = agent(era, ['file:///is/not/there'])
    await small.connect(none)
    expect((await call(none, 'check')).code).toBe('FOLDER_NONE')
    await none.close()
  })

  it('pages, and says when the list has changed', async () => {
    const client = agent(era)
    await wide.connect(client)
    const files: string[] = []
    let cursor: string | undefined
    do {
      const { data, text } = await call(client, 'check', { limit: 40, ...(cursor ? { cursor } : {}) })
      expect(text.length).toBeLessThan(60_000)
      files.push(...data.findings.map(({ file }: { file: string }) => file))
      cursor = data.nextCursor
    } while (cursor !== undefined)
    expect(files).toEqual(Object.keys(many100).sort())
    const { data } = await call(client, 'check', { limit: 40 })
    expect((await call(client, 'check', { skipRules: ['*'], cursor: data.nextCursor })).code).toBe('CURSOR')
    await client.close()
  })

  it('tells of progress, and ends a call that is cancelled before anything is written', async () => {
    const client = agent(era)
    await wide.connect(client)
    const told: number[] = []
    const stop = new AbortController()
    const onprogress = ({ progress, message }: { progress: number; message?: string }): void => {
      if (message !== 'healing') return
      told.push(progress)
      stop.abort()
    }
    const healing = call(client, 'heal', { write: true }, { onprogress, signal: stop.signal })
    await expect(healing).rejects.toThrow()
    expect(told.length).toBeGreaterThan(0)
    // The next call waits for what still runs.
    expect((await call(client, 'check')).data.summary.open).toBe(100)
    expect(large.files().filter((name) => name.includes('.regraft'))).toEqual([])
    await client.close()
  })
})

describe.skipIf(!built)(`the endpoint${why}`, () => {
  const ping = { jsonrpc: '2.0', id: 1, method: 'ping' }

  async function ask(
    headers: { readonly [name: string]: string },
    body: unknown = ping,
    path = '',
  ): Promise<number> {
    const all = {
      'content-type': 'application/json',
      accept: 'application/json, text/event-stream',
      authorization: `Bearer ${token}`,
      ...headers,
    }
    return new Promise((resolve, reject) => {
      const asked = request(small.url + path, { method: 'POST', headers: all }, (response) => {
        response.resume()
        resolve(response.statusCode ?? 0)
      })
      asked.once('error', reject)
      asked.end(typeof body === 'string' ? body : JSON.stringify(body))
    })
  }

  it('refuses other names, origins, tokens and paths', async () => {
    expect(await ask({ host: 'evil.example' })).toBe(403)
    expect(await ask({ host: 'localhost.evil.example:80' })).toBe(403)
    expect(await ask({ origin: 'https://evil.example' })).toBe(403)
    expect(await ask({ origin: 'null' })).toBe(403)
    expect(await ask({ authorization: '' })).toBe(401)
    expect(await ask({ authorization: `Bearer ${token}x` })).toBe(401)
    expect(await ask({}, ping, '/../etc')).toBe(404)
    expect(await ask({ 'mcp-session-id': 'none' })).toBe(404)
  })

  it('refuses large and broken bodies', async () => {
    expect(await ask({}, ' '.repeat(1024 * 1024 + 1))).toBe(413)
    expect(await ask({}, '{"jsonrpc":')).toBe(400)
    expect(await ask({ 'content-type': 'text/plain' })).toBe(415)
  })

  it('keeps few sessions, and serves a client whose session is gone', async () => {
    const oldest = agent('legacy')
    await small.connect(oldest)
    const params = {
      protocolVersion: '2025-06-18',
      capabilities: {},
      clientInfo: { name: 'a', version: '1' },
    }
    for (let i = 0; i < 64; i++) expect(await ask({}, { ...ping, method: 'initialize', params })).toBe(200)
    await expect(call(oldest, 'check')).rejects.toThrow()
    await oldest.close()
    await small.connect(oldest)
    expect((await call(oldest, 'check')).data.total).toBe(1)
    await oldest.close()
  })

  it('serves or refuses parallel calls, and nothing between', async () => {
    const client = agent('auto')
    await small.connect(client)
    const calls = await Promise.all(Array.from({ length: many }, () => call(client, 'heal')))
    for (const { data, code } of calls)
      if (code === undefined) expect(data.files).toEqual(['main.tf'])
      else expect(code).toBe('BUSY')
    expect(calls.filter(({ code }) => code === undefined).length).toBeGreaterThanOrEqual(32)
    expect((await call(client, 'check')).data.total).toBe(1)
    await client.close()
  })
})
