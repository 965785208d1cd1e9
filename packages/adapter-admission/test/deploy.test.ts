import { spawn, spawnSync } from 'node:child_process'
import { X509Certificate } from 'node:crypto'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { createEngine } from '@regraft/engine'
import { diskWorkspace } from '@regraft/engine/node'
import { builtin } from '@regraft/policies'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { parseAllDocuments } from 'yaml'
import { readArguments } from '../src/arguments.ts'
import { readCertificate } from '../src/certificate.ts'
import { optionTable } from '../src/options.ts'
import { hasOpenssl } from './certificates.ts'
import { fetchFrom } from './client.ts'
import { pod, privileged, responseOf, reviewOf } from './reviews.ts'

const repository = fileURLToPath(new URL('../../../', import.meta.url))
const deploy = fileURLToPath(new URL('../deploy/', import.meta.url))
const page = readFileSync(join(repository, 'docs/adapters/admission.md'), 'utf8')

const hasKubectl = spawnSync('kubectl', ['version', '--client']).status === 0
if (!hasKubectl) process.stderr.write('skipped: there is no kubectl to build a kustomization with\n')

// What the manifests hold is asserted below, so their types need not be.
// biome-ignore lint/suspicious/noExplicitAny: see above
function documents(file: string): any[] {
  return parseAllDocuments(readFileSync(join(deploy, file), 'utf8')).map((document) => document.toJS())
}

describe('the manifests', () => {
  const [mutating, validating] = documents('base/webhooks.yaml')
  const server = documents('base/server.yaml').find(({ kind }) => kind === 'Deployment')
  const [container] = server.spec.template.spec.containers

  test('have no finding of our own', async () => {
    const engine = await createEngine({ policies: [builtin] })
    const report = await engine.check(diskWorkspace(deploy))
    expect(report.findings).toEqual([])
    expect(report.diagnostics).toEqual([])
    expect(report.summary.resources).toBeGreaterThanOrEqual(10)
  })

  test('send every kind that a built-in rule looks at, and only what is mutated for a template', async () => {
    const { rules } = await createEngine({ policies: [builtin] })
    const kinds = new Set(
      rules.filter(({ id }) => id.startsWith('kubernetes/')).flatMap(({ resources }) => resources),
    )
    const plural = (kind: string): string => `${kind.toLowerCase()}s`
    const sent = (configuration: typeof mutating): string[] =>
      configuration.webhooks[0].rules.flatMap(({ resources }: { resources: string[] }) => resources).sort()
    expect(sent(validating)).toEqual([...[...kinds].map(plural), 'pods/ephemeralcontainers'].sort())
    expect(sent(mutating)).toEqual(sent(validating).filter((name) => !/roles$|rolebindings$|\//.test(name)))
  })

  test.skipIf(!hasKubectl)(
    'of the cert-manager variant name the certificate that signs for the webhooks',
    () => {
      const { stdout } = spawnSync('kubectl', ['kustomize', join(deploy, 'cert-manager')], {
        encoding: 'utf8',
      })
      const all = parseAllDocuments(stdout).map((document) => document.toJS())
      const { metadata, spec } = all.find(({ kind }) => kind === 'Certificate')
      const mounted = server.spec.template.spec.volumes[0].secret.secretName
      expect([spec.secretName, spec.dnsNames]).toEqual([mounted, ['regraft-admission.regraft-system.svc']])
      const webhooks = all.filter(({ kind }) => kind.endsWith('WebhookConfiguration'))
      expect(webhooks.map((it) => it.metadata.annotations['cert-manager.io/inject-ca-from'])).toEqual(
        Array(2).fill(`${metadata.namespace}/${metadata.name}`),
      )
    },
  )

  test('agree with the server: options, paths, times', () => {
    expect(readArguments(container.args).kind).toBe('serve')
    expect(
      [mutating, validating].map(({ webhooks: [it] }) => [it.clientConfig.service.path, it.failurePolicy]),
    ).toEqual([
      ['/mutate', 'Ignore'],
      ['/validate', 'Fail'],
    ])
    const needed = 5000 + 8000 + 1000
    expect(server.spec.template.spec.terminationGracePeriodSeconds * 1000).toBeGreaterThan(needed)
    const probe = container.readinessProbe
    expect(probe.periodSeconds * probe.failureThreshold * 1000).toBeLessThan(5000)
  })
})

describe.skipIf(!hasOpenssl)('the page', () => {
  let folder: string
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'regraft-page-'))
    mkdirSync(join(folder, 'node_modules', '@regraft'), { recursive: true })
    for (const name of ['adapter-admission', 'engine'])
      symlinkSync(join(repository, 'packages', name), join(folder, 'node_modules', '@regraft', name))
    symlinkSync(join(repository, 'policies'), join(folder, 'node_modules', '@regraft', 'policies'))
    // All but what needs a cluster.
    const commands = page.split('\n').filter((line) => /^(openssl|printf) /.test(line))
    expect(commands).toHaveLength(4)
    const { status, stderr } = spawnSync('sh', ['-ec', commands.join('\n')], {
      cwd: folder,
      encoding: 'utf8',
    })
    expect(status, stderr).toBe(0)
  })
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  test('makes a certificate for the Service', () => {
    const { cert } = readCertificate({ cert: join(folder, 'tls.crt'), key: join(folder, 'tls.key') })
    const { name, namespace } = documents('base/webhooks.yaml')[1].webhooks[0].clientConfig.service
    expect(new X509Certificate(cert).checkHost(`${name}.${namespace}.svc`)).toBe(`${name}.${namespace}.svc`)
  })

  test('shows a server that works', async () => {
    const text = /^```js server\.mjs\n([\s\S]*?)^```$/m.exec(page)?.[1] ?? ''
    writeFileSync(join(folder, 'server.mjs'), text)
    const port = await new Promise<number>((resolve) => {
      const probe = createServer().listen(0, '127.0.0.1', () => {
        const address = probe.address()
        probe.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0))
      })
    })
    const child = spawn(process.execPath, ['server.mjs'], {
      cwd: folder,
      env: { ...process.env, PORT: `${port}` },
    })
    try {
      const servername = 'regraft-admission.regraft-system.svc'
      const options = { port, servername, ca: readFileSync(join(folder, 'ca.crt')), agent: false as const }
      const ask = async (namespace: string): Promise<boolean> => {
        const got = await fetchFrom(
          { ...options, path: '/validate' },
          reviewOf(pod(privileged), { namespace }),
        )
        return responseOf(got.body).allowed
      }
      for (let i = 0; i < 200; i++) {
        const up = await fetchFrom({ ...options, path: '/readyz' }).then(
          () => true,
          () => false,
        )
        if (up) break
        await new Promise((resolve) => setTimeout(resolve, 50))
      }
      // Privileged is high, and only what is critical is denied there.
      expect([await ask('default'), await ask('ops')]).toEqual([true, true])
    } finally {
      child.kill()
    }
  })

  test('names options that there are', () => {
    const named = [...page.matchAll(/`--([a-z-]+)/g)].map(([, name]) => name)
    const known = [...optionTable.map(({ name }) => name)]
    expect(new Set(named.filter((name) => !known.includes(name ?? '')))).toEqual(new Set())
  })
})
