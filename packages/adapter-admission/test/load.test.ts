import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { Agent } from 'node:https'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { hasOpenssl, Pki } from './certificates.ts'
import { fetchFrom } from './client.ts'
import { deployment, hardened, healable, pod, privileged, responseOf, reviewOf } from './reviews.ts'

/** `REGRAFT_LOAD=60` loads the server for a minute; it prints what it measured. */
const seconds = Number(process.env['REGRAFT_LOAD'] ?? 1)
const rate = Number(process.env['REGRAFT_LOAD_RATE'] ?? (seconds > 1 ? 200 : 80))

/** Seconds between two objects of a megabyte; 0: none. */
const pause = Number(process.env['REGRAFT_LOAD_LARGE'] ?? 2)

/** One kind of request, and whether an answer to it is right. */
interface Case {
  readonly path: string
  readonly body: (uid: string) => string
  readonly right: (status: number, body: string, uid: string) => boolean
}

const verdict =
  (allowed: boolean, patch?: string): Case['right'] =>
  (status, body, uid) => {
    const response = status === 200 ? responseOf(body) : undefined
    return response?.uid === uid && response.allowed === allowed && response.patch === patch
  }

/** What heal does to the file of the object, as another test proves. */
const dropAll = [
  {
    op: 'add',
    path: '/spec/template/spec/containers/0/securityContext/capabilities',
    value: { drop: ['ALL'] },
  },
]
const expected = Buffer.from(JSON.stringify(dropAll)).toString('base64')

/** A ConfigMap and a Deployment of a megabyte each. */
const largeMap = {
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name: 'large' },
  data: Object.fromEntries(Array.from({ length: 1000 }, (_, i) => [`key${i}`, 'x'.repeat(1000)])),
}
const large = deployment(
  {
    ...privileged,
    env: Array.from({ length: 10_000 }, (_, i) => ({ name: `NAME_${i}`, value: 'x'.repeat(70) })),
  },
  { name: 'large' },
)

const cases: readonly Case[] = [
  { path: '/validate', body: (uid) => reviewOf(pod(hardened), { uid }), right: verdict(true) },
  { path: '/validate', body: (uid) => reviewOf(deployment(privileged), { uid }), right: verdict(false) },
  { path: '/mutate', body: (uid) => reviewOf(deployment(healable), { uid }), right: verdict(true, expected) },
  { path: '/mutate', body: (uid) => reviewOf(pod(hardened), { uid }), right: verdict(true) },
]
const malformed: Case = {
  path: '/validate',
  body: (uid) => `{"uid":"${uid}"`,
  right: (status) => status === 400,
}
const larger: readonly Case[] = [
  { path: '/validate', body: (uid) => reviewOf(largeMap, { uid }), right: verdict(true) },
  { path: '/validate', body: (uid) => reviewOf(large, { uid }), right: verdict(false) },
]

/** Every tenth is malformed, and now and then one is large. */
function caseOf(i: number): Case {
  const every = Math.round(pause * rate)
  if (every > 0 && i % every === every >> 2) return larger[Math.floor(i / every) & 1] as Case
  return i % 10 === 9 ? malformed : (cases[i % cases.length] as Case)
}

/** Connections of the sender; what waits for one is late, and counts as such. */
const atOnce = 64

class Webhook {
  readonly pki = new Pki()
  readonly process
  #err = ''

  constructor() {
    const bin = fileURLToPath(new URL('../bin/regraft-admission.js', import.meta.url))
    const { cert, key } = this.pki.files
    const args = ['--cert', cert, '--key', key, '--port', '0', '--host', '127.0.0.1', '--drain-delay', '2500']
    this.process = spawn(process.execPath, [bin, ...args], { stdio: ['ignore', 'ignore', 'pipe'] })
    this.process.stderr.on('data', (chunk: Buffer) => {
      this.#err += chunk
    })
  }

  get said(): string {
    return this.#err
  }

  async port(): Promise<number> {
    for (;;) {
      const port = /listens on port (\d+)/.exec(this.#err)?.[1]
      if (port !== undefined) return Number(port)
      if (this.process.exitCode !== null) throw new Error(this.#err)
      await new Promise((resolve) => setTimeout(resolve, 20))
    }
  }

  /** Resident memory in MiB, where the system tells. */
  get memory(): number {
    try {
      const status = readFileSync(`/proc/${this.process.pid}/status`, 'utf8')
      return Math.round(Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]) / 1024)
    } catch {
      return 0
    }
  }
}

const quantile = (sorted: readonly number[], q: number): string =>
  (sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * q))] ?? 0).toFixed(1)

