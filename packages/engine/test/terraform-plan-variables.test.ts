import type { Json } from '@regraft/model'
import { builtin } from '@regraft/policies'
import { beforeAll, describe, expect, it } from 'vitest'
import type { HealOptions } from '../src/index.ts'
import { createEngine, type Engine, memoryWorkspace } from '../src/index.ts'

let engine: Engine
beforeAll(async () => {
  engine = await createEngine({ policies: [builtin] })
})

const rules = ['aws/kms-rotation']

/** A plan of one key, as `terraform show -json` prints it. */
function plan(variables: { readonly [name: string]: Json }, rotation: boolean, names = ['k']): string {
  const type = 'aws_kms_key'
  const document = {
    format_version: '1.2',
    terraform_version: '1.9.8',
    variables: Object.fromEntries(Object.entries(variables).map(([name, value]) => [name, { value }])),
    planned_values: {
      root_module: {
        resources: names.map((name) => ({
          address: `${type}.${name}`,
          mode: 'managed',
          type,
          name,
          provider_name: 'registry.terraform.io/hashicorp/aws',
          schema_version: 0,
          values: { enable_key_rotation: rotation },
          sensitive_values: {},
        })),
      },
    },
    resource_changes: [],
    configuration: {
      root_module: {
        resources: names.map((name) => ({
          address: `${type}.${name}`,
          mode: 'managed',
          type,
          name,
          expressions: { enable_key_rotation: { references: ['var.rotate'] } },
        })),
      },
    },
  }
  return `${JSON.stringify(document, undefined, 2)}\n`
}

const main = (defaulted: string, value = 'var.rotate'): string =>
  `variable "rotate" {\n  type    = bool\n  default = ${defaulted}\n}\n\nresource "aws_kms_key" "k" {\n  enable_key_rotation = ${value}\n}\n`

async function heal(
  files: { readonly [path: string]: string },
  options: HealOptions = {},
): Promise<{ findings: string[]; changed: { [path: string]: string } }> {
  const workspace = memoryWorkspace(files)
  const report = await engine.heal(workspace, { rules, ...options })
  expect(report.diagnostics).toEqual([])
  return {
    findings: report.findings.map(
      ({ location, status, statusReason, fix, related = [] }) =>
        `${location.file} ${status}: ${statusReason ?? fix?.reason ?? fix?.result}${related.map(({ file, start }) => ` [${file}:${start.line}]`).join('')}`,
    ),
    changed: Object.fromEntries([...workspace.texts].filter(([path, text]) => files[path] !== text)),
  }
}

describe("a plan's own variables", () => {
  it('are told to be what makes a finding, where no file says them', async () => {
    const files = { 'main.tf': main('true'), 'plan.json': plan({ rotate: false }, false) }
    expect(await heal(files)).toEqual({
      findings: [
        'plan.json open: the plan was made with var.rotate, and no file here says what it is there: make the plan again with another value [main.tf:7]',
      ],
      changed: {},
    })
  })

  it('are found in the variables file that they were taken from', async () => {
    const files = {
      'main.tf': main('true'),
      'prod.tfvars': '# production\nrotate = false\n',
      'stage.tfvars': 'rotate = true\n',
      'plan.json': plan({ rotate: false }, false),
    }
    expect((await heal(files)).findings).toEqual([
      'main.tf undetermined: var.rotate is not known offline',
      'plan.json open: it is written at prod.tfvars:2, a file that counts when it is named only: --var-file prod.tfvars heals it [main.tf:7] [prod.tfvars:2]',
    ])
    const named = await heal(files, { variables: { files: ['prod.tfvars'] } })
    expect(named).toEqual({
      findings: [
        'main.tf healed: applied',
        'plan.json healed: healed where it is written, main.tf:7; make the plan again [main.tf:7] [prod.tfvars:2]',
      ],
      changed: { 'prod.tfvars': '# production\nrotate = true\n' },
    })
  })
})
