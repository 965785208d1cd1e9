import type { Finding, Report } from '@regraft/model'
import { applyEdits, Lines } from '@regraft/model'
import { Ajv } from 'ajv'
import { describe, expect, it } from 'vitest'
import { type RenderOptions, render } from '../src/index.ts'
import { edit, finding, mainTf, placeOf, report, textOf } from './sample.ts'
import { sarifShape } from './sarif-shape.ts'
import { compiled, sarifSchema } from './schemas.ts'
import { hostileReport } from './thousand.ts'

const shape = new Ajv({ allErrors: true, strict: false }).compile(sarifShape)
const official = compiled(JSON.parse(sarifSchema))

// biome-ignore lint/suspicious/noExplicitAny: the log is walked as a reader would
type Log = any

function log(it: Report, options: RenderOptions = {}): Log {
  const parsed = JSON.parse(render('sarif', it, { text: textOf, ...options }))
  expect(shape(parsed), JSON.stringify(shape.errors)).toBe(true)
  expect(official(parsed), JSON.stringify(official.errors)).toBe(true)
  return parsed
}

const versioning = finding('aws/s3-versioning', placeOf('main.tf', '"Suspended"'), {
  status: 'healed',
  fix: { level: 'safe', title: 'Turn versioning on', result: 'applied' },
})
const ingress = finding('aws/ingress', placeOf('main.tf', '"0.0.0.0/0"'), { severity: 'critical' })
const edits = [edit('main.tf', '"Suspended"', '"Enabled"', ['aws/s3-versioning'])]

