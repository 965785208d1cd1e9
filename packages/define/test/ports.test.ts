import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createEngine, type Engine, memoryWorkspace } from '@regraft/engine'
import { builtin } from '@regraft/policies'
import { loadRego } from '@regraft/rego/node'
import { readPolicyFolder, runCases } from '@regraft/testing'
import { beforeAll, expect, test } from 'vitest'
import { kmsRotation } from './ports/kms-rotation.ts'
import { privilegeEscalation } from './ports/privilege-escalation.ts'
import { publicAccessBlock } from './ports/public-access-block.ts'

const definitions = [kmsRotation, privilegeEscalation, publicAccessBlock]
const root = join(import.meta.dirname, '../../..')
const { cases } = readPolicyFolder(join(root, 'policies'))
const corpora = (process.env['REGRAFT_CORPORA'] ?? join(root, '../shared/corpora')).split(':')
const terragoat = corpora.map((folder) => join(folder, 'terragoat')).find((folder) => existsSync(folder))

let rego: Engine
let typescript: Engine
beforeAll(async () => {
  rego = await createEngine({ policies: [builtin] })
  typescript = await createEngine({ policies: [{ id: 'ports', definitions }] })
})

/** Report and texts of a check and of a heal, as bytes. */
async function outcome(
  engine: Engine,
  rule: string,
  texts: { readonly [path: string]: string },
): Promise<string> {
  const workspace = memoryWorkspace(texts)
  const checked = await engine.check(workspace, { rules: [rule] })
  const healed = await engine.heal(workspace, { rules: [rule], unsafe: true })
  return JSON.stringify([checked, healed, Object.fromEntries(workspace.texts)], null, 1)
}

test.each(definitions.map(({ id }) => id))(
  '%s reports what the Rego rule reports on its cases',
  async (id) => {
    const folders = new Map<string, Record<string, string>>()
    for (const [path, text] of Object.entries(cases)) {
      const [, folder, name] = /^(.+\/cases\/[^/]+)\/(?:before|clean)[./](.+)$/.exec(path) ?? []
      if (folder === undefined || name === undefined || !path.startsWith(`${id}/`)) continue
      folders.set(folder, { ...folders.get(folder), [name.includes('.') ? name : `main.${name}`]: text })
    }
    expect(folders.size).toBeGreaterThan(4)
    for (const texts of folders.values())
      expect(await outcome(typescript, id, texts)).toBe(await outcome(rego, id, texts))
  },
)

test.skipIf(terragoat === undefined)('the same on terragoat', async () => {
  const texts: Record<string, string> = {}
  for (const path of readdirSync(terragoat ?? '', { recursive: true, encoding: 'utf8' }))
    if (path.endsWith('.tf')) texts[path] = readFileSync(join(terragoat ?? '', path), 'utf8')
  for (const { id } of definitions) {
    const ours = await outcome(typescript, id, texts)
    expect(ours).toBe(await outcome(rego, id, texts))
    if (id === kmsRotation.id || id === publicAccessBlock.id) expect(ours).toContain('"status": "healed"')
  }
})

test('cases hold for them as they do for Rego policies', async () => {
  const own = Object.fromEntries(
    Object.entries(cases).filter(([path]) =>
      /^aws\/kms-rotation\/cases\/(absent|clean|written-false)\//.test(path),
    ),
  )
  const results = await runCases({ modules: {}, definitions, cases: own, rego: await loadRego() })
  expect(results.map(({ name }) => name)).toEqual(['absent', 'clean', 'written-false'])
  expect(
    results.flatMap(({ rule, name, failures }) => failures.map((each) => ({ rule, name, ...each }))),
  ).toEqual([])
})
