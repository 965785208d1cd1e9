import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createEngine, type Engine, memoryWorkspace } from '@regraft/engine'
import { workerCompiler } from '@regraft/engine/node'
import { loadRego } from '@regraft/rego/node'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { foreignPolicies, trivyTests } from '../src/index.ts'
import { corpus } from './corpora.ts'

const folder = corpus('trivy-checks')
if (folder === undefined)
  process.stdout.write(
    'skipped: REGRAFT_CORPORA names no folder with trivy-checks (aquasecurity/trivy-checks)\n',
  )

/** Checks that OPA 1.22 itself refuses, mounted or not: a set that is always empty has no member to ask for. */
const refused = 'checks/kubernetes/service_with_externalip'

function texts(...folders: readonly string[]): { readonly [path: string]: string } {
  return Object.fromEntries(
    folders.flatMap((name) =>
      readdirSync(join(folder ?? '', name), { recursive: true, encoding: 'utf8' })
        .filter((path) => path.endsWith('.rego') && !`${name}/${path}`.startsWith(refused))
        .sort()
        .map((path) => [`${name}/${path}`, readFileSync(join(folder ?? '', name, path), 'utf8')]),
    ),
  )
}

/** Tests that fail, by why. */
const explained: { readonly [name: string]: string } = {
  'builtin.kubernetes.KSV026.test_allow_sysctl_with_invalid_semver':
    'semver.compare fails on "1.29"; as with `opa test`, an error of a built-in function fails the test',
  'lib.cloud.metadata_test.test_obj_by_path_when_target_not_found_then_return_obj':
    'object.subset fails on two types, the same',
  'builtin.aws.iam.aws0140_test.test_allow_root_user_never_logged_in':
    'it looks at the time of day, which stands still here',
}

interface About {
  readonly what: string
  readonly folders: readonly string[]
  readonly libraries: readonly string[]
  /** What an example is called. */
  readonly file: string
  readonly least: number
  /** Checks that judge their own examples of one kind otherwise here, and why. */
  readonly known: { readonly [name: string]: readonly [verdict: 'good' | 'bad', why: string] }
}

const everything = process.env['REGRAFT_ALL'] === '1'
const services = everything
  ? [
      ...['cloudtrail', 'cloudwatch', 'dynamodb', 'ec2', 'ecr', 'efs', 'eks', 'elasticache', 'elb', 'iam'],
      ...['kms', 'lambda', 'rds', 'redshift', 's3', 'sns', 'sqs'],
    ]
  : ['s3']

const unknownName = 'one of them puts the name of a bucket into a text, which is not resolved'

const about: readonly About[] = [
  {
    what: 'Kubernetes',
    folders: ['checks/kubernetes'],
    libraries: ['lib/kubernetes'],
    file: 'example.yaml',
    least: 60,
    known: {},
  },
  {
    what: 'Dockerfiles',
    folders: ['checks/docker'],
    libraries: ['lib/docker'],
    file: 'Dockerfile',
    least: 30,
    known: {},
  },
  {
    what: 'AWS',
    folders: services.map((name) => `checks/cloud/aws/${name}`),
    libraries: ['lib/cloud'],
    file: 'main.tf',
    least: everything ? 200 : 20,
    known: {
      'checks/cloud/aws/ec2/specify_ami_owners': ['bad', 'data sources are not part of the state'],
      'checks/cloud/aws/s3/enable_object_read_logging': ['good', unknownName],
      'checks/cloud/aws/s3/enable_object_write_logging': ['good', unknownName],
    },
  },
]