test.skipIf(!hasOpenssl)(
  `${rate} reviews a second for ${seconds} s: no wrong verdict, a new certificate meanwhile, none lost by SIGTERM`,
  async () => {
    const webhook = new Webhook()
    const ended = new Promise<number | null>((resolve) => webhook.process.once('exit', resolve))
    try {
      const base = { port: await webhook.port(), ca: webhook.pki.ca }
      const newAgent = (): Agent => new Agent({ keepAlive: true, maxSockets: atOnce })
      const agents = [newAgent()]
      let turns = 1
      let again = 0
      const times: number[] = []
      const wrong: string[] = []
      const servers = new Set<string>()
      let answered = 0
      let open = 0
      // Times begin when a review was due, not when there was a connection for it.
      const review = async (i: number, due = performance.now()): Promise<void> => {
        open++
        const { path, body, right } = caseOf(i)
        const uid = `uid-${i}`
        const text = body(uid)
        try {
          let got = await fetchFrom({ ...base, path, agent: agents.at(-1) }, text)
          // As client-go does: what is answered with 429 is sent again.
          for (let tries = 0; got.status === 429 && tries < 10; tries++) {
            again++
            await new Promise((resolve) => setTimeout(resolve, 1000))
            got = await fetchFrom({ ...base, path, agent: agents.at(-1) }, text)
          }
          if (text.length < 100_000) times.push(performance.now() - due)
          if (got.server !== '') servers.add(got.server)
          if (!right(got.status, got.body, uid))
            wrong.push(`${i} ${path}: ${got.status} ${got.body.slice(0, 300)}`)
        } catch (error) {
          wrong.push(`${i} ${path}: ${String(error)}`)
        }
        answered++
        open--
      }
      // What is compiled once and for all is not part of the measure.
      for (let i = 0; i < 300; i++) await review(i)
      times.length = answered = 0

      const memory = [webhook.memory]
      const running: Promise<void>[] = []
      const started = performance.now()
      let sent = 0
      let ready = true
      let swapped = false
      let stopping: Promise<unknown> | undefined
      while (ready) {
        const elapsed = (performance.now() - started) / 1000
        for (; sent < elapsed * rate && ready && open < atOnce; sent++)
          running.push(review(sent, started + (sent / rate) * 1000))
        if (!swapped && elapsed > seconds / 2) {
          webhook.pki.mount(webhook.pki.issue('next'))
          swapped = true
        }
        // Connections end and begin, as those of a client with a new configuration do.
        if (elapsed > turns * 5) {
          agents.push(newAgent())
          // No review takes so long that it still runs on this one.
          if (agents.length > 3) agents.shift()?.destroy()
          turns++
        }
        if (elapsed > memory.length * 10) memory.push(webhook.memory)
        if (stopping === undefined && elapsed > seconds && sent >= rate * seconds) {
          memory.push(webhook.memory)
          webhook.process.kill('SIGTERM')
          // As the kubelet does; a server that is not ready gets no more requests.
          stopping = (async () => {
            while (ready) {
              ready = (await fetchFrom({ ...base, path: '/readyz', agent: false })).status === 200
              await new Promise((resolve) => setTimeout(resolve, 100))
            }
          })()
        }
        await new Promise((resolve) => setTimeout(resolve, 4))
      }
      await Promise.all([...running, stopping])
      times.sort((a, b) => a - b)
      const said = [0.5, 0.95, 0.99, 1].map((q) => `p${q * 100} ${quantile(times, q)}`).join(', ')
      process.stderr.write(
        `${sent} reviews, ${again} sent again, ${said} ms; resident ${memory.join(', ')} MiB\n`,
      )
      for (const agent of agents) agent.destroy()
      expect(wrong.length, wrong.slice(0, 5).join('\n')).toBe(0)
      expect(answered).toBe(sent)
      expect(sent).toBeGreaterThanOrEqual(rate * seconds)
      expect([...servers]).toEqual(seconds > 12 ? ['localhost', 'next'] : ['localhost'])
      expect(await ended).toBe(0)
      expect(webhook.said.trim().split('\n')).toHaveLength(1)
    } finally {
      webhook.process.kill('SIGKILL')
      webhook.pki.remove()
    }
  },
  (seconds + 60) * 1000,
)

describe.skipIf(!hasOpenssl)('the command', () => {
  const run = async (...args: string[]): Promise<{ readonly code: number | null; readonly err: string }> => {
    const bin = fileURLToPath(new URL('../bin/regraft-admission.js', import.meta.url))
    const child = spawn(process.execPath, [bin, ...args], { stdio: ['ignore', 'ignore', 'pipe'] })
    let err = ''
    child.stderr.on('data', (chunk: Buffer) => {
      err += chunk
    })
    return new Promise((resolve) => child.once('close', (code) => resolve({ code, err })))
  }

  test('ends with 2 and says what is wrong', async () => {
    const missing = await run('--cert=/none', '--key=/none')
    expect(missing).toMatchObject({ code: 2, err: expect.stringContaining('(ADMISSION_CERTIFICATE)') })
    const pki = new Pki()
    try {
      const { cert, key } = pki.files
      const bundle = await run('--cert', cert, '--key', key, '--policy=/none.tar.gz')
      expect(bundle).toMatchObject({ code: 2, err: expect.stringContaining('/none.tar.gz') })
    } finally {
      pki.remove()
    }
  })
})
