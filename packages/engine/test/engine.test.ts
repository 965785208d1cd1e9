import { applyEdits, RegraftError } from '@regraft/model'
import { builtin } from '@regraft/policies'
import { beforeAll, describe, expect, test } from 'vitest'
import { createEngine, type Engine, memoryWorkspace } from '../src/index.ts'

const key = 'resource "aws_kms_key" "k" {\n  enable_key_rotation = false # note\n}\n'
const database = [
  'resource "aws_db_instance" "d" {',
  '  engine                  = "postgres"',
  '  storage_encrypted       = false',
  '  backup_retention_period = 0',
  '  deletion_protection     = true',
  '}',
  '',
].join('\n')

let engine: Engine
beforeAll(async () => {
  engine = await createEngine({ policies: [builtin] })
})

describe('check', () => {
  test('tells place, rule and fix, and writes nothing', async () => {
    const workspace = memoryWorkspace({ 'a/main.tf': key })
    const report = await engine.check(workspace)
    expect(
      report.findings.map(({ rule, status, location, fix }) => [
        rule,
        status,
        location.start.line,
        location.start.column,
        fix?.level,
        fix?.result,
      ]),
    ).toEqual([['aws/kms-rotation', 'open', 2, 25, 'safe', undefined]])
    expect(report.files).toEqual([{ path: 'a/main.tf', framework: 'terraform', resources: 1 }])
    expect(workspace.texts.get('a/main.tf')).toBe(key)
  })

  test('a fingerprint stays when lines move, and differs between resources', async () => {
    const ids = async (text: string): Promise<string[]> =>
      (await engine.check(memoryWorkspace({ 'main.tf': text }))).findings.map(({ id }) => id)
    const [id] = await ids(key)
    expect(await ids(`# moved\n\n${key}`)).toEqual([id])
    expect(await ids(key.replace('"k"', '"other"'))).not.toEqual([id])
  })

  test('an unknown rule is an error with a suggestion, not a clean report', async () => {
    const failure = await engine
      .check(memoryWorkspace({}), { rules: ['aws/kms-rotatoin'] })
      .catch((error: unknown) => error)
    expect(failure).toBeInstanceOf(RegraftError)
    expect(failure).toMatchObject({ code: 'RULE_UNKNOWN' })
  })

  test('rules are chosen by id, glob and the ids of other scanners', async () => {
    const found = async (rules: string[]): Promise<string[]> =>
      (await engine.check(memoryWorkspace({ 'main.tf': key + database }), { rules })).findings.map(
        ({ rule }) => rule,
      )
    expect(await found(['aws/kms-*'])).toEqual(['aws/kms-rotation'])
    expect(await found(['CKV_AWS_7'])).toEqual(['aws/kms-rotation'])
    expect(await found(['kubernetes/*'])).toEqual([])
  })
})

describe('heal', () => {
  test('edits against the text before the run give the healed text', async () => {
    const workspace = memoryWorkspace({ 'main.tf': key })
    const report = await engine.heal(workspace)
    expect(workspace.texts.get('main.tf')).toBe(key.replace('false', 'true'))
    expect(report.edits).toEqual([
      {
        file: 'main.tf',
        start: key.indexOf('false'),
        end: key.indexOf('false') + 5,
        text: 'true',
        rules: ['aws/kms-rotation'],
      },
    ])
    expect(applyEdits(key, report.edits)).toBe(workspace.texts.get('main.tf'))
    expect((await engine.heal(workspace)).edits).toEqual([])
  })

  test('a dry run reports the same and writes nothing', async () => {
    const dry = memoryWorkspace({ 'main.tf': key })
    const wet = memoryWorkspace({ 'main.tf': key })
    expect(await engine.heal(dry, { dryRun: true })).toEqual(await engine.heal(wet))
    expect(dry.texts.get('main.tf')).toBe(key)
  })

  test('unsafe fixes wait for consent, inputs are typed and asked for by name', async () => {
    const healed = async (options: object): Promise<(string | undefined)[][]> => {
      const report = await engine.heal(memoryWorkspace({ 'main.tf': database }), options)
      return report.findings.map(({ rule, status, fix }) => [rule, status, fix?.result])
    }
    expect(await healed({})).toEqual([
      ['aws/rds-instance-encryption', 'open', 'refused'],
      ['aws/rds-backup-retention', 'open', 'needs-input'],
    ])
    expect(await healed({ unsafe: true, inputs: { backup_retention_days: '14' } })).toEqual([
      ['aws/rds-instance-encryption', 'healed', 'applied'],
      ['aws/rds-backup-retention', 'healed', 'applied'],
    ])
    expect(await healed({ unsafe: true, inputs: { backup_retention_days: 'soon' } })).toEqual([
      ['aws/rds-instance-encryption', 'healed', 'applied'],
      ['aws/rds-backup-retention', 'open', 'needs-input'],
    ])
  })

  test('settings cap fixes, lower severities and switch rules off; later entries win', async () => {
    const run = async (settings: object[]): Promise<(string | undefined)[][]> => {
      const report = await engine.heal(memoryWorkspace({ 'main.tf': key }), { settings: settings as never })
      return report.findings.map(({ severity, status, fix }) => [severity, status, fix?.result])
    }
    expect(await run([{ rule: 'aws/kms-rotation', severity: 'critical' }])).toEqual([
      ['critical', 'healed', 'applied'],
    ])
    expect(await run([{ rule: 'aws/*', fix: 'off' }])).toEqual(
      [['medium', 'open', 'refused']].map(([, s, r]) => [
        engine.rules.find(({ id }) => id === 'aws/kms-rotation')?.severity,
        s,
        r,
      ]),
    )
    expect(await run([{ rule: 'aws/*', off: true }])).toEqual([])
    expect(
      await run([
        { rule: 'aws/*', off: true },
        { rule: 'aws/kms-rotation', off: false },
      ]),
    ).toHaveLength(1)
  })

  test('consent is asked with the edits, and a no is remembered', async () => {
    const asked: string[] = []
    const workspace = memoryWorkspace({ 'main.tf': key })
    const report = await engine.heal(workspace, {
      confirm: ({ finding, edits, text }) => {
        asked.push(
          `${finding.rule} ${edits.map(({ file, edits: each }) => applyEdits(text(file), each)).join('')}`,
        )
        return false
      },
    })
    expect(asked).toEqual([`aws/kms-rotation ${key.replace('false', 'true')}`])
    expect(report.findings.map(({ fix }) => [fix?.result, fix?.reason])).toEqual([['refused', 'declined']])
    expect(workspace.texts.get('main.tf')).toBe(key)
  })

  test('a write that fails is told: the finding stays open and no edit is reported', async () => {
    const memory = memoryWorkspace({ 'main.tf': key, 'b/main.tf': key })
    const diagnostic = {
      code: 'DISK_FULL',
      severity: 'error',
      message: 'main.tf is not written: the disk is full',
      file: 'main.tf',
    } as const
    const report = await engine.heal({
      ...memory,
      write: async () => ({ written: ['b/main.tf'], failures: [{ path: 'main.tf', diagnostic }] }),
    })
    expect(report.findings.map(({ location, status, fix }) => [location.file, status, fix?.result])).toEqual([
      ['b/main.tf', 'healed', 'applied'],
      ['main.tf', 'open', 'refused'],
    ])
    expect(report.edits.map(({ file }) => file)).toEqual(['b/main.tf'])
    expect(report.diagnostics).toEqual([diagnostic])
  })
})