describe.skipIf(folder === undefined)('the checks of Trivy', () => {
  test('their unit tests pass but for those that are explained', async () => {
    const rego = await loadRego()
    const checks = everything ? 'checks' : 'checks/kubernetes'
    const files = texts('lib', checks)
    const { modules, left } = trivyTests(files, { id: 'trivy' })
    const report = await rego.test({ modules, timeoutMs: 60_000 })
    if (!report.ok) throw new Error(report.error.map(({ file, message }) => `${file}: ${message}`).join('\n'))
    const { tests } = report.value
    const failed = tests.filter(({ outcome }) => outcome !== 'pass')
    process.stdout.write(
      `${tests.length} unit tests, ${failed.length} fail, left out: ${left.map(({ package: name, calls }) => `${name} (${calls})`).join(', ')}\n`,
    )
    const names = failed.map(
      (one) => `${one.package.replace(/^data\.regraft\.foreign\.trivy\.trivy\./, '')}.${one.name}`,
    )
    expect(names.filter((name) => explained[name] === undefined)).toEqual([])
  })

  describe.each(about)('the examples of checks about $what', ({ folders, libraries, file, least, known }) => {
    let engine: Engine
    let skipped: readonly string[] = []
    beforeAll(async () => {
      const { source, diagnostics } = foreignPolicies(texts(...libraries, ...folders), { id: 'trivy' })
      skipped = diagnostics.map(({ message }) => message)
      engine = await createEngine({ policies: [source], compiler: workerCompiler({ timeoutMs: 300_000 }) })
    })
    afterAll(() => engine.close())

    test('good ones are clean and bad ones are found', async () => {
      const wrong: string[] = []
      const explained: string[] = []
      let asked = 0
      for (const { name, check, verdict, text } of folders.flatMap((each) => examples(each, file))) {
        if (!engine.rules.some(({ id }) => id === check)) {
          if (!skipped.some((message) => message.includes(`${name}.rego`))) wrong.push(`${name}: no rule`)
          continue
        }
        asked++
        const report = await engine.check(memoryWorkspace({ [file]: text }), { rules: [check] })
        const failed = report.diagnostics.filter(
          ({ message, severity }) => severity === 'error' || message.includes(`${check} `),
        )
        const right = report.findings.length > 0 === (verdict === 'bad') && failed.length === 0
        if (right) continue
        if (known[name]?.[0] === verdict) explained.push(`${name}: ${known[name][1]}`)
        else wrong.push(`${name}: ${verdict}: ${failed[0]?.message ?? report.findings.length}`)
      }
      process.stdout.write(`${asked} examples in ${file}, explained: ${explained.join('; ') || 'none'}\n`)
      expect(wrong).toEqual([])
      expect(asked).toBeGreaterThan(least)
    })
  })
})

interface Example {
  /** The check's file. */
  readonly name: string
  readonly check: string
  readonly verdict: 'good' | 'bad'
  readonly text: string
}

const kinds: { readonly [file: string]: string } = {
  'example.yaml': 'kubernetes',
  Dockerfile: 'dockerfile',
  'main.tf': 'terraform',
}

/** What stands beside checks: `kubernetes: {good: […], bad: […]}`. */
function examples(below: string, file: string): readonly Example[] {
  const root = join(folder ?? '', below)
  const names = readdirSync(root).filter((name) => name.endsWith('.yaml'))
  return names.sort().flatMap((name) => {
    const rego = readFileSync(join(root, name.replace(/\.yaml$/, '.rego')), 'utf8')
    // A check that was taken back keeps its file, and finds nothing.
    if (!/^deny\b/m.test(rego)) return []
    const check = `trivy/${/^#\s+id: (\S+)/m.exec(rego)?.[1]?.toLowerCase()}`
    const all = parse(readFileSync(join(root, name), 'utf8')) as {
      [kind: string]: { good?: string[]; bad?: string[] } | undefined
    }
    const { good = [], bad = [] } = all[kinds[file] ?? ''] ?? {}
    const example = (verdict: Example['verdict']) => (text: string) => ({
      name: `${below}/${name.replace(/\.yaml$/, '')}`,
      check,
      verdict,
      text,
    })
    return [...good.map(example('good')), ...bad.map(example('bad'))]
  })
}
