import { execFileSync } from 'node:child_process'
import { chmodSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { healedTf, mainTf, podYaml, rules } from './samples.ts'
import { Folder, run } from './support.ts'
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

const terminals = ['stdin', 'stderr'] as const

describe('heal', () => {
  it('heals what is safe, shows diff and proof, says what is left and how to undo', async () => {
    const says = await wordings()
    const ssh = says('aws/sg-open-ssh')
    const at = folder({ 'main.tf': mainTf })
    const ran = await run(at.path, ['heal', ...rules])
    expect(at.read('main.tf')).toBe(healedTf)
    expect(ran).toEqual({
      code: 1,
      stderr: 'Undo with: regraft undo 0001\n',
      stdout: `main.tf

  healed 5:14  medium  aws/s3-versioning: ${says('aws/s3-versioning').fix} (safe)

diff --git a/main.tf b/main.tf
--- a/main.tf
+++ b/main.tf
@@ -2,7 +2,7 @@
   bucket = "ledger"
${' '}
   versioning_configuration {
-    status = "Suspended" # until March
+    status = "Enabled" # until March
   }
 }
${' '}

main.tf:14:20  medium  aws/sg-open-ssh
  ${ssh.message}
  in aws_security_group.bastion
    12 |     to_port     = 22
    13 |     protocol    = "tcp"
  > 14 |     cidr_blocks = ["0.0.0.0/0"]
       |                    ^^^^^^^^^^^
    15 |   }
    16 | }
  fix (manual): ${ssh.fix}
  not healed: it needs a value: ${ssh.reason}
    --input admin_cidr=VALUE  ${ssh.inputs['admin_cidr']}

Not healed: 1
  1 × aws/sg-open-ssh: it needs a value: ${ssh.reason}

Proof: 1 fix passed all six gates (parse, model, rule, regression, idempotent, bytes)

1 file, 2 resources: 1 open (1 medium), 1 healed
`,
    })
  })

  it('exits 0 when nothing is left, and heals again to nothing', async () => {
    const at = folder({ 'main.tf': mainTf })
    const argv = ['heal', ...rules, '--input', 'admin_cidr=10.0.0.0/16']
    expect((await run(at.path, argv)).code).toBe(0)
    const healed = at.read('main.tf')
    expect(healed).toBe(healedTf.replace('0.0.0.0/0', '10.0.0.0/16'))
    const again = await run(at.path, argv)
    expect(again).toEqual({ code: 0, stdout: '1 file, 2 resources: nothing found\n', stderr: '' })
    expect(at.read('main.tf')).toBe(healed)
  })

  it('says why an answer does not do', async () => {
    const at = folder({ 'main.tf': mainTf })
    const ran = await run(at.path, ['heal', ...rules, '--input', 'aws/sg-open-ssh:admin_cidr=everyone'])
    expect(ran.code).toBe(1)
    expect(ran.stdout).toContain('admin_cidr: "everyone" is not ')
  })

  it('applies unsafe fixes only when asked', async () => {
    const at = folder({ 'pod.yaml': podYaml })
    const careful = await run(at.path, ['heal', ...rules])
    expect(careful.code).toBe(1)
    expect(careful.stdout).toContain('not healed: unsafe (applied with --unsafe): ')
    expect(at.read('pod.yaml')).toBe(podYaml)
    expect((await run(at.path, ['heal', '--unsafe', ...rules])).code).toBe(0)
    expect(at.read('pod.yaml')).toBe(podYaml.replace('true', 'false'))
  })

  it('tells a file it may not write, and exits 1', async () => {
    const at = folder({ 'a/main.tf': mainTf, 'b/main.tf': mainTf })
    chmodSync(join(at.path, 'a/main.tf'), 0o444)
    const ran = await run(at.path, ['heal', '--rule', 'aws/s3-versioning'])
    expect(ran.code).toBe(1)
    expect(ran.stdout).toContain('a/main.tf  error  FILE_READ_ONLY')
    expect(at.read('a/main.tf')).toBe(mainTf)
    expect(at.read('b/main.tf')).toBe(healedTf)
  })
})

describe('--dry-run', () => {
  const files = {
    'plain/main.tf': mainTf,
    'crlf/main.tf': mainTf.replaceAll('\n', '\r\n'),
    'bom/main.tf': `\ufeff${mainTf}`,
    'open end/main.tf': mainTf
      .trimEnd()
      .slice(0, -4)
      .replace(/\n\nresource[\s\S]*/, ''),
    'größe/日本.tf': mainTf,
    'k8s/pod.yaml': podYaml,
  }

  it.each(['git', 'patch'])('prints what %s applies to the very bytes that heal writes', async (tool) => {
    const preview = folder(files)
    const healed = folder(files)
    const ran = await run(preview.path, ['heal', '--dry-run', '--unsafe', ...rules])
    expect(ran.code).toBe(1)
    for (const path of Object.keys(files)) expect(preview.read(path)).toBe(files[path as keyof typeof files])
    const args = tool === 'git' ? ['apply', '--whitespace=nowarn', '-'] : ['-p1', '--binary', '--silent']
    execFileSync(tool, args, { cwd: preview.path, input: ran.stdout })
    await run(healed.path, ['heal', '--unsafe', ...rules])
    for (const path of Object.keys(files)) {
      expect(healed.read(path)).not.toBe(files[path as keyof typeof files])
      expect(preview.read(path)).toBe(healed.read(path))
    }
  })

  it('puts the diff alone on standard output and the report on standard error', async () => {
    const at = folder({ 'main.tf': mainTf })
    const ran = await run(at.path, ['heal', '--dry-run', ...rules])
    expect(ran.stdout.startsWith('diff --git a/main.tf b/main.tf\n')).toBe(true)
    expect(ran.stdout).not.toContain('Proof')
    expect(ran.stderr).toMatch(
      /^main\.tf\n\n {2}would heal 5:14 {2}medium {2}aws\/s3-versioning: .* \(safe\)\n/,
    )
    expect(ran.stderr).not.toContain('diff --git')
    expect(ran.stderr).toMatch(/: 1 open \(1 medium\), 1 would heal\n$/)
    expect(readdirSync(at.path)).toEqual(['main.tf'])
    const quiet = await run(at.path, ['heal', '--dry-run', '-q', ...rules])
    expect(quiet).toEqual({ code: 1, stdout: ran.stdout, stderr: '' })
  })

  it('exits 1 when something would change, even if nothing would remain', async () => {
    const at = folder({ 'main.tf': mainTf })
    const argv = ['heal', '--dry-run', '--rule', 'aws/s3-versioning']
    expect((await run(at.path, argv)).code).toBe(1)
    expect((await run(at.path, [...argv, '--fail-on', 'critical'])).code).toBe(1)
    expect((await run(at.path, [...argv, '--fail-on', 'never'])).code).toBe(0)
    at.write({ 'main.tf': healedTf })
    expect(await run(at.path, argv)).toMatchObject({ code: 0, stdout: '' })
  })

  it('leaves standard output to another format; its SARIF carries the fixes', async () => {
    const at = folder({ 'main.tf': mainTf })
    const ran = await run(at.path, ['heal', '--dry-run', '--format', 'sarif', ...rules])
    const [first] = JSON.parse(ran.stdout).runs[0].results
    expect(first.fixes[0].artifactChanges[0].replacements).toEqual([
      {
        deletedRegion: { startLine: 5, startColumn: 14, endLine: 5, endColumn: 25 },
        insertedContent: { text: '"Enabled"' },
      },
    ])
    expect(ran.stderr).toBe('')
  })

  it('lets no control character of a file reach a terminal, and every one reach a pipe', async () => {
    const nasty = mainTf.replace('until March', 'until \u001b[31m\u202e')
    const at = folder({ 'main.tf': nasty })
    const argv = ['heal', '--dry-run', '--rule', 'aws/s3-versioning', '--no-color']
    expect((await run(at.path, argv)).stdout).toContain('+    status = "Enabled" # until \u001b[31m\u202e\n')
    const shown = await run(at.path, argv, { terminals: ['stdout', 'stderr'] })
    expect(shown.stdout).toContain('+    status = "Enabled" # until \\u001b[31m\\u202e\n')
    expect(shown.stdout + shown.stderr).not.toContain('\u001b')
  })
})

describe('standard input', () => {
  it('comes out healed, the report on standard error', async () => {
    const ran = await run(folder({}).path, ['heal', '-', '--stdin-path', 'main.tf', ...rules], {
      stdin: mainTf,
    })
    expect(ran.stdout).toBe(healedTf)
    expect(ran.code).toBe(1)
    expect(ran.stderr).toContain('Proof: 1 fix passed all six gates')
    expect(ran.stderr).not.toContain('Undo')
  })

  it('comes out byte for byte when nothing is healed or read', async () => {
    for (const stdin of ['', '\ufefflocals {}\r\n', 'resource "x" {', '\u0000'] as const) {
      const ran = await run(folder({}).path, ['heal', '-', '--stdin-path', 'main.tf', '-q'], { stdin })
      expect(ran.stdout).toBe(stdin)
    }
  })

  it('gives its diff under a dry run, and its JSON to a file', async () => {
    const at = folder({})
    const argv = ['heal', '-', '--stdin-path', 'main.tf', ...rules, '--format', 'json', '--output', 'r.json']
    const dry = await run(at.path, [...argv, '--dry-run'], { stdin: mainTf })
    expect(dry.stdout.startsWith('diff --git')).toBe(true)
    const ran = await run(at.path, argv, { stdin: mainTf })
    expect(ran.stdout).toBe(healedTf)
    expect(JSON.parse(at.read('r.json')).summary).toMatchObject({ open: 1, healed: 1 })
  })
})

describe('--interactive', () => {
  const files = { 'main.tf': mainTf, 'pod.yaml': podYaml }
  const argv = ['heal', '--interactive', '--unsafe', '--no-color', ...rules]

  it('asks about each fix with its diff and applies what was agreed to', async () => {
    const { message, fix } = (await wordings())('aws/s3-versioning')
    const at = folder(files)
    const ran = await run(at.path, argv, { terminals, answers: ['what?', 'Yes', 'n'] })
    expect(at.read('main.tf')).toBe(healedTf)
    expect(at.read('pod.yaml')).toBe(podYaml)
    expect(ran.code).toBe(1)
    expect(ran.stderr).toContain(`
main.tf:5:14  medium  aws/s3-versioning
  ${message}
  fix (safe): ${fix}

diff --git a/main.tf b/main.tf
`)
    expect(ran.stderr.match(/Apply this fix\?/g)).toHaveLength(3)
    expect(ran.stdout).toContain('1 × kubernetes/privileged: declined')
  })

  it.each([
    ['a', true, true],
    ['q', false, false],
  ])('%s answers for the rest', async (answer, first, second) => {
    const at = folder(files)
    const ran = await run(at.path, argv, { terminals, answers: [answer] })
    expect(ran.stderr.match(/Apply this fix\?/g)).toHaveLength(1)
    expect(at.read('main.tf') === healedTf).toBe(first)
    expect(at.read('pod.yaml') !== podYaml).toBe(second)
  })

  it('writes nothing when it is interrupted', async () => {
    const at = folder(files)
    const ran = await run(at.path, argv, { terminals, answers: ['y'] })
    expect(ran.code).toBe(130)
    expect(ran.stdout).toBe('')
    expect(ran.stderr).toMatch(/\nInterrupted: nothing was written\.\n$/)
    expect(at.read('main.tf')).toBe(mainTf)
    expect(readdirSync(at.path)).toEqual(['main.tf', 'pod.yaml'])
  })

  it('needs a terminal', async () => {
    expect(await run(folder(files).path, argv, { terminals: ['stderr'] })).toEqual({
      code: 2,
      stdout: '',
      stderr:
        'regraft: --interactive needs a terminal to ask on\n  regraft heal --dry-run shows all fixes at once.\n',
    })
  })
})

describe('undo', () => {
  it('restores every byte of the last heal', async () => {
    const crlf = `\ufeff${mainTf.replaceAll('\n', '\r\n')}`
    const at = folder({ 'main.tf': crlf, 'k/pod.yaml': podYaml })
    await run(at.path, ['heal', '--unsafe', ...rules])
    expect(at.read('main.tf')).not.toBe(crlf)
    expect(await run(at.path, ['undo'])).toEqual({
      code: 0,
      stdout: 'restored main.tf\nrestored k/pod.yaml\nheal 0001: 2 files restored\n',
      stderr: '',
    })
    expect(at.read('main.tf')).toBe(crlf)
    expect(at.read('k/pod.yaml')).toBe(podYaml)
    expect(readdirSync(at.path)).toEqual(['k', 'main.tf'])
  })

  it('goes by the name of a run and by a folder, as heal said', async () => {
    const at = folder({ 'it is/main.tf': mainTf, 'here/x': '' })
    const here = join(at.path, 'here')
    const healed = await run(here, ['heal', '../it is', ...rules])
    const hint = /Undo with: regraft undo (\d+) '(.*)'\n/.exec(healed.stderr)
    expect((await run(here, ['undo'])).code).toBe(2)
    const ran = await run(here, ['undo', hint?.[1] ?? '', hint?.[2] ?? ''])
    expect(ran).toMatchObject({ code: 0, stdout: 'restored main.tf\nheal 0001: 1 file restored\n' })
    expect(at.read('it is/main.tf')).toBe(mainTf)
  })

  it('leaves a file that changed since, and exits 1', async () => {
    const at = folder({ 'a/main.tf': mainTf, 'b/main.tf': mainTf })
    await run(at.path, ['heal', '--rule', 'aws/s3-versioning'])
    at.write({ 'a/main.tf': 'mine' })
    const ran = await run(at.path, ['undo'])
    expect(ran.code).toBe(1)
    expect(ran.stdout).toBe('restored b/main.tf\nheal 0001: 1 file restored, 1 left as they are\n')
    expect(ran.stderr).toContain('a/main.tf  error  UNDO_REFUSED')
    expect(at.read('a/main.tf')).toBe('mine')
  })

  it.each([
    [['undo'], 'No heal is left to undo here'],
    [['undo', '7'], 'No run is named 7'],
    [['undo', 'nope'], 'there is no run and no folder nope'],
  ])('%j exits 2 where there is nothing', async (argv, message) => {
    const ran = await run(folder({ x: '' }).path, argv)
    expect(ran).toMatchObject({ code: 2, stdout: '' })
    expect(ran.stderr).toContain(message)
  })
})
