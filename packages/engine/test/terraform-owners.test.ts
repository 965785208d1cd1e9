import { readFileSync, writeFileSync } from 'node:fs'
import { builtin } from '@regraft/policies'
import { beforeAll, describe, expect, test } from 'vitest'
import { createEngine, type Engine, memoryWorkspace } from '../src/index.ts'
import { workerCompiler } from '../src/node.ts'
import { filesOf, hole, type Kind, kinds } from './terraform-owners.ts'

const rego = `# METADATA
# title: A statement allows every action
# custom:
#   id: test/every-action
#   severity: high
#   resources: [aws_iam_policy]
#   fix: safe
package test.every_action

deny contains finding if {
	some i, statement in _statements
	statement.Action == "*"
	finding := {
		"message": "every action is allowed",
		"path": ["policy", "Statement", i, "Action"],
		"fix": {"title": "Allow reading", "ops": [{"op": "set", "value": "s3:GetObject"}]},
	}
}

_statements := json.unmarshal(input.policy).Statement

_statements := input.policy["$json"].Statement
`

let engine: Engine
beforeAll(async () => {
  engine = await createEngine({
    policies: [builtin, { id: 'test', modules: { 'every_action.rego': rego } }],
    compiler: workerCompiler(),
  })
}, 60_000)

const rules = ['test/every-action', 'aws/kms-rotation', 'aws/ec2-root-volume-encryption']

/** What becomes of a literal in a place of one kind that reaches a resource by way of another. */
async function outcome(owner: Kind, way: Kind | undefined): Promise<string> {
  const draft = filesOf(owner, way)
  if (draft === undefined) return ''
  const document = owner.document === true || way?.document === true
  const filled = (literal: string): [string, string][] =>
    [...draft].map(([path, text]) => [path, text.replaceAll(hole, literal)])
  const [before, after] = document ? ['"*"', '"s3:GetObject"'] : ['false', 'true']
  const workspace = memoryWorkspace(Object.fromEntries(filled(before)))
  const report = await engine.heal(workspace, { rules, unsafe: true })
  const told = report.findings.map(
    ({ status, fix, reason }) => `${status} ${fix?.result} ${fix?.reason ?? reason ?? ''}`,
  )
  const expected = new Map(filled(after))
  for (const [path, text] of expected)
    if (workspace.texts.get(path) !== text) return `${told.join('; ')}\n${[...workspace.texts].join('\n')}`
  if (report.findings.length !== 1 || report.findings[0]?.status !== 'healed') return told.join('; ')
  const again = await engine.heal(workspace, { rules, unsafe: true })
  return again.edits.length === 0 && again.findings.length === 0 ? 'healed' : 'not settled'
}

const page = new URL('../../../docs/terraform.md', import.meta.url)
const ways = kinds.filter((way) => kinds.some((owner) => filesOf(owner, way) !== undefined))
const cells = new Map<string, string>()

describe('a literal is healed where it stands', () => {
  for (const owner of kinds)
    for (const way of [undefined, ...ways]) {
      if (filesOf(owner, way) === undefined) continue
      test(`${owner.id} by way of ${way?.id ?? 'nothing'}`, async () => {
        const told = await outcome(owner, way)
        cells.set(`${owner.id} ${way?.id}`, told)
        expect(told).toBe('healed')
      })
    }

  // Written anew with REGRAFT_DOCS=1.
  test('and the page says the same', () => {
    const text = readFileSync(page, 'utf8')
    const written = text.replace(/(<!-- owners -->\n\n)[\s\S]*?(\n\n<!-- end -->)/, `$1${table()}$2`)
    if (process.env['REGRAFT_DOCS'] === '1') writeFileSync(page, written)
    else expect(text).toBe(written)
  })
})

function table(): string {
  const rows = [
    ['literal in ↓ reached through →', 'nothing', ...ways.map(({ title }) => title)],
    ...kinds.map((owner) => [
      owner.title,
      ...[undefined, ...ways].map((way) => (cells.get(`${owner.id} ${way?.id}`) === 'healed' ? '●' : '')),
    ]),
  ]
  const widths = (rows[0] ?? []).map((_, i) => Math.max(...rows.map((row) => row[i]?.length ?? 0)))
  const lines = rows.map((row) => `| ${row.map((cell, i) => cell.padEnd(widths[i] ?? 0)).join(' | ')} |`)
  return [lines[0], `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`, ...lines.slice(1)].join(
    '\n',
  )
}
