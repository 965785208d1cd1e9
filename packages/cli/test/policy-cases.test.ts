import { afterEach, expect, test } from 'vitest'
import { Folder, run } from './support.ts'

const bad = 'resource "aws_kms_key" "k" {\n  enable_key_rotation = false\n}\n'
const rego = `# METADATA
# title: T
# custom: {id: acme/t, severity: low, resources: [aws_sns_topic]}
package acme.t.terraform

deny contains {"message": "m", "path": []} if input.never
`

let folder: Folder | undefined
afterEach(() => folder?.remove())

async function found(args: readonly string[], files = {}): Promise<readonly string[]> {
  folder = new Folder({
    'main.tf': bad,
    'policies/acme/t/terraform.rego': rego,
    'policies/acme/t/cases/one/before.tf': bad,
    'cases/main.tf': bad,
    ...files,
  })
  const { stdout } = await run(folder.path, [
    'check',
    '--rule',
    'aws/kms-rotation',
    '--format',
    'json',
    ...args,
  ])
  const report: { findings: { location: { file: string } }[] } = JSON.parse(stdout)
  return report.findings.map(({ location }) => location.file)
}

test('cases of the policies of a run are no part of what is checked', async () => {
  expect(await found(['--policy', 'policies'])).toEqual(['cases/main.tf', 'main.tf'])
})

test('nor where the configuration names the policies', async () => {
  expect(await found([], { 'regraft.yaml': 'policies: [policies]\n' })).toEqual(['cases/main.tf', 'main.tf'])
})

test('a case that is named is checked', async () => {
  expect(await found(['--policy', 'policies', 'policies/acme/t/cases/one/before.tf'])).toEqual([
    'policies/acme/t/cases/one/before.tf',
  ])
})
