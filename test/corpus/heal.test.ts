import { parse as parseHcl } from '@cdktf/hcl2json'
import { createEngine, type Engine, memoryWorkspace } from '@regraft/engine'
import { inverse } from '@regraft/fixer'
import { applyEdits, canonicalJson, type Json, type JsonObject, type Report } from '@regraft/model'
import { builtin } from '@regraft/policies'
import { beforeAll, describe, expect, test } from 'vitest'
import { parseAllDocuments } from 'yaml'
import { corpus, filesOf } from './corpora.ts'

const corpora = [
  'terragoat',
  'kaimonkey',
  'kubernetes-goat',
  'microservices-demo',
  'terraform-aws-vpc',
  'terraform-aws-s3-bucket',
  'starter-workflows',
  'gatekeeper-library',
]
const endings = ['.tf', '.tfvars', '.tf.json', '.yaml', '.yml', '.json']

let engine: Engine
beforeAll(async () => {
  engine = await createEngine({ policies: [builtin] })
})

/** A file as somebody else's parser reads it: by resource, so that a change can be laid at a finding's door. */
async function oracle(path: string, text: string): Promise<ReadonlyMap<string, string> | undefined> {
  try {
    if (path.endsWith('.tf')) return hclParts(await parseHcl(path, text))
    if (!/\.(ya?ml|json)$/.test(path)) return undefined
    const documents = parseAllDocuments(text, { logLevel: 'silent' })
    if (documents.some((document) => document.errors.length > 0)) return undefined
    return new Map(
      documents.map((document, i) => [String(i), canonicalJson((document.toJS() ?? null) as Json)]),
    )
  } catch {
    return undefined
  }
}

function hclParts(file: JsonObject): ReadonlyMap<string, string> {
  const out = new Map<string, string>()
  for (const [kind, body] of Object.entries(file)) {
    if (kind !== 'resource') out.set(kind, canonicalJson(body))
    else
      for (const [type, named] of Object.entries(body as JsonObject))
        for (const [name, blocks] of Object.entries(named as JsonObject))
          out.set(`${type}.${name}`, canonicalJson(blocks))
  }
  return out
}

/** `aws_s3_bucket.this` of `module.logs["a"].aws_s3_bucket.this[0]`. */
const blockOf = (address: string): string =>
  address
    .replace(/\[[^[]*\]$/, '')
    .split('.')
    .slice(-2)
    .join('.')

const healedIn = (report: Report, file: string): Report['findings'] =>
  report.findings.filter((finding) => finding.status === 'healed' && finding.location.file === file)

async function compare(report: Report, file: string, before: string, after: string): Promise<void> {
  const was = await oracle(file, before)
  const is = await oracle(file, after)
  if (was === undefined) return
  expect(is, `${file} parses`).toBeDefined()
  const healed = healedIn(report, file)
  const changed = [...was.keys()].filter((part) => is?.get(part) !== was.get(part))
  if (file.endsWith('.tf')) {
    const addresses = new Set(healed.map((finding) => blockOf(finding.resource.address)))
    expect(
      changed.filter((part) => !addresses.has(part)),
      `${file}: only what was healed differs`,
    ).toEqual([])
  } else expect(changed.length <= healed.length, `${file}: only what was healed differs`).toBe(true)
}

describe.each(corpora)('%s', (name) => {
  const folder = corpus(name)
  test.skipIf(folder === undefined).each([false, true])(
    'heals and proves (unsafe fixes: %s)',
    async (unsafe) => {
      const files = filesOf(folder ?? '', endings)
      const workspace = memoryWorkspace(files)
      const report = await engine.heal(workspace, { unsafe })
      for (const [file, before] of Object.entries(files)) {
        const edits = report.edits.filter((edit) => edit.file === file)
        const after = workspace.texts.get(file) ?? ''
        expect(applyEdits(before, edits)).toBe(after)
        expect(applyEdits(after, inverse(before, edits))).toBe(before)
        if (edits.length > 0) await compare(report, file, before, after)
      }
      for (const finding of report.findings) {
        if (finding.fix)
          expect(finding.fix.result, `${finding.rule} in ${finding.location.file}`).toBeDefined()
        if (finding.status === 'open' && finding.fix?.level === 'safe')
          expect(finding.fix.reason, `${finding.rule} says why not`).toBeTruthy()
      }
      const again = await engine.heal(workspace, { unsafe })
      expect(again.edits).toEqual([])
      const { open, healed, undetermined } = report.summary
      console.info(`${name}, unsafe ${unsafe}: ${healed} healed, ${open} open, ${undetermined} undetermined`)
    },
  )
})

describe('the same bytes', () => {
  const folder = corpus('terragoat')
  test.skipIf(folder === undefined)('in any order of files and rules', async () => {
    const files = filesOf(folder ?? '', endings)
    const reversed = Object.fromEntries(Object.entries(files).reverse())
    const rules = engine.rules.map((rule) => rule.id)
    const straight = memoryWorkspace(files)
    const turned = memoryWorkspace(reversed)
    const a = await engine.heal(straight, { unsafe: true, rules })
    const b = await engine.heal(turned, { unsafe: true, rules: [...rules].reverse() })
    expect(JSON.stringify(b)).toBe(JSON.stringify(a))
    for (const file of Object.keys(files)) expect(turned.texts.get(file)).toBe(straight.texts.get(file))
  })
})
