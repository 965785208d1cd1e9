import { chmodSync, readdirSync, readFileSync, statSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { formats } from '@regraft/reporters'
import { Ajv } from 'ajv'
import { afterEach, describe, expect, it } from 'vitest'
import { mainTf, podYaml, rules } from './samples.ts'
import { Folder, type Ran, run, type Shell } from './support.ts'
import { wordings } from './wording.ts'

const folders: Folder[] = []

function folder(files: { readonly [path: string]: string | Uint8Array }): Folder {
  const made = new Folder(files)
  folders.push(made)
  return made
}

afterEach(() => {
  for (const it of folders.splice(0)) it.remove()
})

function check(
  files: { readonly [path: string]: string | Uint8Array },
  argv: readonly string[] = [],
  shell: Shell = {},
): Promise<Ran> {
  return run(folder(files).path, ['check', ...argv], shell)
}

describe('check', () => {
  it('shows what it finds and exits 1', async () => {
    const { message, fix } = (await wordings())('aws/s3-versioning')
    const ran = await check({ 'main.tf': mainTf }, ['--rule', 'aws/s3-versioning'])
    expect(ran).toEqual({
      code: 1,
      stderr: '',
      stdout: `main.tf

main.tf:5:14  medium  aws/s3-versioning
  ${message}
  in aws_s3_bucket_versioning.ledger
    3 |
    4 |   versioning_configuration {
  > 5 |     status = "Suspended" # until March
      |              ^^^^^^^^^^^
    6 |   }
    7 | }
  fix (safe): ${fix}

1 file, 2 resources: 1 open (1 medium)
`,
    })
  })

  it('writes nothing', async () => {
    const at = folder({ 'main.tf': mainTf, 'pod.yaml': podYaml })
    await run(at.path, ['check'])
    expect(readdirSync(at.path)).toEqual(['main.tf', 'pod.yaml'])
    expect(at.read('main.tf')).toBe(mainTf)
  })

  it('exits 0 when nothing is found, and says when there is nothing to look at', async () => {
    const clean = await check({ 'main.tf': 'locals {\n  a = 1\n}\n' })
    expect(clean).toEqual({ code: 0, stdout: '1 file, 0 resources: nothing found\n', stderr: '' })
    const none = await check({ 'notes.txt': 'x' })
    expect(none.code).toBe(0)
    expect(none.stderr).toBe(
      'There is nothing here that regraft knows: no Terraform, Kubernetes or Pulumi file.\n',
    )
  })

  it.each([
    [['--fail-on', 'high'], 1],
    [['--fail-on', 'critical'], 0],
    [['--fail-on', 'never'], 0],
    [['--min-severity', 'critical'], 0],
    [['--rule', 'aws/s3-versioning', '--fail-on', 'medium'], 1],
    [['--rule', 'aws/s3-versioning', '--fail-on', 'high'], 0],
    [['--rule', 'aws/*', '--skip-rule', 'aws/*'], 0],
    [['--rule', 'CKV_AWS_21'], 1],
    [['--framework', 'kubernetes', '--rule', 'aws/*'], 0],
  ])('%j exits %i', async (argv, code) => {
    expect((await check({ 'main.tf': mainTf, 'pod.yaml': podYaml }, argv)).code).toBe(code)
  })

  it('serves the other files when one does not parse, and exits 1 for it', async () => {
    const files = { 'a/bad.tf': 'resource "x" {\n  a = \n}\n', 'b/main.tf': mainTf }
    const found = await check(files, rules)
    expect(found.code).toBe(1)
    expect(found.stdout).toContain('b/main.tf:5:14  medium  aws/s3-versioning')
    expect(found.stdout).toMatch(/^a\/bad\.tf:\d+:\d+ {2}error {2}[A-Z_]+$/m)
    const bad = { 'bad.tf': files['a/bad.tf'] }
    expect((await check(bad, ['--fail-on', 'critical'])).code).toBe(1)
    expect((await check(bad, ['--fail-on', 'never'])).code).toBe(0)
  })

  it.each([
    [['nope'], 'regraft: there is no nope (PATH_MISSING)\n  Paths are relative to the current folder.\n'],
    [['--rule', 'nope'], 'regraft: No rule is named nope (RULE_UNKNOWN)\n  regraft rules lists them all.\n'],
    [['--framework', 'terrafrom'], 'regraft: --framework cannot be "terrafrom"\n  Did you mean terraform?\n'],
    [
      ['--config', 'x.yaml'],
      'regraft: the configuration x.yaml cannot be read (CONFIG_MISSING)\n  Check the path given to --config.\n',
    ],
    [
      ['--output', 'no/x.json'],
      'regraft: no/x.json cannot be written: its folder does not exist (OUTPUT_FAILED)\n  Check the path given to --output.\n',
    ],
    [
      ['--output', '.'],
      'regraft: . cannot be written: it is a folder (OUTPUT_FAILED)\n  Check the path given to --output.\n',
    ],
    [
      ['--policy', 'gone'],
      'regraft: there are no policies at gone (POLICY_SOURCE)\n  Name a folder of .rego files, an OPA bundle (.tar.gz), a .mjs file or an installed npm package.\n',
    ],
  ])('%j exits 2', async (argv, stderr) => {
    expect(await check({ 'main.tf': mainTf }, argv)).toEqual({ code: 2, stdout: '', stderr })
  })
})

describe('paths', () => {
  it('are told relative to the working folder when they lie in it', async () => {
    const ran = await check({ 'a/main.tf': mainTf, 'b/main.tf': mainTf }, ['a', ...rules])
    expect(ran.stdout).toContain('a/main.tf:5:14')
    expect(ran.stdout).not.toContain('b/main.tf')
  })

  it('are told relative to the folder they share when one lies elsewhere', async () => {
    const at = folder({ 'here/x': '', 'there/a/main.tf': mainTf, 'there/b/pod.yaml': podYaml })
    const ran = await run(join(at.path, 'here'), ['check', '../there/a', '../there/b/pod.yaml', ...rules])
    expect(ran.stdout).toMatch(/^a\/main\.tf\n/)
    expect(ran.stdout).toContain('\nb/pod.yaml:10:21  high  kubernetes/privileged\n')
    const one = await run(join(at.path, 'here'), ['check', join(at.path, 'there', 'a'), ...rules])
    expect(one.stdout).toMatch(/^main\.tf\n/)
  })

  it('may be links', async () => {
    const at = folder({ 'real/main.tf': mainTf, 'here/x': '' })
    symlinkSync(join(at.path, 'real'), join(at.path, 'here', 'link'))
    const ran = await run(join(at.path, 'here'), ['check', 'link', ...rules])
    expect(ran.stdout).toMatch(/^main\.tf\n/)
  })
})

describe('standard input', () => {
  it('is one file by the name that is given', async () => {
    const ran = await check({}, ['-', '--stdin-path', 'k8s/pod.yaml', ...rules], { stdin: podYaml })
    expect(ran.code).toBe(1)
    expect(ran.stdout).toContain('k8s/pod.yaml:10:21  high  kubernetes/privileged')
  })

  it.each([
    ['stdin.yaml', podYaml],
    [
      'stdin.yaml',
      JSON.stringify({
        apiVersion: 'v1',
        kind: 'Pod',
        metadata: { name: 'a' },
        spec: { containers: [{ name: 'a', image: 'a:1', securityContext: { privileged: true } }] },
      }),
    ],
    ['stdin.tf', mainTf],
  ])('is %s when it looks like it', async (name, stdin) => {
    const ran = await check({}, ['-', ...rules], { stdin })
    expect(ran.stdout.startsWith(`${name}\n`)).toBe(true)
  })
})

describe('formats and files', () => {
  it('writes each format where it was sent', async () => {
    const at = folder({ 'main.tf': mainTf })
    const ran = await run(at.path, [
      ...['check', '--format', 'json', '--output', 'r.json', '--format', 'sarif', '--output', 'r.sarif'],
      ...['--format', 'text', ...rules],
    ])
    expect(ran.code).toBe(1)
    expect(ran.stdout).toMatch(/^main\.tf\n/)
    const schema = JSON.parse(
      readFileSync(new URL('../../model/schemas/report.schema.json', import.meta.url), 'utf8'),
    )
    const validate = new Ajv({ allowUnionTypes: true }).compile(schema)
    expect(validate(JSON.parse(at.read('r.json'))), JSON.stringify(validate.errors)).toBe(true)
    expect(JSON.parse(at.read('r.sarif')).runs[0].results).toHaveLength(2)
    expect(JSON.parse(at.read('r.sarif')).runs[0].tool.driver.rules[0].help.markdown).toMatch(/^# /)
  })

  it('writes all formats in one run, each with what was found and what could not be read', async () => {
    const at = folder({ 'main.tf': mainTf, 'bad.tf': 'resource {' })
    const sinks = formats.flatMap((format) => ['--format', format, '--output', `out.${format}`])
    const ran = await run(at.path, ['heal', '--dry-run', ...sinks, ...rules])
    expect(ran.code).toBe(1)
    for (const format of formats) {
      const text = at.read(`out.${format}`)
      expect([format, text.includes('main.tf')]).toEqual([format, true])
      if (format !== 'csv') expect([format, text.includes('bad.tf')]).toEqual([format, true])
    }
  })

  it('says on standard error how it went when all formats go to files', async () => {
    const at = folder({ 'main.tf': mainTf })
    const ran = await run(at.path, ['check', '--format', 'json', '--output', 'r.json', ...rules])
    expect(ran).toMatchObject({ stdout: '', stderr: '1 file, 2 resources: 2 open (2 medium)\n' })
    expect((await run(at.path, ['check', '--format', 'json', '--output', 'r.json', '-q'])).stderr).toBe('')
  })

  it('replaces a file in one step, keeps its mode, follows a link, leaves no trace', async () => {
    const at = folder({ 'main.tf': mainTf, 'out/r.json': 'old' })
    chmodSync(join(at.path, 'out/r.json'), 0o640)
    symlinkSync('out/r.json', join(at.path, 'link.json'))
    await run(at.path, ['check', '--format', 'json', '--output', 'link.json'])
    expect(JSON.parse(at.read('out/r.json')).schema).toBe(1)
    expect(statSync(join(at.path, 'out/r.json')).mode & 0o777).toBe(0o640)
    expect(readdirSync(join(at.path, 'out'))).toEqual(['r.json'])
    expect(readdirSync(at.path)).toEqual(['link.json', 'main.tf', 'out'])
  })

  it('writes to devices and never replaces them', async () => {
    const ran = await check({ 'main.tf': mainTf }, ['--output', '/dev/null'])
    expect(ran.code).toBe(1)
    expect(statSync('/dev/null').isCharacterDevice()).toBe(true)
  })

  it('is quiet when asked, except for what was asked for', async () => {
    expect(await check({ 'main.tf': mainTf }, ['--quiet'])).toEqual({ code: 1, stdout: '', stderr: '' })
    expect((await check({ 'main.tf': mainTf }, ['--quiet', '--format', 'json'])).stdout).toMatch(/^\{\n/)
  })
})

describe('colour', () => {
  const color = '\u001b['
  it.each([
    ['not without a terminal', {}, [], false],
    ['on a terminal', { terminals: ['stdout'] }, [], true],
    ['not with NO_COLOR', { terminals: ['stdout'], env: { NO_COLOR: '1' } }, [], false],
    ['with an empty NO_COLOR', { terminals: ['stdout'], env: { NO_COLOR: '' } }, [], true],
    ['not with --no-color', { terminals: ['stdout'], env: { FORCE_COLOR: '1' } }, ['--no-color'], false],
    ['with FORCE_COLOR anywhere', { env: { FORCE_COLOR: '1' } }, [], true],
    ['not with FORCE_COLOR=0', { terminals: ['stdout'], env: { FORCE_COLOR: '0' } }, [], false],
    ['not on a dumb terminal', { terminals: ['stdout'], env: { TERM: 'dumb' } }, [], false],
  ] as const)('%s', async (_, shell, argv, wanted) => {
    const ran = await check({ 'main.tf': mainTf }, [...argv, ...rules], shell)
    expect(ran.stdout.includes(color)).toBe(wanted)
  })
})

describe('stats', () => {
  it('are told on standard error', async () => {
    const ran = await check({ 'main.tf': mainTf }, ['--stats', '--quiet', ...rules])
    expect(ran.stdout).toBe('')
    expect(ran.stderr).toMatch(/^phase +time\nstart +\d+\.\d ms\n/)
    expect(ran.stderr).toMatch(/\ntotal +\d+\.\d ms\n/)
    expect(ran.stderr).toContain(`
rule               open  healed  undetermined  ignored
aws/s3-versioning     1       0             0        0
aws/sg-open-ssh       1       0             0        0
`)
  })
})

describe('regraft.yaml', () => {
  it('switches rules off, changes severities, leaves files out and sets the exit code', async () => {
    const files = {
      'main.tf': mainTf,
      'legacy/main.tf': mainTf,
      'regraft.yaml': `exclude: [legacy/**]
rules:
  aws/*: off
  aws/s3-versioning: { severity: low }
failOn: high
`,
    }
    const ran = await check(files)
    expect(ran.code).toBe(0)
    const open = await check(
      { ...files, 'regraft.yaml': files['regraft.yaml'].replace('off', '{ severity: high }') },
      ['--rule', 'aws/sg-open-ssh'],
    )
    expect(open.code).toBe(1)
    expect(open.stdout).toContain('main.tf:14:20  high  aws/sg-open-ssh')
    expect(open.stdout).not.toContain('legacy')
  })

  it('ignores with a reason until a day', async () => {
    const files = {
      'main.tf': mainTf,
      'regraft.yaml': 'ignore:\n  - { rule: aws/*, reason: known, until: 2027-01-01 }\n',
    }
    expect((await check(files, rules)).code).toBe(0)
    expect((await check(files, rules, { today: '2027-01-02' })).code).toBe(1)
  })

  it('takes what a baseline knows as ignored', async () => {
    const at = folder({ 'main.tf': mainTf })
    await run(at.path, ['check', '--format', 'json', '--output', 'known.json'])
    at.write({ 'regraft.yaml': 'baseline: known.json\n', 'pod.yaml': podYaml })
    const ran = await run(at.path, ['check', ...rules])
    expect(ran.stdout).toMatch(/: 1 open \(1 high\), 2 ignored\n$/)
  })

  it('is told with its place when it is wrong, before anything else is done', async () => {
    const ran = await check({ 'regraft.yaml': 'failon: high\n' })
    expect(ran).toEqual({
      code: 2,
      stdout: '',
      stderr: `regraft: the configuration regraft.yaml is not valid (CONFIG_INVALID)
regraft.yaml:1:1  error  CONFIG_INVALID
  there is no setting "failon"
  > 1 | failon: high
      | ^^^^^^
    2 |
  hint: Did you mean failOn?
`,
    })
  })

  it('brings policies of its own: a folder, a file, a package', async () => {
    const policy = (id: string): string => `# METADATA
# title: No group without a name
# description: A group should say what it is.
# custom:
#   id: ${id}
#   severity: low
#   resources: [aws_security_group]
package ${id.replace('/', '.').replace('-', '_')}.terraform

deny contains {"message": "the group has no name", "path": []} if not input.name
`
    const at = folder({
      'main.tf': mainTf,
      'policies/named.rego': policy('own/folder'),
      'policies/named_test.rego': 'package own.test\n\nbroken',
      'one.rego': policy('own/file'),
      'node_modules/@acme/pack/package.json': '{"regraft":{"policies":"rego"}}',
      'node_modules/@acme/pack/rego/a.rego': policy('own/pack'),
      'regraft.yaml': "policies: [policies, '@acme/pack']\n",
    })
    const ran = await run(at.path, ['check', '--policy', 'one.rego', '--rule', 'own/*', '--format', 'json'])
    expect(ran.stderr).toBe('')
    const found: { rule: string }[] = JSON.parse(ran.stdout).findings
    expect(found.map((it) => it.rule).sort()).toEqual(['own/file', 'own/folder', 'own/pack'])
  })

  it('names the line of a policy that does not compile', async () => {
    const at = folder({ 'main.tf': mainTf, 'bad.rego': 'package bad\n\ndeny contains x if {\n' })
    const ran = await run(at.path, ['check', '--policy', 'bad.rego'])
    expect(ran.code).toBe(2)
    expect(ran.stderr).toMatch(/^bad\.rego:\d+:\d+ {2}error/m)
  })
})