describe('ignores', () => {
  const ignored = (comment: string): string =>
    key.replace('  enable', `  # regraft:ignore ${comment}\n  enable`)
  test.each([
    ['with a reason', 'aws/kms-rotation -- rotated by hand', undefined, 'ignored', []],
    ['by glob, until a day to come', 'aws/* until=2030-01-01 -- later', '2029-12-31', 'ignored', []],
    ['past its day', 'aws/* until=2030-01-01 -- later', '2030-01-02', 'open', ['IGNORE_EXPIRED']],
    ['without a reason', 'aws/kms-rotation', undefined, 'open', ['IGNORE_WITHOUT_REASON']],
    ['for another rule', 'aws/s3-versioning -- no', undefined, 'open', []],
    ['with a day that is none', 'aws/* until=soon -- later', undefined, 'open', ['IGNORE_DATE']],
  ])('%s', async (_, comment, today, status, codes) => {
    const text = ignored(comment)
    const report = await engine.check(
      memoryWorkspace({ 'main.tf': text }),
      today === undefined ? {} : { today },
    )
    expect(report.findings.map((finding) => finding.status)).toEqual([status])
    expect(report.diagnostics.map(({ code }) => code)).toEqual(codes)
    const workspace = memoryWorkspace({ 'main.tf': text })
    if (status === 'ignored') {
      await engine.heal(workspace, today === undefined ? {} : { today })
      expect(workspace.texts.get('main.tf')).toBe(text)
    }
  })

  test('by configuration and by baseline', async () => {
    const check = (options: object): Promise<string[]> =>
      engine
        .check(memoryWorkspace({ 'main.tf': key }), options)
        .then(({ findings }) => findings.map(({ status }) => status))
    const [finding] = (await engine.check(memoryWorkspace({ 'main.tf': key }))).findings
    expect(await check({ baseline: [finding?.id] })).toEqual(['ignored'])
    expect(await check({ ignores: [{ rule: 'aws/*', paths: ['*.tf'], reason: 'known' }] })).toEqual([
      'ignored',
    ])
    expect(
      await check({ ignores: [{ rule: 'aws/*', resources: ['aws_kms_key.other'], reason: 'known' }] }),
    ).toEqual(['open'])
  })
})

test('an ignore of the configuration that ended is told, and one of an unknown rule is refused', async () => {
  const run = (rule: string): Promise<{ diagnostics: readonly { code: string }[] }> =>
    engine.check(memoryWorkspace({ 'main.tf': key }), {
      ignores: [{ rule, reason: 'known', until: '2026-01-01' }],
      today: '2026-06-01',
    })
  expect((await run('aws/*')).diagnostics.map(({ code }) => code)).toEqual(['IGNORE_EXPIRED'])
  await expect(run('aws/nothing-like-it')).rejects.toMatchObject({ code: 'RULE_UNKNOWN' })
})

test('an answer that no fix asks for is told', async () => {
  const report = await engine.heal(memoryWorkspace({ 'main.tf': database }), {
    inputs: { backup_retention_dyas: '14' },
  })
  expect(report.diagnostics.map(({ code, message }) => [code, message])).toEqual([
    ['INPUT_UNUSED', 'no fix asks for backup_retention_dyas'],
  ])
})