describe('sarif', () => {
  it('meets the schema of the standard (checked on every log below)', () => {
    expect(official({ version: '2.1.0', runs: [{}] })).toBe(false)
  })

  it('meets it with a thousand hostile findings', () => {
    const { report: many, text } = hostileReport(1000)
    const [run] = log(many, { text, run: 'dry-run' }).runs
    expect(run.results).toHaveLength(1000)
    expect(run.results.some((it: Log) => it.fixes)).toBe(true)
    const later = log(many, { text, run: 'heal' }).runs[0].results
    expect(later).toHaveLength(many.findings.filter(({ status }) => status !== 'healed').length)
    expect(JSON.stringify(later)).not.toMatch(/(?<!\\)(\\\\)*\\ud[89a-f]/)
  })

  it('describes the rules that results name', () => {
    const rules = [
      {
        id: 'aws/ingress',
        title: 'Open to the world',
        description: 'Anyone may connect.',
        severity: 'critical' as const,
        fix: 'manual' as const,
        resources: [],
        uses: [],
        aliases: ['AVD-1'],
        controls: { cis: ['4.1'], gdpr: ['32'] },
        relatedResources: ['https://example.com/docs'],
        packages: [],
      },
    ]
    const { driver } = log(report([ingress, versioning]), { rules, help: (id) => `# ${id}` }).runs[0].tool
    expect(driver.name).toBe('regraft')
    expect(driver.rules).toEqual([
      {
        id: 'aws/ingress',
        shortDescription: { text: 'Open to the world' },
        fullDescription: { text: 'Anyone may connect.' },
        helpUri: 'https://example.com/docs',
        help: {
          text: 'Open to the world\nAnyone may connect.\nIts fixes are at most manual.\nSee https://example.com/docs',
          markdown: '# aws/ingress',
        },
        defaultConfiguration: { level: 'error' },
        properties: {
          tags: ['security', 'cis/4.1', 'gdpr/32'],
          precision: 'high',
          'security-severity': '9.5',
          aliases: ['AVD-1'],
        },
      },
      {
        id: 'aws/s3-versioning',
        shortDescription: { text: 'Title of aws/s3-versioning' },
        fullDescription: { text: 'Title of aws/s3-versioning' },
        help: { text: 'Title of aws/s3-versioning', markdown: '# aws/s3-versioning' },
        defaultConfiguration: { level: 'warning' },
        properties: { tags: ['security'], precision: 'high', 'security-severity': '5.5', aliases: [] },
      },
    ])
  })

  it('places results in UTF-16 columns, ends exclusive', () => {
    const [run] = log(report([ingress])).runs
    expect(run.columnKind).toBe('utf16CodeUnits')
    expect(run.originalUriBaseIds).toHaveProperty('SRCROOT')
    expect(run.results).toEqual([
      {
        ruleId: 'aws/ingress',
        ruleIndex: 0,
        kind: 'fail',
        level: 'error',
        message: { text: 'message of aws/ingress' },
        locations: [
          {
            physicalLocation: {
              artifactLocation: { uri: 'main.tf', uriBaseId: 'SRCROOT' },
              region: { startLine: 10, startColumn: 20, endLine: 10, endColumn: 31 },
            },
            logicalLocations: [{ fullyQualifiedName: 'aws_thing.it', kind: 'resource' }],
          },
        ],
        partialFingerprints: { 'regraftFinding/v1': ingress.id },
        suppressions: [],
        properties: {
          severity: 'critical',
          status: 'open',
          framework: 'terraform',
          resourceType: 'aws_thing',
          path: ['a', 0, 'b'],
        },
      },
    ])
  })

  it('does not count a byte order mark', () => {
    const bom = { 'main.tf': `\ufeff${mainTf}` }
    const at = finding('a/b', placeOf('main.tf', 'aws_s3_bucket_versioning', bom))
    const [result] = log(report([at]), { text: () => bom['main.tf'] }).runs[0].results
    expect(result.locations[0].physicalLocation.region).toEqual({
      startLine: 1,
      startColumn: 11,
      endLine: 1,
      endColumn: 35,
    })
  })

  it('gives every severity its level', () => {
    const all = (['critical', 'high', 'medium', 'low', 'info'] as const).map((severity) =>
      finding(`a/${severity}`, placeOf('main.tf', 'bucket'), { severity }),
    )
    const { results, tool } = log(report(all)).runs[0]
    expect(results.map((it: Log) => it.level)).toEqual(['error', 'error', 'warning', 'note', 'note'])
    expect(tool.driver.rules.map((it: Log) => [it.id, it.properties['security-severity']])).toEqual([
      ['a/critical', '9.5'],
      ['a/high', '8.0'],
      ['a/info', undefined],
      ['a/low', '2.0'],
      ['a/medium', '5.5'],
    ])
  })

  it('suppresses the ignored with their reason and leaves the undetermined open', () => {
    const ignored: Finding = { ...ingress, status: 'ignored', statusReason: 'behind a VPN' }
    const unknown: Finding = { ...ingress, id: 'u', status: 'undetermined', statusReason: 'unknown' }
    const { results } = log(report([ignored, unknown])).runs[0]
    expect(results[0].suppressions).toEqual([
      { kind: 'external', status: 'accepted', justification: 'behind a VPN' },
    ])
    expect([results[1].kind, results[1].level, results[1].suppressions]).toEqual(['open', 'none', []])
  })

  it('encodes paths as URI references', () => {
    const file = "my infra/größe#1?/[a]:b%20'(c)'.tf"
    const at = finding('a/b', { ...ingress.location, file })
    const { uri } = log(report([at])).runs[0].results[0].locations[0].physicalLocation.artifactLocation
    expect(uri).toBe('my%20infra/gr%C3%B6%C3%9Fe%231%3F/%5Ba%5D%3Ab%2520%27%28c%29%27.tf')
    expect(decodeURIComponent(new URL(uri, 'file:///r/').pathname)).toBe(`/r/${file}`)
  })

  it('makes no link of what a file says', () => {
    const at = finding('a/b', ingress.location, { message: '[click](1) \\ [x]' })
    expect(log(report([at])).runs[0].results[0].message.text).toBe('\\[click\\](1) \\\\ \\[x\\]')
    const plain = finding('a/b', ingress.location, { message: 'list[0] is {0}' })
    expect(log(report([plain])).runs[0].results[0].message.text).toBe('list[0] is {0}')
  })

  it('tells diagnostics as notifications', () => {
    const diagnostics = [
      {
        code: 'PARSE_ERROR',
        severity: 'error' as const,
        message: 'bad',
        ...placeOf('main.tf', 'ingress'),
        hint: 'Mend it.',
      },
      { code: 'IGNORE_EXPIRED', severity: 'info' as const, message: 'old' },
    ]
    expect(log(report([], { diagnostics })).runs[0].invocations).toEqual([
      {
        executionSuccessful: false,
        toolExecutionNotifications: [
          {
            level: 'error',
            message: { text: 'bad. Mend it.' },
            descriptor: { id: 'PARSE_ERROR' },
            locations: [
              {
                physicalLocation: {
                  artifactLocation: { uri: 'main.tf', uriBaseId: 'SRCROOT' },
                  region: { startLine: 9, startColumn: 3, endLine: 9, endColumn: 10 },
                },
              },
            ],
          },
          { level: 'note', message: { text: 'old' }, descriptor: { id: 'IGNORE_EXPIRED' } },
        ],
      },
    ])
  })

  it('keeps the gravest 25,000', () => {
    const many = Array.from({ length: 25_010 }, (_, i) =>
      finding('a/b', ingress.location, { id: String(i), severity: i < 20 ? 'low' : 'high' }),
    )
    const [run] = JSON.parse(render('sarif', report(many))).runs
    expect(run.results).toHaveLength(25_000)
    expect(run.results.filter((it: Log) => it.level === 'note')).toHaveLength(10)
    expect(run.invocations[0].toolExecutionNotifications[0].message.text).toBe(
      '10 milder results are left out: a run may hold 25,000.',
    )
  })

  it('gives the same bytes for the same report', () => {
    expect(render('sarif', report([ingress, versioning]))).toBe(
      render('sarif', report([ingress, versioning])),
    )
  })
})

