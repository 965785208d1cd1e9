import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { loadRego } from '@regraft/rego/node'
import { openSuite, readPolicyFolder } from '@regraft/testing'
import { expect, test } from 'vitest'

const folder = readPolicyFolder(fileURLToPath(new URL('..', import.meta.url)))
const rego = await loadRego()
const suite = await openSuite({ ...folder, rego })
const sources = (files: { readonly [path: string]: string }) =>
  Object.entries(files).map(([file, text]) => ({ file, text }))
const modules = sources({ ...folder.modules, ...folder.tests })

test('the unit tests of the library pass', async () => {
  const ran = await rego.test({ modules })
  expect(ran.ok).toBe(true)
  if (!ran.ok) return
  expect(ran.value.tests.length).toBeGreaterThan(15)
  expect(ran.value.tests.filter(({ outcome }) => outcome !== 'pass')).toEqual([])
})

test('the policies are strict and formatted', async () => {
  expect(await rego.check({ modules, strict: true })).toEqual([])
  const { files } = await rego.format({ modules })
  expect(files.filter(({ changed }) => changed).map(({ file }) => file)).toEqual([])
})

test('the cases reach every line of every rule', async () => {
  const missed = (await suite.coverage())
    .filter(({ file, missed }) => missed.length > 0 && !file.startsWith('lib/'))
    .map(({ file, missed }) => `${file}: ${missed.join(', ')}`)
  expect(missed).toEqual([])
})

test('every rule explains itself and names what other scanners call it', async () => {
  expect(suite.rules.length).toBe(40)
  for (const { id, title, description, relatedResources, aliases } of suite.rules) {
    const readme = readFileSync(new URL(`../${id}/README.md`, import.meta.url), 'utf8')
    expect(readme.startsWith(`# ${title}\n\n\`${id}\`\n`), id).toBe(true)
    expect(description.length, id).toBeGreaterThan(40)
    expect(
      relatedResources.every((url) => url.startsWith('https://')),
      id,
    ).toBe(true)
    expect(aliases.length, id).toBeGreaterThan(0)
    const names = suite.cases.filter(({ rule }) => rule === id)
    expect(
      names.some(({ clean }) => clean !== undefined),
      id,
    ).toBe(true)
    expect(
      names.some(({ before }) => before !== undefined),
      id,
    ).toBe(true)
  }
})
