import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Json, JsonObject } from '@regraft/model'
import { isList } from '@regraft/model'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { parseAllDocuments } from 'yaml'
import { hasOpenssl, Pki } from './certificates.ts'
import { fetchFrom, type Got } from './client.ts'
import { deployment, hardened, healable, pod, privileged } from './reviews.ts'

// The programs of a control plane: with them the webhook is tried as the API server itself calls it.
const apiServer = process.env['REGRAFT_KUBE_APISERVER']
const etcd = process.env['REGRAFT_ETCD']
const given = hasOpenssl && apiServer !== undefined && etcd !== undefined
if (!given) process.stderr.write('skipped: REGRAFT_KUBE_APISERVER and REGRAFT_ETCD name no programs\n')

const base = fileURLToPath(new URL('../deploy/base/', import.meta.url))

function manifests(file: string): readonly JsonObject[] {
  return parseAllDocuments(readFileSync(join(base, file), 'utf8')).map((document) => document.toJS())
}

async function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0))
    })
  })
}

/** An etcd, an API server and the webhook, all on loopback. */
class Cluster {
  readonly pki = new Pki()
  readonly #children: ChildProcess[] = []
  #port = 0
  webhook: ChildProcess | undefined
  webhookPort = 0

  async start(): Promise<void> {
    const [client, peer] = [`http://127.0.0.1:${await freePort()}`, `http://127.0.0.1:${await freePort()}`]
    this.#port = await freePort()
    const at = (name: string): string => join(this.pki.folder, name)
    this.#run(
      etcd ?? '',
      '--data-dir',
      at('etcd'),
      '--listen-client-urls',
      client,
      '--advertise-client-urls',
      client,
      '--listen-peer-urls',
      peer,
      '--initial-advertise-peer-urls',
      peer,
      '--initial-cluster',
      `default=${peer}`,
    )
    spawnSync('openssl', ['genrsa', '-out', at('sa.key'), '2048'])
    spawnSync('openssl', ['rsa', '-in', at('sa.key'), '-pubout', '-out', at('sa.pub')])
    writeFileSync(at('tokens.csv'), 'token,admin,admin,"system:masters"\n')
    mkdirSync(at('generated'))
    const { cert, key } = this.pki.files
    this.#run(
      apiServer ?? '',
      '--etcd-servers',
      client,
      '--secure-port',
      `${this.#port}`,
      '--bind-address=127.0.0.1',
      '--tls-cert-file',
      cert,
      '--tls-private-key-file',
      key,
      '--cert-dir',
      at('generated'),
      '--service-account-key-file',
      at('sa.pub'),
      '--service-account-signing-key-file',
      at('sa.key'),
      '--service-account-issuer=https://kubernetes.default.svc',
      '--authorization-mode=RBAC',
      '--token-auth-file',
      at('tokens.csv'),
      '--service-cluster-ip-range=10.0.0.0/24',
      '--allow-privileged',
      '--disable-admission-plugins=ServiceAccount',
    )
    await this.#until(async () => (await this.call('/readyz')).status === 200)
    await this.#until(async () => (await this.call('/api/v1/namespaces/default')).status === 200)
    await this.serve()
  }

  async serve(...more: string[]): Promise<void> {
    if (this.webhookPort === 0) this.webhookPort = await freePort()
    const bin = fileURLToPath(new URL('../bin/regraft-admission.js', import.meta.url))
    const { cert, key } = this.pki.files
    const args = [
      '--cert',
      cert,
      '--key',
      key,
      '--host',
      '127.0.0.1',
      '--port',
      `${this.webhookPort}`,
      '--drain-delay=0',
    ]
    this.webhook = this.#run(process.execPath, bin, ...args, ...more)
    const get = { port: this.webhookPort, path: '/readyz', ca: this.pki.ca, agent: false as const }
    await this.#until(async () => (await fetchFrom(get)).status === 200)
  }

  async call(path: string, object?: Json, method?: string): Promise<Got> {
    const type = method === 'PATCH' ? 'application/merge-patch+json' : 'application/json'
    const headers = { authorization: 'Bearer token', 'content-type': type }
    const options = { port: this.#port, path, ca: this.pki.ca, agent: false as const, headers }
    return fetchFrom(
      { ...options, ...(method ? { method } : {}) },
      object === undefined ? undefined : JSON.stringify(object),
    )
  }

  /** The manifests of `deploy`, but for the address, which is a Service's there. */
  async register(): Promise<void> {
    for (const configuration of manifests('webhooks.yaml')) {
      const { webhooks } = configuration
      const there = (isList(webhooks) ? webhooks : []).map((webhook) => {
        const path = String(Object(Object(Object(webhook).clientConfig).service).path)
        const url = `https://127.0.0.1:${this.webhookPort}${path}`
        return { ...Object(webhook), clientConfig: { url, caBundle: this.pki.ca.toString('base64') } }
      })
      const resource = `${String(configuration['kind']).toLowerCase()}s`
      const made = await this.call(`/apis/admissionregistration.k8s.io/v1/${resource}`, {
        ...configuration,
        webhooks: there,
      })
      expect(made.status, made.body).toBe(201)
    }
    const probe = { ...pod(privileged), metadata: { name: 'probe' } }
    // Every API server learns of a configuration a little later.
    await this.#until(
      async () => (await this.call('/api/v1/namespaces/default/pods?dryRun=All', probe)).status === 403,
    )
  }

  stop(): void {
    for (const child of [...this.#children].reverse()) child.kill('SIGKILL')
    this.pki.remove()
  }

  #run(program: string, ...args: string[]): ChildProcess {
    const child = spawn(program, args, { stdio: 'ignore' })
    this.#children.push(child)
    return child
  }

  async #until(done: () => Promise<boolean>): Promise<void> {
    for (let i = 0; i < 600; i++) {
      if (await done().catch(() => false)) return
      await new Promise((resolve) => setTimeout(resolve, 100))
    }
    throw new Error('it did not come about in a minute')
  }
}

