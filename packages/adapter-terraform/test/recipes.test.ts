import { spawn, spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parse as parseHcl } from '@cdktf/hcl2json'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { snippetsOf } from '../../../test/snippets.ts'
import { readArguments } from '../src/arguments.ts'
import { Hcp, key, planOf, post } from './hcp.ts'

const repository = fileURLToPath(new URL('../../..', import.meta.url))
const cli = join(repository, 'packages/cli/bin/regraft.js')
const bin = join(repository, 'packages/adapter-terraform/bin/regraft-run-task.js')
const built =
  existsSync(join(repository, 'packages/cli/dist/index.js')) &&
  existsSync(join(repository, 'packages/adapter-terraform/dist/bin.js'))

/** What the page tells its readers to paste, by the file it is for. */
const page = new Map(
  snippetsOf(readFileSync(join(repository, 'docs/adapters/terraform.md'), 'utf8')).flatMap((it) =>
    it.kind === 'file' ? [[it.path, it.text] as const] : [],
  ),
)

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'regraft-plan-'))
  mkdirSync(join(folder, 'bin'))
  script('regraft', `exec '${process.execPath}' '${cli}' "$@"`)
  // Providers are not here: a plan that was made elsewhere stands for what Terraform makes.
  script(
    'terraform',
    `case "$1" in plan) echo planned > tfplan ;; show) test -f "$3" && cat plan.json ;; esac`,
  )
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

function script(name: string, body: string): void {
  writeFileSync(join(folder, 'bin', name), `#!/bin/sh\n${body}\n`, { mode: 0o755 })
}

function sh(command: string, env: { readonly [name: string]: string } = {}) {
  const PATH = [join(folder, 'bin'), process.env['PATH']].join(delimiter)
  return spawnSync('sh', ['-c', command], {
    cwd: folder,
    encoding: 'utf8',
    env: { PATH, HOME: folder, ...env },
  })
}

/** Plans with a finding of severity high, and without. */
const open = planOf([true]).replace(
  '"resources":[',
  '"resources":[{"address":"aws_security_group.s","mode":"managed","type":"aws_security_group","name":"s","values":{"ingress":[{"from_port":3389,"to_port":3389,"protocol":"tcp","cidr_blocks":["0.0.0.0/0"]}]}},',
)
const plans = [
  [open, 1],
  [planOf([true]), 0],
] as const

describe.skipIf(!built)('the plan gate', () => {
  it.each(plans)('in a pipeline', (plan, status) => {
    writeFileSync(join(folder, 'plan.json'), plan)
    const { status: actual, stdout } = sh(page.get('plan-gate.sh') ?? '')
    expect(actual, stdout).toBe(status)
    if (status === 1) expect(stdout).toMatch(/aws\/sg-open-rdp/)
  })

  it('of Atlantis', () => {
    const { repos, workflows } = parse(page.get('repos.yaml') ?? '')
    const { projects } = parse(page.get('atlantis.yaml') ?? '')
    const name = repos[0].workflow
    expect(projects[0].workflow).toBe(name)
    const steps = workflows[name].plan.steps
    expect(steps.slice(0, 3)).toEqual(['init', 'plan', 'show'])
    writeFileSync(join(folder, 'default.tfplan.json'), open)
    expect(sh(steps[3].run, { SHOWFILE: join(folder, 'default.tfplan.json') }).status).toBe(1)
  })

  it('of Terragrunt', async () => {
    const { terraform } = await parseHcl('terragrunt.hcl', page.get('terragrunt.hcl') ?? '')
    const [{ after_hook: hooks, extra_arguments: extra }] = terraform
    expect(extra.plan[0].arguments).toEqual(['-out=tfplan'])
    const [command, ...args] = hooks.regraft[0].execute
    writeFileSync(join(folder, 'plan.json'), open)
    writeFileSync(join(folder, 'tfplan'), '')
    const env = {
      PATH: [join(folder, 'bin'), process.env['PATH']].join(delimiter),
      TG_CTX_TF_PATH: join(folder, 'bin/terraform'),
    }
    const { status, stdout } = spawnSync(command, args, { cwd: folder, env, encoding: 'utf8' })
    expect(status, stdout).toBe(1)
    expect(stdout).toMatch(/aws\/sg-open-rdp/)
  })

  it('of HCP Terraform is configured by what parses', async () => {
    const { resource } = await parseHcl('run-task.tf', page.get('run-task.tf') ?? '')
    expect(resource.tfe_workspace_run_task.regraft[0].stages).toEqual(['post_plan'])
  })
})