describe('a dry run', () => {
  it('carries fixes that make the healed text', () => {
    const [run] = log(report([versioning, ingress], { edits }), { run: 'dry-run' }).runs
    expect(run.results.map((it: Log) => it.fixes)).toEqual([
      [
        {
          description: { text: 'Turn versioning on' },
          artifactChanges: [
            {
              artifactLocation: { uri: 'main.tf', uriBaseId: 'SRCROOT' },
              replacements: [
                {
                  deletedRegion: { startLine: 4, startColumn: 14, endLine: 4, endColumn: 25 },
                  insertedContent: { text: '"Enabled"' },
                },
              ],
            },
          ],
        },
      ],
      undefined,
    ])
  })

  it('offers every edit once to each of its rules, at the nearest finding', () => {
    const text = 'a\nb\nc\nd\n'
    const all = { 'f.tf': text }
    const found = ['a', 'c'].map((it) =>
      finding('r/x', placeOf('f.tf', it, all), {
        status: 'healed',
        fix: { level: 'safe', title: 't', result: 'applied' },
      }),
    )
    const each = ['b', 'd'].map((it) => ({ ...edit2(text, it, 'Z'), file: 'f.tf', rules: ['r/x'] }))
    const { results } = log(report(found, { edits: each }), { run: 'dry-run', text: () => text }).runs[0]
    const lines = results.map((it: Log) =>
      it.fixes[0].artifactChanges[0].replacements.map((r: Log) => r.deletedRegion.startLine),
    )
    expect(lines).toEqual([[2], [4]])
  })
})

function edit2(text: string, needle: string, by: string): { start: number; end: number; text: string } {
  const start = text.indexOf(needle)
  return { start, end: start + needle.length, text: by }
}

describe('after a heal', () => {
  it('leaves out what is healed and places the rest in the healed text', () => {
    const longer = [
      { ...edits[0], start: 0, end: 0, text: '# one\n# two\n', file: 'main.tf', rules: [] },
      ...edits,
    ]
    const { results } = log(report([versioning, ingress], { edits: longer }), { run: 'heal' }).runs[0]
    expect(results).toHaveLength(1)
    const healed = new Lines(applyEdits(mainTf, longer))
    const { startLine, startColumn, endLine, endColumn } = results[0].locations[0].physicalLocation.region
    expect(healed.offset(endLine, endColumn) - healed.offset(startLine, startColumn)).toBe(11)
    expect(startLine).toBe(12)
    expect(healed.line(startLine).slice(startColumn - 1, endColumn - 1)).toBe('"0.0.0.0/0"')
  })
})
