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
      'plan.json open: it is written at prod.tfvars:2, which Terraform reads only when it is named: --var-file prod.tfvars heals it [main.tf:7] [prod.tfvars:2]',
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

  it('decide which branch counts, and the literal there is told', async () => {
    const text = main('true', 'var.rotate ? true : false')
    expect(await heal({ 'main.tf': text, 'plan.json': plan({ rotate: false }, false) })).toEqual({
      findings: [
        'plan.json open: it follows from main.tf:7 with the variables of the plan: give them with --var-file or --var to heal it [main.tf:7]',
      ],
      changed: {},
    })
    const given = { variables: { values: { rotate: 'false' } } }
    expect(await heal({ 'main.tf': text, 'plan.json': plan({ rotate: false }, false) }, given)).toMatchObject(
      { changed: { 'main.tf': main('true', 'var.rotate ? true : true') } },
    )
  })

  it('are found in parts of a value, through calls of modules', async () => {
    const files = {
      'main.tf':
        'variable "keys" {\n  type = map(object({ rotate = bool }))\n}\n\nmodule "store" {\n  source = "./store"\n  rotate = var.keys["a1"].rotate\n}\n',
      'store/main.tf': main('true'),
      'plan.json': plan({ keys: { a1: { rotate: false } } }, false).replaceAll(
        'aws_kms_key.k',
        'module.store.aws_kms_key.k',
      ),
    }
    const moved = JSON.parse(files['plan.json']) as { configuration: { root_module: object } }
    moved.configuration.root_module = {
      module_calls: { store: { module: moved.configuration.root_module } },
    }
    const { findings } = await heal({ ...files, 'plan.json': JSON.stringify(moved) })
    expect(findings).toEqual([
      'plan.json open: the plan was made with var.keys, and no file here says what it is there: make the plan again with another value [store/main.tf:7]',
      'store/main.tf undetermined: var.keys["a1"].rotate is not known offline',
    ])
  })

  it('count for less than what the user gives', async () => {
    const files = { 'main.tf': main('true'), 'plan.json': plan({ rotate: false }, false) }
    const kept = 'plan.json open: it is a plan: heal the configuration it was made from'
    expect((await heal(files, { variables: { values: { rotate: 'true' } } })).findings).toEqual([kept])
    const named = { ...files, 'mine.tfvars': 'rotate = true\n' }
    expect((await heal(named, { variables: { files: ['mine.tfvars'] } })).findings).toEqual([kept])
  })

  it('are no matter where they are what the configuration says by itself', async () => {
    const files = { 'main.tf': main('false'), 'plan.json': plan({ rotate: false }, false) }
    expect(await heal(files)).toEqual({
      findings: [
        'main.tf healed: applied',
        'plan.json healed: healed where it is written, main.tf:7; make the plan again [main.tf:7] [main.tf:3]',
      ],
      changed: { 'main.tf': main('true') },
    })
  })

  it('stay insecure when the configuration is healed of another value', async () => {
    const files = { 'main.tf': main('null'), 'plan.json': plan({ rotate: false }, false) }
    const { findings, changed } = await heal(files)
    expect(findings.at(-1)).toMatch(/^plan\.json open: the plan was made with var\.rotate/)
    expect(changed).not.toHaveProperty('plan.json')
  })

  it('change nothing of what is told of the configuration', async () => {
    const files = { 'main.tf': main('false'), 'b.tfvars': 'rotate = true\n' }
    const alone = await engine.check(memoryWorkspace(files), { rules })
    const beside = await engine.check(
      memoryWorkspace({ ...files, 'plan.json': plan({ rotate: false }, false) }),
      { rules },
    )
    expect(beside.findings.filter(({ resource }) => resource.framework === 'terraform')).toEqual(
      alone.findings,
    )
    expect(beside.findings.at(-1)?.related?.map(({ file, start }) => `${file}:${start.line}`)).toEqual([
      'main.tf:7',
      'main.tf:3',
    ])
  })

  it('are related to the one root module that has all of the plan', async () => {
    const told = async (files: { readonly [path: string]: string }): Promise<string | undefined> =>
      (await heal({ 'plan.json': plan({ rotate: false }, false, ['k', 'l']), ...files })).findings
        .filter((finding) => finding.startsWith('plan.json'))
        .at(0)
    const both = `${main('true')}resource "aws_kms_key" "l" {\n  count               = 0\n  enable_key_rotation = true\n}\n`
    const beyond = /\[a\/main\.tf:7\]$/
    expect(await told({ 'a/main.tf': both, 'b/main.tf': main('true') })).toMatch(beyond)
    expect(await told({ 'a/main.tf': main('true'), 'b/main.tf': main('true') })).not.toMatch(beyond)
    expect(await told({ 'a/main.tf': both, 'b/main.tf': both })).not.toMatch(beyond)
  })
})