describe.skipIf(!given)('with a Kubernetes API server', () => {
  const pods = '/api/v1/namespaces/default/pods'
  const deployments = '/apis/apps/v1/namespaces/default/deployments'
  const cluster = new Cluster()
  beforeAll(() => cluster.start(), 180_000)
  afterAll(() => cluster.stop())

  test('takes every manifest of deploy, with unknown fields forbidden', async () => {
    const files = ['namespace.yaml', 'server.yaml', 'network-policy.yaml', 'webhooks.yaml']
    expect((await cluster.call('/api/v1/namespaces', manifests('namespace.yaml')[0])).status).toBe(201)
    for (const object of files.slice(1).flatMap(manifests)) {
      const { apiVersion, kind } = object
      const api = String(apiVersion).includes('/')
        ? `/apis/${String(apiVersion)}`
        : `/api/${String(apiVersion)}`
      const plural = String(kind).toLowerCase().replace(/y$/, 'ie')
      const place =
        kind === 'MutatingWebhookConfiguration' || kind === 'ValidatingWebhookConfiguration'
          ? ''
          : '/namespaces/regraft-system'
      const made = await cluster.call(`${api}${place}/${plural}s?dryRun=All&fieldValidation=Strict`, object)
      expect(made.status, made.body).toBe(201)
      expect(made.headers['warning']).toBeUndefined()
    }
    await cluster.register()
  })

  test('a denial reaches who asked, warnings as headers', async () => {
    const denied = await cluster.call(pods, pod(privileged))
    expect(denied.status).toBe(403)
    const { message } = JSON.parse(denied.body)
    expect(message).toContain(
      'admission webhook "validate.regraft.dev" denied the request: regraft:\n- kubernetes/',
    )
    const mild = await cluster.call(pods, pod({ ...hardened, image: 'nginx' }))
    expect(mild.status).toBe(201)
    expect(mild.headers['warning']).toContain('299 - "kubernetes/latest-tag (low): ')
  })

  test('a safe fix is stored, and the stored object needs no other', async () => {
    const made = await cluster.call(deployments, deployment(healable, { name: 'healed' }))
    expect(made.status, made.body).toBe(201)
    const stored = JSON.parse(made.body)
    expect(stored.spec.template.spec.containers[0].securityContext.capabilities).toEqual({ drop: ['ALL'] })
    expect(made.headers['warning']).toContain('regraft healed kubernetes/drop-all-capabilities')
    const again = await cluster.call(`${deployments}/healed`, { metadata: { labels: { a: 'b' } } }, 'PATCH')
    expect(again.status, again.body).toBe(200)
    expect(again.headers['warning']).toBeUndefined()
    expect(JSON.parse(again.body).spec).toEqual(stored.spec)
  })

  test('a field that cannot change any more is left alone', async () => {
    const configurations =
      '/apis/admissionregistration.k8s.io/v1/mutatingwebhookconfigurations/regraft-admission'
    const { webhooks } = JSON.parse((await cluster.call(configurations)).body)
    const off = webhooks.map((webhook: JsonObject) => ({ ...webhook, rules: [] }))
    await cluster.call(configurations, { webhooks: off }, 'PATCH')
    await new Promise((resolve) => setTimeout(resolve, 1500))
    const old = await cluster.call(pods, pod(healable, { name: 'old' }))
    expect(JSON.parse(old.body).spec.containers[0].securityContext.capabilities).toBeUndefined()
    await cluster.call(configurations, { webhooks }, 'PATCH')
    await new Promise((resolve) => setTimeout(resolve, 1500))
    const labelled = await cluster.call(`${pods}/old`, { metadata: { labels: { a: 'b' } } }, 'PATCH')
    expect(labelled.status, labelled.body).toBe(200)
    expect((await cluster.call(`${pods}/old`, undefined, 'DELETE')).status).toBe(200)
  })

  test('an excluded namespace passes', async () => {
    const object = pod(privileged, { name: 'a', namespace: 'kube-system' })
    expect((await cluster.call('/api/v1/namespaces/kube-system/pods', object)).status).toBe(201)
  })

  test('no verdict is what failurePolicy says, and why is told', async () => {
    const kill = new Promise((resolve) => cluster.webhook?.once('exit', resolve))
    cluster.webhook?.kill('SIGTERM')
    await kill
    const refused = await cluster.call(pods, pod(hardened, { name: 'b' }))
    expect(refused.status).toBe(500)
    expect(refused.body).toContain('failed calling webhook \\"validate.regraft.dev\\"')
    await cluster.serve('--max-body', '1024')
    const large = pod(hardened, { name: 'c', annotations: { a: 'x'.repeat(2000) } })
    const told = await cluster.call(pods, large)
    expect(told.status).toBe(500)
    expect(told.body).toContain('A review may have 1024 bytes.')
  })
})
