import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { checkPolicies } from '@regraft/authoring'
import { loadRego } from '@regraft/rego/node'
import { readPolicyFolder } from '@regraft/testing'
import { afterAll, expect, test } from 'vitest'
import { Folder, run } from './support.ts'

const policy = (body: string): string => `# METADATA
# title: Bucket keeps no versions
# custom:
#   id: acme/versions
#   severity: low
#   resources: [aws_s3_bucket_versioning]
package acme.versions

deny contains {"message": "no versions", "path": []} if {
${body}
}
`

const folder = new Folder({
  'policies/versions.rego': policy('\tinput.versionning_configuration.status != "Enabled"'),
  'warned/versions.rego': policy('\tinput.versioning_configuration.status != "Enabled"\n\tprint(1)'),
  'broken/versions.rego': policy('\tinput.versioning_configuration.status != '),
  'notes.txt': 'nothing',
})
afterAll(() => folder.remove())

test('a misspelt argument is an error with the names there are', async () => {
  const { code, stdout } = await run(folder.path, ['policy', 'check'])
  expect(code).toBe(1)
  expect(stdout).toBe(`policies/versions.rego:10:2  error  input-type
  aws_s3_bucket_versioning has no versionning_configuration
     8 |
     9 | deny contains {"message": "no versions", "path": []} if {
  > 10 | 	input.versionning_configuration.status != "Enabled"
       | 	^^^^^
    11 | }
    12 |
  hint: Did you mean \`versioning_configuration\`? There is bucket, expected_bucket_owner, id, mfa, region, versioning_configuration.

1 error, 0 warnings in 1 file
`)
})

test('warnings count only when they are bounded; JSON says the same', async () => {
  const { code, stdout } = await run(folder.path, ['policy', 'check', 'warned', '--format', 'json'])
  expect(code).toBe(0)
  const { compiles, diagnostics, summary } = JSON.parse(stdout)
  expect({ compiles, summary }).toEqual({
    compiles: true,
    summary: { files: 1, errors: 0, warnings: 1, infos: 0 },
  })
  expect(diagnostics).toMatchObject([
    { code: 'print-left', severity: 'warning', file: 'warned/versions.rego' },
  ])
  expect((await run(folder.path, ['policy', 'check', 'warned', '--max-warnings', '0', '-q'])).code).toBe(1)
})

test('what does not compile, and what is not there, exits with 2', async () => {
  const broken = await run(folder.path, ['policy', 'check', 'broken'])
  expect(broken.code).toBe(2)
  expect(broken.stdout).toContain('broken/versions.rego:11:1  error  rego_parse_error')
  const missing = await run(folder.path, ['policy', 'check', 'notes.txt'])
  expect(missing).toMatchObject({ code: 2, stdout: '' })
  expect(missing.stderr).toContain('there are no policies at notes.txt (POLICY_SOURCE)')
})

test('the built-in policies hold what they ask of others', async () => {
  const { modules, tests } = readPolicyFolder(fileURLToPath(new URL('../../../policies', import.meta.url)))
  const list = Object.entries({ ...modules, ...tests }).map(([file, text]) => ({ file, text }))
  const checked = await checkPolicies(await loadRego(), { modules: list })
  expect(checked.diagnostics.filter(({ severity }) => severity !== 'info')).toEqual([])
  expect(checked.compiles).toBe(true)
}, 120_000)

test('docs/policies/checks.md has a row for each lint, with its severity', async () => {
  const { lints } = await import('@regraft/authoring')
  const text = readFileSync(new URL('../../../docs/policies/checks.md', import.meta.url), 'utf8')
  const rows = [...text.matchAll(/^\| `([a-z-]+)` *\| (error|warning|info) *\|/gm)].map(
    ([, id, severity]) => [id, severity],
  )
  expect(Object.fromEntries(rows)).toEqual(lints)
  expect(rows.map(([id]) => id)).toEqual(Object.keys(lints))
})
