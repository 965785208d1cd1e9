// biome-ignore-all lint/suspicious/noTemplateCurlyInString: templates are Terraform's here
import { beforeAll, describe, expect, test } from 'vitest'
import { createEngine, type Engine, memoryWorkspace } from '../src/index.ts'
import { workerCompiler } from '../src/node.ts'

/** A rule that finds a statement without `MFA` in its Sid and fixes it by one operation at a path in it. */
function rule(id: string, path: string, operation: string): [string, string] {
  return [
    `${id}.rego`,
    `# METADATA
# title: ${id}
# custom:
#   id: test/${id}
#   severity: high
#   resources: [aws_iam_policy]
#   fix: safe
package test.${id}

deny contains finding if {
	some i, statement in _statements
	statement.Effect == "Allow"
	_found(statement)
	finding := {
		"message": "found",
		"path": ["policy", "Statement", i],
		"fix": {"title": "Fix", "ops": [object.union({"path": array.concat(["policy", "Statement", i], ${path})}, ${operation})]},
	}
}

_statements := json.unmarshal(input.policy).Statement

_statements := input.policy["$json"].Statement

_found(statement) if {
	"${id}" in {"item", "whole"}
	"*" in statement.Action
}

_found(statement) if {
	"${id}" == "condition"
	not statement.Condition
}

_found(statement) if {
	"${id}" == "sid"
	statement.Sid
}
`,
  ]
}

const bool = '{"Bool": {"aws:MultiFactorAuthPresent": "true"}}'
const modules = Object.fromEntries([
  rule('item', '["Action"]', '{"op": "remove_item", "match": "*"}'),
  rule('whole', '[]', '{"op": "remove_item", "path": ["policy", "Statement"], "match": {"Sid": "Read"}}'),
  rule('condition', '["Condition"]', `{"op": "set", "value": ${bool}}`),
  rule('sid', '["Sid"]', '{"op": "remove"}'),
])

let engine: Engine
beforeAll(async () => {
  engine = await createEngine({ policies: [{ id: 'test', modules }], compiler: workerCompiler() })
}, 60_000)

const policy = (value: string): string => `resource "aws_iam_policy" "p" {\n  policy = ${value}\n}\n`

async function heal(text: string, id: string, file = 'main.tf'): Promise<string | undefined> {
  const workspace = memoryWorkspace({ [file]: text })
  const run = { rules: [`test/${id}`] }
  const report = await engine.heal(workspace, run)
  const healed = workspace.texts.get(file)
  const told = report.findings.map(
    ({ status, fix }) => `${status} ${fix?.code ?? fix?.gate ?? ''} ${fix?.reason ?? ''}`,
  )
  if (report.findings.some(({ status }) => status !== 'healed')) return told.join('; ')
  expect((await engine.heal(workspace, run)).edits).toEqual([])
  return healed
}

