import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join, relative } from 'node:path'
import { createEngine, memoryWorkspace } from '@regraft/engine'
import { workerCompiler } from '@regraft/engine/node'
import { describe, expect, test } from 'vitest'
import { foreignPolicies } from '../src/index.ts'
import { corpus } from './corpora.ts'

const folder = corpus('conftest')
if (folder === undefined)
  process.stdout.write(
    'skipped: REGRAFT_CORPORA names no folder with conftest (open-policy-agent/conftest)\n',
  )

/** What acceptance.bats and tests/ of Conftest ask of a run: messages that stand in its output, and some that do not. */
interface Case {
  readonly policy: string
  readonly files: readonly string[]
  readonly namespaces?: readonly string[]
  readonly combine?: true
  readonly data?: string
  readonly says?: readonly string[]
  readonly never?: readonly string[]
  /** Number of findings, where the exit code or the output tells it. */
  readonly count?: number
}

const docker = { policy: 'docker/policy', files: ['docker/Dockerfile'] }
const image = 'unallowed image found ["openjdk:8-jdk-alpine"]'
const commands =
  'unallowed commands found ["apk add --no-cache python3 python3-dev build-base && pip3 install awscli==1.18.1"]'

const cases: readonly Case[] = [
  { ...docker, says: [image], never: [commands] },
  { ...docker, namespaces: ['*'], says: [image, commands] },
  { ...docker, namespaces: ['main'], says: [image], never: [commands] },
  { ...docker, namespaces: ['c*'], says: [commands], never: [image] },
  {
    policy: 'hcl2/policy',
    files: ['hcl2/terraform.tf'],
    says: [
      'ALB `my-alb-listener` is using HTTP rather than HTTPS',
      'ASG `my-rule` defines a fully open ingress',
      'Azure disk `source` is not encrypted',
    ],
  },
  {
    policy: 'data/policy',
    files: ['data/service.yaml'],
    data: 'data/exclusions/services.yaml',
    says: ['Cannot expose port 22 on LoadBalancer. Denied ports: [22, 21]'],
  },
  { policy: 'kubernetes/policy', files: ['kubernetes/service.yaml'], count: 1 },
  {
    policy: 'kubernetes/policy',
    files: ['kubernetes/deployment.yaml'],
    namespaces: ['notpresent'],
    count: 0,
  },
  {
    policy: 'kubernetes/policy',
    files: ['kubernetes/deployment.yaml'],
    says: ['Containers must not run as root in Deployment hello-kubernetes'],
  },
  {
    policy: 'exceptions/policy',
    files: ['exceptions/deployments.yaml'],
    says: ['Containers must not run as root in Deployment cannot-run-as-root'],
    count: 1,
  },
  { policy: 'compose/policy', files: ['compose/docker-compose-valid.yml'], count: 0 },
  {
    policy: 'compose/policy',
    files: ['compose/docker-compose.yml'],
    says: ['No images tagged latest', 'Must be using at least version 3.5 of the Compose file format'],
  },
  {
    policy: 'combine/policy',
    files: ['combine/team.yaml', 'combine/user1.yaml', 'combine/user2.yaml'],
    combine: true,
    says: ['Existing users'],
  },
  {
    policy: 'kubernetes/combine/combine.rego',
    files: ['kubernetes/combine/deployment.yaml'],
    combine: true,
    says: ['has no matching service'],
  },
]

function texts(path: string): { readonly [path: string]: string } {
  const root = join(folder ?? '', 'examples')
  const at = join(root, path)
  const all = statSync(at).isDirectory()
    ? readdirSync(at, { recursive: true, encoding: 'utf8' }).map((name) => join(at, name))
    : [at]
  return Object.fromEntries(
    all
      .filter((file) => statSync(file).isFile() && /\.(?:rego|ya?ml|json|tf)$|Dockerfile$/.test(file))
      .sort()
      .map((file) => [relative(root, file), readFileSync(file, 'utf8')]),
  )
}

describe.skipIf(folder === undefined)("Conftest's own examples", () => {
  test.each(cases)(
    '%j',
    async ({ policy, files, namespaces, combine, data, says = [], never = [], count }) => {
      const asData = data === undefined ? {} : { 'data/given.yaml': Object.values(texts(data))[0] ?? '' }
      const { source, diagnostics } = foreignPolicies(
        { ...texts(policy), ...asData },
        { id: 'examples', ...(namespaces ? { namespaces } : {}), ...(combine ? { combine } : {}) },
      )
      if (namespaces?.[0] === 'notpresent')
        expect(diagnostics.map(({ message }) => message)).toEqual([
          'no rule of examples is asked: none is in notpresent',
        ])
      else expect(diagnostics).toEqual([])
      const engine = await createEngine({
        policies: [source],
        compiler: workerCompiler({ timeoutMs: 120_000 }),
      })
      const workspace = memoryWorkspace(Object.assign({}, ...files.map(texts)))
      const report = await engine.check(workspace)
      await engine.close()
      const messages = report.findings.map(({ message }) => message)
      expect(report.diagnostics).toEqual([])
      for (const text of says) expect(messages).toContainEqual(expect.stringContaining(text))
      for (const text of never) expect(messages).not.toContainEqual(expect.stringContaining(text))
      if (count !== undefined) expect(messages).toHaveLength(count)
    },
  )
})