describe.skipIf(!built)('regraft-run-task', () => {
  it('serves as the page says, and ends when it is told to', async () => {
    const hcp = new Hcp(open)
    await hcp.listen()
    writeFileSync(join(folder, 'run-task.keys'), `an-older-key-that-still-holds\n${key}\n`)
    const [, words = ''] = /npx regraft-run-task (.*)/.exec(page.get('run-task.sh') ?? '') ?? []
    const args = words.replace('0.0.0.0', '127.0.0.1').replace('8521', '0').split(' ')
    const child = spawn(
      process.execPath,
      [bin, ...args, '--host', hcp.api, '--host', hcp.archivist, '--log'],
      {
        cwd: folder,
      },
    )
    let said = ''
    let logged = ''
    child.stderr.on('data', (chunk: Buffer) => {
      logged += chunk.toString()
    })
    const url = await new Promise<string>((resolve, reject) => {
      child.stdout.on('data', (chunk: Buffer) => {
        said += chunk.toString()
        const [, listens] = /listens on (\S+)\n/.exec(said) ?? []
        if (listens !== undefined) resolve(listens)
      })
      child.once('exit', (code) => reject(new Error(`it ended with ${code}: ${logged}`)))
    })
    expect((await post(`${url}/`, hcp.request('tr-1'))).status).toBe(200)
    await hcp.ended('tr-1')
    expect(hcp.result('tr-1')).toEqual({ status: 'failed', message: '1 high in 2 resources' })
    const ended = new Promise((resolve) => child.once('exit', resolve))
    child.kill('SIGTERM')
    expect(await ended).toBe(0)
    expect(JSON.parse(logged)).toEqual({ task: 'tr-1', status: 'failed', message: '1 high in 2 resources' })
    await hcp.close()
  })
})

describe('its command line', () => {
  const held = { REGRAFT_RUN_TASK_KEY: `${key}\n` }
  it.each([
    [[], {}, /A key is needed: --key-file FILE or REGRAFT_RUN_TASK_KEY/],
    [[], { REGRAFT_RUN_TASK_KEY: ' ' }, /A key is needed/],
    [['--key-file', 'nowhere'], {}, /nowhere cannot be read/],
    [['--bundle', 'nowhere'], held, /nowhere cannot be read/],
    [['--fail-on', 'big'], held, /--fail-on must be one of info, .*, not "big"/],
    [['--port', '65536'], held, /--port must be a whole number from 0 to 65535, not "65536"/],
    [['--details-url', 'x'], held, /--details-url is no URL/],
    [['--what'], held, /Unknown option '--what'/],
  ] as const)('%j %j is refused', (args, environment, message) => {
    expect(() => readArguments(args, environment)).toThrow(message)
  })

  it('is what the server gets', () => {
    const args = [
      '--fail-on',
      'never',
      '--host',
      'tfe.example.com',
      '--max-plan',
      '9',
      '--skip-rule',
      'aws/*',
    ]
    expect(readArguments(args, held)).toEqual({
      type: 'serve',
      host: '127.0.0.1',
      port: 8521,
      log: false,
      options: {
        keys: [key],
        failOn: 'never',
        bundles: [],
        limits: { planBytes: 9 },
        hosts: ['tfe.example.com'],
        skipRules: ['aws/*'],
      },
    })
  })
})
