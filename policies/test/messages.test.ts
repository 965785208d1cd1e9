import { createEngine, memoryWorkspace } from '@regraft/engine'
import { describe, expect, test } from 'vitest'
import { builtin } from '../src/index.ts'

const engine = await createEngine({ policies: [builtin] })

/** What one rule says of a pod: severity, message, line, and the level and reason of the fix. */
async function said(rule: string, metadata: string, spec: string): Promise<readonly unknown[]> {
  const text = `apiVersion: v1\nkind: Pod\nmetadata: ${metadata}\nspec:\n${spec}`
  const report = await engine.check(memoryWorkspace({ 'pod.yaml': text }))
  return report.findings
    .filter((finding) => finding.rule === rule)
    .map(({ severity, message, location, fix }) => [
      severity,
      message,
      location.start.line,
      fix?.level,
      fix?.reason,
    ])
}

const container = '  containers: [{ name: app, image: "app:1.0.0" }]\n'

describe('run-as-non-root', () => {
  const rule = 'kubernetes/run-as-non-root'
  const image = 'a container whose image runs as root does not start any more'
  const owner = 'it runs as user 0 now; only its owner knows a user that may read and write what it needs'

  test('user 0 is told where it is written', async () => {
    expect(await said(rule, '{ name: app }', `  securityContext:\n    runAsUser: 0\n${container}`)).toEqual([
      ['medium', "containers run as root: the pod's runAsUser is 0", 6, 'manual', owner],
    ])
    const own = '  containers:\n  - name: app\n    securityContext:\n      runAsUser: 0\n'
    expect(await said(rule, '{ name: app }', own)).toEqual([
      ['medium', 'container app runs as root: its runAsUser is 0', 8, 'manual', owner],
    ])
  })

  test("root in a user namespace of the pod's own weighs less", async () => {
    expect(await said(rule, '{ name: app }', container)).toEqual([
      ['medium', 'containers may run as root: the pod does not forbid it', 4, 'unsafe', image],
    ])
    expect(await said(rule, '{ name: app }', `  hostUsers: false\n${container}`)).toEqual([
      [
        'low',
        "containers may run as root, in a user namespace of the pod's own: the pod does not forbid it",
        4,
        'unsafe',
        image,
      ],
    ])
  })
})

test('allow-privilege-escalation says what breaks where all capabilities are dropped', async () => {
  const dropped = '  containers:\n  - name: app\n    securityContext: { capabilities: { drop: [ALL] } }\n'
  expect(await said('kubernetes/allow-privilege-escalation', '{ name: app }', dropped)).toEqual([
    [
      'high',
      'processes of container app may gain privileges',
      7,
      'unsafe',
      'programs with a setuid or setgid bit no longer run as their owner or group',
    ],
  ])
})

test('seccomp-profile says that an annotation is ignored', async () => {
  const rule = 'kubernetes/seccomp-profile'
  const plain = await said(rule, '{ name: app }', container)
  const annotated = '{ annotations: { seccomp.security.alpha.kubernetes.io/pod: runtime/default } }'
  const ignored = await said(rule, annotated, container)
  expect([...plain, ...ignored].map((finding) => (finding as unknown[])[1])).toEqual([
    'containers run without a seccomp profile',
    'containers run without a seccomp profile: the annotation for it is ignored since Kubernetes 1.27',
  ])
})

test('memory-limit says that a limit of 0 is none', async () => {
  const zero = (limit: string): Promise<readonly unknown[]> =>
    said(
      'kubernetes/memory-limit',
      '{ name: app }',
      `  containers: [{ name: app, resources: { limits: { memory: ${limit} } } }]\n`,
    )
  for (const limit of ['0', '"0"', '0Mi', '"0.0"', '0e3'])
    expect((await zero(limit))[0], limit).toContain('container app has no memory limit: 0 is none')
  for (const limit of ['1', '"0.5Gi"', '10Mi', '"100"']) expect(await zero(limit), limit).toEqual([])
})

test('a Windows pod with HostProcess containers may use the network that it has to use', async () => {
  const windows = `  hostNetwork: true\n  securityContext: { windowsOptions: { hostProcess: true } }\n${container}`
  const report = await engine.check(
    memoryWorkspace({ 'pod.yaml': `apiVersion: v1\nkind: Pod\nmetadata: { name: app }\nspec:\n${windows}` }),
  )
  expect(report.findings.map(({ rule }) => rule).sort()).toEqual([
    'kubernetes/memory-limit',
    'kubernetes/run-as-non-root',
    'kubernetes/sa-token-automount',
  ])
})