describe('a fix inside a document keeps the form that it is written in', () => {
  const encoded = policy(`jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid      = "Read"
        Effect   = "Allow"
        Action   = ["s3:Get*", "*"]
        Resource = "\${aws_s3_bucket.b.arn}/*" # ours
      },
      { Effect = "Deny", Action = ["*"], Resource = "*" },
    ]
  })`)
  const heredoc = policy(`<<-EOT
    {
      "Version": "2012-10-17",
      "Statement": [
        {
          "Sid": "Read",
          "Effect": "Allow",
          "Action": ["s3:Get*", "*"],
          "Resource": "\${aws_s3_bucket.b.arn}/*"
        },
        {"Effect": "Deny", "Action": ["*"], "Resource": "*"}
      ]
    }
  EOT`)

  test('jsonencode', async () => {
    expect(await heal(encoded, 'item')).toBe(encoded.replace('["s3:Get*", "*"]', '["s3:Get*"]'))
    expect(await heal(encoded, 'sid')).toBe(encoded.replace('        Sid      = "Read"\n', ''))
    const condition =
      '        Condition = {\n          Bool = {\n            "aws:MultiFactorAuthPresent" = "true"\n          }\n        }\n'
    expect(await heal(encoded, 'condition')).toBe(encoded.replace('# ours\n', `# ours\n${condition}`))
    expect(await heal(encoded, 'whole')).toBe(encoded.replace(/^ {6}\{\n[\s\S]*?\},\n/m, ''))
  })

  test('a heredoc', async () => {
    expect(await heal(heredoc, 'item')).toBe(heredoc.replace('["s3:Get*", "*"]', '["s3:Get*"]'))
    expect(await heal(heredoc, 'sid')).toBe(heredoc.replace('          "Sid": "Read",\n', ''))
    const condition =
      '          "Condition": {\n            "Bool": {\n              "aws:MultiFactorAuthPresent": "true"\n            }\n          }\n'
    expect(await heal(heredoc, 'condition')).toBe(heredoc.replace('}/*"\n', `}/*",\n${condition}`))
    // Nothing is taken away that holds an interpolation.
    expect(await heal(heredoc, 'whole')).toBe(
      'open HCL_TEMPLATE an interpolation makes this part of the text',
    )
    const known = heredoc.replace('${aws_s3_bucket.b.arn}/', '')
    expect(await heal(known, 'whole')).toBe(known.replace(/^ {8}\{\n[\s\S]*?\},\n/m, ''))
  })

  test('a string of JSON syntax', async () => {
    const said =
      '{"Statement": [{"Sid": "Read", "Effect": "Allow", "Action": ["s3:Get*", "*"], "Resource": "a/*"}]}'
    const written = (document: string): string =>
      `${JSON.stringify({ resource: { aws_iam_policy: { p: { policy: document } } } }, undefined, 2)}\n`
    const changed = async (id: string, before: string, after: string): Promise<void> =>
      expect(await heal(written(said), id, 'main.tf.json')).toBe(written(said.replace(before, after)))
    await changed('item', '["s3:Get*", "*"]', '["s3:Get*"]')
    await changed('sid', '"Sid": "Read", ', '')
    await changed('condition', '"a/*"}', `"a/*", "Condition": ${bool}}`)
    await changed('whole', said.slice(15, -2), '')
  })

  test('a string of JSON syntax that a local or a variables file has', async () => {
    const said = '{\n  "Statement": [\n    {"Effect": "Allow", "Action": ["*", "a:b"]}\n  ]\n}\n'
    const local = (document: string): string =>
      `${JSON.stringify({ locals: { p: document }, resource: { aws_iam_policy: { p: { policy: '${local.p}' } } } })}\n`
    expect(await heal(local(said), 'item', 'main.tf.json')).toBe(local(said.replace('"*", ', '')))
    const workspace = memoryWorkspace({
      'main.tf': `variable "p" {}\n${policy('var.p')}`,
      'terraform.tfvars.json': JSON.stringify({ p: said }),
    })
    await engine.heal(workspace, { rules: ['test/item'] })
    expect(workspace.texts.get('terraform.tfvars.json')).toBe(
      JSON.stringify({ p: said.replace('"*", ', '') }),
    )
  })

  test('what holds a template in JSON syntax stays as it is', async () => {
    const said = '{"Statement": [{"Effect": "Allow", "Action": ["*"], "Resource": "${aws_s3_bucket.b.arn}"}]}'
    const text = JSON.stringify({ resource: { aws_iam_policy: { p: { policy: said } } } })
    expect(await heal(text, 'item', 'main.tf.json')).toMatch(/^(?:open|undetermined) /)
  })

  test('aws_iam_policy_document', async () => {
    const document = `data "aws_iam_policy_document" "d" {
  statement {
    sid       = "Read"
    actions   = ["s3:Get*", "*", "s3:List*"]
    resources = [aws_s3_bucket.b.arn]
  }
  statement {
    effect    = "Deny"
    actions   = ["*"]
    resources = ["*"]
  }
}
${policy('data.aws_iam_policy_document.d.json')}`
    expect(await heal(document, 'item')).toBe(document.replace('"*", ', ''))
    // What the provider makes of the blocks is computed: no block is what the document says.
    for (const id of ['condition', 'sid', 'whole'])
      expect(await heal(document, id)).toBe('open COMPUTED it refers to data.aws_iam_policy_document')
  })
})
