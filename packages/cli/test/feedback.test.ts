import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Ajv } from 'ajv'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import './in-git.ts'
import { mainTf, podYaml, rules } from './samples.ts'
import { Folder, run } from './support.ts'

describe('with files alone', () => {
  let at: Folder
  beforeEach(() => {
    at = new Folder()
  })
  afterEach(() => at.remove())

  const regraft = (...argv: string[]) => run(at.path, argv)
  const bucket = mainTf.slice(0, mainTf.indexOf('resource "aws_security_group"'))
  const healedBucket = bucket.replace('Suspended', 'Enabled')

  describe('regraft baseline', () => {
    it('accepts what is open, so that only new findings fail', async () => {
      at.write({ 'main.tf': mainTf })
      expect(await regraft('baseline', ...rules)).toEqual({
        code: 0,
        stdout: 'regraft-baseline.json holds 2 findings, 2 of them new.\n',
        stderr: '',
      })
      const text = at.read('regraft-baseline.json')
      const { findings } = JSON.parse(text)
      expect(
        findings.map(({ rule, file, resource }: Record<string, string>) => [rule, file, resource]),
      ).toEqual([
        ['aws/s3-versioning', 'main.tf', 'aws_s3_bucket_versioning.ledger'],
        ['aws/sg-open-ssh', 'main.tf', 'aws_security_group.bastion'],
      ])
      expect(text.split('\n')).toHaveLength(findings.length + 6)
      expect(await regraft('check', ...rules)).toMatchObject({ code: 0 })
      at.write({ 'pod.yaml': podYaml })
      const later = await regraft('check', ...rules)
      expect([later.code, later.stdout]).toEqual([1, expect.stringContaining('1 open (1 high), 2 ignored')])
    })

    it('adds to what it holds, gives the same bytes again, and takes out only when asked', async () => {
      at.write({
        'main.tf': bucket,
        'other.tf': bucket.replace('ledger', 'other'),
        'regraft.yaml': 'baseline: known.json\n',
      })
      await regraft('baseline')
      const first = at.read('known.json')
      expect((await regraft('baseline')).stdout).toBe('known.json holds 2 findings, 0 of them new.\n')
      expect(at.read('known.json')).toBe(first)
      at.write({ 'main.tf': healedBucket, 'third.tf': bucket.replace('ledger', 'third') })
      const stale = '1 entry of known.json no longer matches; regraft baseline --prune takes it out.\n'
      expect((await regraft('check')).stderr).toBe(stale)
      expect((await regraft('check', 'main.tf')).stderr).toBe('')
      expect((await regraft('baseline')).stdout).toBe(`known.json holds 3 findings, 1 of them new.\n${stale}`)
      expect((await regraft('baseline', '--prune')).stdout).toBe(
        'known.json holds 2 findings; 1 taken out.\n',
      )
      expect(at.read('known.json')).not.toContain('main.tf')
      expect(await regraft('check')).toMatchObject({ code: 0, stderr: '' })
    })

    it('takes nothing out for a file that it cannot read, and nothing in part', async () => {
      at.write({ 'main.tf': bucket })
      await regraft('baseline')
      const before = at.read('regraft-baseline.json')
      at.write({ 'main.tf': 'resource "a" {' })
      expect(await regraft('baseline', '--prune')).toMatchObject({ code: 1, stdout: '' })
      expect(at.read('regraft-baseline.json')).toBe(before)
      expect(await regraft('baseline', '--prune', 'main.tf')).toMatchObject({ code: 2 })
      expect(await regraft('baseline', '--prune', '--rule', 'aws/*')).toMatchObject({ code: 2 })
    })

    it('writes over no file that is no baseline, and none outside', async () => {
      at.write({
        'in/main.tf': mainTf,
        'in/regraft.yaml': 'baseline: ../precious.json\n',
        'precious.json': '{"a":1}',
      })
      const inside = join(at.path, 'in')
      expect((await run(inside, ['baseline'])).stderr).toContain('BASELINE_INVALID')
      rmSync(join(at.path, 'precious.json'))
      expect((await run(inside, ['baseline'])).stderr).toContain('PATH_OUTSIDE')
      symlinkSync(at.path, join(inside, 'link'))
      at.write({ 'in/regraft.yaml': 'baseline: link/precious.json\n' })
      expect((await run(inside, ['baseline'])).stderr).toContain('PATH_OUTSIDE')
      expect(existsSync(join(at.path, 'precious.json'))).toBe(false)
    })
  })

  describe('ignores from the outside', () => {
    const ignored = (comment: string): string => mainTf.replace('    status', `    # ${comment}\n    status`)
    const one = ['--rule', 'aws/s3-versioning']
    it.each([
      ['regraft:ignore aws/s3-versioning -- the bucket holds nothing', 0, ''],
      ['regraft:ignore aws/s3-versioning until=2026-11-21 -- until today', 0, ''],
      ['regraft:ignore aws/s3-versioning until=2026-11-20 -- until yesterday', 1, 'IGNORE_EXPIRED'],
      ['regraft:ignore aws/s3-versioning', 1, 'IGNORE_WITHOUT_REASON'],
      ['regraft:ignore aws/s3-versioning until=soon -- why', 1, 'IGNORE_DATE'],
    ])('# %s', async (comment, code, diagnostic) => {
      at.write({ 'main.tf': ignored(comment) })
      const ran = await regraft('check', '--format', 'json', ...one)
      const report = JSON.parse(ran.stdout)
      expect([ran.code, report.diagnostics.map((it: { code: string }) => it.code).join()]).toEqual([
        code,
        diagnostic,
      ])
      expect(report.findings[0].status).toBe(code === 0 ? 'ignored' : 'open')
    })
  })

  describe('regraft init', () => {
    const tree = (): string[] =>
      readdirSync(at.path, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => join(entry.parentPath, entry.name).slice(at.path.length + 1))
        .sort()

    it('writes a configuration that the schema allows and check reads', async () => {
      expect(await regraft('init')).toEqual({
        code: 0,
        stdout: 'wrote regraft.yaml\nNext: regraft check\n',
        stderr: '',
      })
      const text = at.read('regraft.yaml')
      const schema = createRequire(import.meta.url)('@regraft/model/schemas/config.schema.json')
      const validate = new Ajv({ strict: false }).compile(schema)
      // What stands behind a comment sign must hold as well.
      const all = text
        .replace(/^(\w+): (\[\]|\{\})\n/gm, '$1:\n')
        .replace(/^#(?= {2,}[-\w])|^# (?=\w+: \S+$)/gm, '')
      for (const each of [text, all]) {
        validate(parse(each))
        expect(validate.errors).toBeNull()
      }
      expect(Object.keys(parse(all))).toEqual([
        'failOn',
        'exclude',
        'policies',
        'rules',
        'ignore',
        'variables',
        'baseline',
      ])
      at.write({ 'main.tf': healedBucket })
      expect(await regraft('check', '--rule', 'aws/s3-versioning')).toMatchObject({ code: 0, stderr: '' })
    })

    it('writes pipelines and a hook, and keeps what is there', async () => {
      expect((await regraft('init')).code).toBe(0)
      at.write({ 'regraft.yaml': 'failOn: high\n' })
      const all = [
        'init',
        '--ci',
        'github,gitlab',
        '--ci',
        'azure',
        '--ci',
        'circleci',
        '--ci',
        'jenkins',
        '--pre-commit',
      ]
      const { code, stdout } = await regraft(...all)
      expect([code, stdout.split('\n').at(-3)]).toEqual([0, 'kept regraft.yaml'])
      expect(tree()).toEqual([
        ...[
          '.circleci/config.yml',
          '.github/workflows/regraft.yml',
          '.gitlab-ci.yml',
          '.pre-commit-config.yaml',
        ],
        ...['Jenkinsfile', 'azure-pipelines.yml', 'regraft.yaml'],
      ])
      for (const name of tree().filter((it) => it !== 'Jenkinsfile'))
        expect(typeof parse(at.read(name))).toBe('object')
      for (const name of tree()) expect(at.read(name)).toMatch(/regraft (check|heal) ?|failOn/)
      at.write({ '.gitlab-ci.yml': 'mine\n' })
      expect(await regraft('init', '--ci', 'gitlab')).toMatchObject({
        code: 2,
        stdout: '',
        stderr: expect.stringContaining('there is already .gitlab-ci.yml (INIT_EXISTS)'),
      })
      expect(at.read('.gitlab-ci.yml')).toBe('mine\n')
      expect(await regraft('init')).toMatchObject({ code: 2 })
      expect(await regraft('init', '--force')).toMatchObject({ code: 0 })
      expect(at.read('regraft.yaml')).toContain('# What a rule may do')
    })

    it('refuses hosts it does not know, and links that lead away', async () => {
      expect((await regraft('init', '--ci', 'githib')).stderr).toContain('Did you mean github?')
      const elsewhere = mkdtempSync(join(tmpdir(), 'regraft-away-'))
      symlinkSync(elsewhere, join(at.path, '.github'))
      expect((await regraft('init', '--ci', 'github')).stderr).toContain('PATH_OUTSIDE')
      expect([readdirSync(elsewhere), readdirSync(at.path)]).toEqual([[], ['.github']])
      rmSync(elsewhere, { recursive: true })
    })
  })

  describe('regraft trend', () => {
    it('keeps runs and shows them', async () => {
      at.write({ 'main.tf': mainTf })
      await regraft('check', ...rules, '--format', 'json', '--output', 'one.json')
      expect(await regraft('trend', 'add', 'one.json', '--at', '2026-01-01T01:00:00+01:00')).toEqual({
        code: 0,
        stdout: 'regraft-trend.jsonl holds 1 run.\n',
        stderr: '',
      })
      const healed = await regraft('heal', ...rules, '--format', 'json')
      const added = await run(at.path, ['trend', 'add', '-', '--now'], {
        stdin: healed.stdout,
        today: '2026-01-03',
      })
      expect(added.stdout).toBe('regraft-trend.jsonl holds 2 runs.\n')
      expect(
        (await regraft('trend', 'show')).stdout.split('\n').map((line) => line.trim().split(/ +/).join(' ')),
      ).toEqual([
        'at found healed open critical high medium low info undetermined ignored mean time to heal',
        '2026-01-01T00:00:00Z 2 0 2 0 0 2 0 0 0 0 –',
        '2026-01-03T12:00:00Z 2 1 1 0 0 1 0 0 0 0 2.5 d',
        '',
      ])
      mkdirSync(join(at.path, 'out'))
      await regraft('trend', 'show', '--format', 'html', '--output', 'out/trend.html')
      expect(readFileSync(join(at.path, 'out/trend.html'), 'utf8')).toMatch(
        /^<!doctype html>[\s\S]*2\.5 d[\s\S]*<\/html>\n$/,
      )
    })

    it.each([
      [['add', 'one.json'], 'needs one of --at and --now'],
      [['add', 'one.json', '--now', '--at', '2026-01-01T00:00:00Z'], 'needs one of --at and --now'],
      [['add', '--now'], 'takes one report'],
      [['add', 'main.tf', '--now'], 'main.tf is no report of regraft (REPORT_INVALID)'],
      [['add', 'gone.json', '--now'], 'no such file (REPORT_INVALID)'],
      [['add', 'one.json', '--at', '2026-02-30T00:00:00Z'], 'is no time (TREND_TIME)'],
      [['show'], 'there is no such file (TREND_INVALID)'],
      [
        ['show', '--file', 'main.tf'],
        'line 1 of the trend is not one of a run: it is not JSON (TREND_INVALID)',
      ],
      [['shwo'], 'Did you mean regraft trend show?'],
    ])('refuses %j', async (argv, message) => {
      const summary = { files: 0, resources: 0, open: 0, healed: 0, undetermined: 0, ignored: 0 }
      at.write({ 'main.tf': mainTf, 'one.json': JSON.stringify({ schema: 1, findings: [], summary }) })
      const ran = await regraft('trend', ...argv)
      expect([ran.code, ran.stderr]).toEqual([2, expect.stringContaining(message)])
      expect(existsSync(join(at.path, 'regraft-trend.jsonl'))).toBe(false)
    })
  })
})
