import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import * as schema from '@regraft/frameworks'
import ts from 'typescript'
import { beforeAll, expect, test } from 'vitest'
// @ts-expect-error: a script of the build, without declarations.
import { renderTypes } from '../scripts/render-types.mjs'

const here = import.meta.dirname

/** What the compiler says of policies, as `line: message`. All are checked by one program, which reads the tables once. */
const files = {
  right: `import { definePolicy, fix, isUnknown, known, mayBe, podOf, valueAt } from '../src/index.ts'
export default definePolicy({
  id: 'acme/right', title: 't', severity: 'low', fix: 'safe',
  resources: ['aws_s3_bucket_versioning', 'digitalocean_droplet', 'Deployment'],
  uses: ['aws_security_group'],
  params: { days: { type: 'number', description: 'd', default: 3 }, name: { type: 'string', description: 'n' } },
  check(resource, { params, related, report, type }) {
    const days: number = params.days
    const name: string | undefined = params.name
    const which: 'aws_s3_bucket_versioning' | 'digitalocean_droplet' | 'Deployment' = type
    for (const { resource: group } of related('aws_security_group'))
      for (const rule of known(group.ingress) ?? [])
        if (!isUnknown(rule) && mayBe(rule.from_port, (port) => port > days)) report({ message: name ?? which, path: [] })
    const steps: (string | number)[] = podOf(resource) ? ['spec'] : []
    report({ message: 'm', path: [...steps, 'anything'], fix: fix.remove() })
  },
})
definePolicy({
  id: 'acme/value', title: 't', severity: 'low', fix: 'safe',
  resources: ['aws_security_group'],
  check(group, { report }) {
    const ports: number[] = (known(group.ingress) ?? []).flatMap((_, i) => known(valueAt(group, ['ingress', i, 'to_port'])) ?? [])
    ports.forEach((_, i) => report({
      message: 'm', path: ['ingress', i, 'to_port'],
      fix: fix.addResource('aws_s3_bucket_versioning', 'v', { bucket: fix.self('id'), versioning_configuration: { status: 'Enabled' } }),
    }))
  },
})
`,
  wrong: `import { definePolicy, fix, valueAt } from '../src/index.ts'
definePolicy({ id: 'a', title: 't', severity: 'low', resources: ['aws_s3_buckett'], check() {} })
definePolicy({ id: 'a', title: 't', severity: 'grave', resources: ['aws_s3_bucket'], check() {} })
definePolicy({
  id: 'a', title: 't', severity: 'low', resources: ['aws_s3_bucket_versioning'], uses: ['aws_kms_key'],
  check(bucket, { report, related, params }) {
    bucket.versioning_configuraton
    bucket.versioning_configuration?.status
    bucket.bucket = 'x'
    valueAt(bucket, ['versioning_configuration', 'statsu'])
    report({ message: 'm', path: ['versioning_configuration', 'statsu'] })
    report({ message: 'm', path: ['versioning_configurations', 'status'] })
    related('aws_s3_bucket')
    params.days
    fix.addResource('aws_s3_bucket_versioning', 'v', { versioning_configuration: { statsu: 'Enabled' } })
    fix.addResource('aws_s3_bucket_versionning', 'v', {})
  },
})
`,
}
const page = readFileSync(join(here, '../../../docs/policies/typescript.md'), 'utf8')
const snippets = [...page.matchAll(/^```ts\n([\s\S]*?)^```$/gm)].map(([, code = '']) => code)
for (const [i, code] of snippets.entries())
  Object.assign(files, { [`page${i}`]: code.replace('@regraft/define', '../src/index.ts') })

const said: Record<string, readonly string[]> = {}

beforeAll(() => {
  const options: ts.CompilerOptions = {
    ...{ strict: true, noEmit: true, skipLibCheck: true, exactOptionalPropertyTypes: true, types: [] },
    ...{ module: ts.ModuleKind.NodeNext, target: ts.ScriptTarget.ES2022, allowImportingTsExtensions: true },
    customConditions: ['source'],
  }
  const host = ts.createCompilerHost(options)
  const texts = new Map(Object.entries(files).map(([name, text]) => [join(here, `${name}.ts`), text]))
  const { fileExists, readFile, getSourceFile } = host
  host.fileExists = (path) => texts.has(path) || fileExists(path)
  host.readFile = (path) => texts.get(path) ?? readFile(path)
  host.getSourceFile = (path, language, ...rest) => {
    const text = texts.get(path)
    return text === undefined
      ? getSourceFile(path, language, ...rest)
      : ts.createSourceFile(path, text, language)
  }
  const program = ts.createProgram([...texts.keys()], options, host)
  for (const name of Object.keys(files)) {
    const source = program.getSourceFile(join(here, `${name}.ts`))
    said[name] = program.getSemanticDiagnostics(source).map(({ messageText, start = 0 }) => {
      const line = (source?.getLineAndCharacterOfPosition(start).line ?? 0) + 1
      return `${line}: ${ts.flattenDiagnosticMessageText(messageText, ' ')}`
    })
  }
})

test('a right policy is right, and so are those of the documentation', () => {
  expect(said['right']).toEqual([])
  expect(snippets.length).toBeGreaterThan(2)
  for (const i of snippets.keys()) expect(said[`page${i}`]).toEqual([])
})

test('a misspelled type, argument or path is an error that suggests the right one', () => {
  expect(said['wrong']).toEqual([
    `2: Type '"aws_s3_buckett"' is not assignable to type 'TypeName'. Did you mean '"aws_s3_bucket"'?`,
    expect.stringMatching(/^3: Type '"grave"' is not assignable to type/),
    `7: Property 'versioning_configuraton' does not exist on type 'aws_s3_bucket_versioning'. Did you mean 'versioning_configuration'?`,
    expect.stringMatching(/^8: Property 'status' does not exist on type .* 'Unknown'\.$/),
    `9: Cannot assign to 'bucket' because it is a read-only property.`,
    expect.stringMatching(/^10: Type '"statsu"' is .* Did you mean '"status"'\?$/),
    expect.stringMatching(/^11: Type '"statsu"' is .* Did you mean '"status"'\?$/),
    expect.stringMatching(/^12: .* Did you mean '"versioning_configuration"'\?$/),
    `13: Argument of type '"aws_s3_bucket"' is not assignable to parameter of type '"aws_kms_key"'.`,
    expect.stringMatching(/^14: Property 'days' does not exist on type/),
    expect.stringMatching(/^15: .* 'statsu' does not exist in type/),
    `16: Argument of type '"aws_s3_bucket_versionning"' is not assignable to parameter of type 'TypeName'.`,
  ])
})

test('the declarations that the build wrote are those of the tables', () => {
  for (const provider of ['aws', 'azurerm', 'google']) {
    const rendered: string = renderTypes(schema, provider)
    expect(readFileSync(join(here, `../types/${provider}.d.ts`), 'utf8') === rendered, provider).toBe(true)
    const declared = rendered.match(new RegExp(`^export interface ${provider}_`, 'gm'))
    expect(declared).toHaveLength(schema.knownResourceTypes(provider).length)
  }
})
