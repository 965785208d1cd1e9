import json from '@eslint/json'
import * as ts from '@typescript-eslint/parser'
import { RuleTester } from 'eslint'
import yml from 'eslint-plugin-yml'
import { describe, it } from 'vitest'
import * as yaml from 'yaml-eslint-parser'
import regraft, { rules } from '../src/index.ts'
import { built } from './lint.ts'

// RuleTester registers with the test framework that it is given; without a build it registers nothing that runs.
RuleTester.describe = describe
RuleTester.it = built ? it : it.skip
const { kubernetes, pulumi, terraform } = rules
if (!kubernetes || !pulumi || !terraform) throw new Error('a rule is missing')

/** What a pod needs so that dropping capabilities takes nothing from it. */
const rest = 'allowPrivilegeEscalation: false, runAsNonRoot: true'
const role = (resources: string): string =>
  `apiVersion: v1\nkind: Pod\nmetadata: { name: p }\nspec:\n  containers:\n    - name: c\n      image: r.example/c:1.2\n      securityContext: { ${rest}, capabilities: { drop: ${resources} } }\n`
const only = [{ rules: ['kubernetes/drop-all-capabilities', 'kubernetes/host-pid'] }]
const message =
  "kubernetes/drop-all-capabilities: Container keeps the runtime's default capabilities: container c does not drop all capabilities"

const manifests = {
  valid: [
    { code: role('[ALL]'), name: 'a.yaml', filename: 'a.yaml', options: only },
    { code: 'name: not a manifest\n', name: 'b.yaml', filename: 'b.yaml' },
    {
      code: role('[NET_RAW]'),
      name: 'c.yaml',
      filename: 'c.yaml',
      options: [{ skipRules: ['kubernetes/*'] }],
    },
    { code: role('[NET_RAW]'), name: 'd.yaml', filename: 'd.yaml', options: [{ minSeverity: 'critical' }] },
  ],
  invalid: [
    {
      code: role('[NET_RAW]'),
      name: 'a.yaml',
      filename: 'a.yaml',
      options: only,
      output: role('[NET_RAW, ALL]'),
      errors: [{ message, line: 8, column: 101, endLine: 8 }],
    },
    {
      code: role('[NET_RAW]').replaceAll('\n', '\r\n'),
      name: 'crlf.yaml',
      filename: 'crlf.yaml',
      options: only,
      output: role('[NET_RAW, ALL]').replaceAll('\n', '\r\n'),
      errors: [{ messageId: 'finding', line: 8, column: 101 }],
    },
    {
      code: `\ufeff${role('[NET_RAW]')}`,
      name: 'bom.yaml',
      filename: 'bom.yaml',
      options: only,
      output: `\ufeff${role('[NET_RAW, ALL]')}`,
      errors: [{ messageId: 'finding', line: 8, column: 101 }],
    },
    {
      code: role('[ALL]').replace('spec:\n', 'spec:\n  hostPID: true\n'),
      name: 'b.yaml',
      filename: 'b.yaml',
      options: only,
      output: null,
      errors: [
        {
          messageId: 'finding',
          line: 5,
          suggestions: [
            {
              desc: 'Give the pod a namespace of its own (unsafe: an agent that watches or signals processes of the node sees only its own)',
              output: role('[ALL]').replace('spec:\n', 'spec:\n  hostPID: false\n'),
            },
          ],
        },
      ],
    },
  ],
}

new RuleTester({ plugins: { regraft }, language: 'regraft/text' }).run(
  'kubernetes in regraft/text',
  kubernetes,
  manifests,
)
new RuleTester({ languageOptions: { parser: yaml } }).run(
  'kubernetes by yaml-eslint-parser',
  kubernetes,
  manifests,
)
new RuleTester({ plugins: { yml }, language: 'yml/yaml' }).run(
  'kubernetes in yml/yaml',
  kubernetes,
  manifests,
)

const inJson = (drop: readonly string[]): string =>
  JSON.stringify(
    {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name: 'p' },
      spec: {
        containers: [
          {
            name: 'c',
            image: 'r.example/c:1.2',
            securityContext: { allowPrivilegeEscalation: false, runAsNonRoot: true, capabilities: { drop } },
          },
        ],
      },
    },
    null,
    2,
  )
new RuleTester({ plugins: { json }, language: 'json/json' }).run('kubernetes in json/json', kubernetes, {
  valid: [{ code: inJson(['ALL']), name: 'a.json', filename: 'a.json', options: only }],
  invalid: [
    {
      code: inJson(['NET_RAW']),
      name: 'a.json',
      filename: 'a.json',
      options: only,
      output: inJson(['NET_RAW', 'ALL']),
      errors: [{ message, line: 16, column: 21 }],
    },
  ],
})

const key = (rotation: string, comment = ''): string =>
  `import * as aws from '@pulumi/aws'\n\n${comment}export const key = new aws.kms.Key('k', { enableKeyRotation: ${rotation} })\n`
const programs = {
  valid: [
    { code: key('true'), name: 'index.ts', filename: 'index.ts' },
    { code: 'export const one: number = 1\n', name: 'other.ts', filename: 'other.ts' },
  ],
  invalid: [
    {
      code: key('false'),
      name: 'index.ts',
      filename: 'index.ts',
      output: key('true'),
      errors: [
        {
          message: 'aws/kms-rotation: KMS key is never rotated: the key is not rotated',
          line: 3,
          column: 62,
        },
      ],
    },
  ],
}
new RuleTester({ languageOptions: { parser: ts } }).run(
  'pulumi by @typescript-eslint/parser',
  pulumi,
  programs,
)
new RuleTester({ plugins: { regraft }, language: 'regraft/text' }).run(
  'pulumi in regraft/text',
  pulumi,
  programs,
)

const hcl = (rotation: string): string =>
  `resource "aws_kms_key" "k" {\n  enable_key_rotation = ${rotation} # note\n}\n`
new RuleTester({ plugins: { regraft }, language: 'regraft/text' }).run(
  'terraform in regraft/text',
  terraform,
  {
    valid: [{ code: hcl('true'), name: 'main.tf', filename: 'main.tf' }],
    invalid: [
      {
        code: hcl('false'),
        name: 'main.tf',
        filename: 'main.tf',
        output: hcl('true'),
        errors: [{ messageId: 'finding', line: 2, column: 25, endLine: 2, endColumn: 30 }],
      },
      {
        code: 'resource "aws_kms_key" {\n',
        name: 'broken.tf',
        filename: 'broken.tf',
        output: null,
        errors: [{ messageId: 'noted' }],
      },
    ],
  },
)
