import type { Report } from '@regraft/model'
import { describe, expect, it } from 'vitest'
import { type Format, printable, type RenderOptions, render, unifiedDiff } from '../src/index.ts'
import { inline } from '../src/markdown/escape.ts'
import { edit, finding, mainTf, placeOf, report, textOf } from './sample.ts'
import { compiled, list, must, only, published } from './schemas.ts'
import { hostileReport } from './thousand.ts'

const text = { type: 'string', minLength: 1 }
const line = { type: 'integer', minimum: 1 }

/** The fields that docs.gitlab.com/ci/testing/code_quality documents ("Code Quality report format"), all and no other. */
const quality = compiled(
  list(
    only({
      description: { type: 'string' },
      check_name: text,
      fingerprint: text,
      severity: { enum: ['info', 'minor', 'major', 'critical', 'blocker'] },
      location: only({ path: { type: 'string', pattern: '^[^/]' }, lines: only({ begin: line, end: line }) }),
    }),
  ) as { type: string },
)

const vendor = only({ name: text })
const tool = only({ id: text, name: text, version: text, vendor })
const time = { type: 'string', pattern: '^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}$' }
const url = { type: 'string', pattern: '^https?://.+' }
const identifier = only({ type: text, name: text, value: text, url }, ['type', 'name', 'value'])
const detail = only({ type: { const: 'text' }, name: text, value: { type: 'string' } })
const place = { file: { type: 'string' }, start_line: line, end_line: line }
const signature = only({ algorithm: { const: 'hash' }, value: text })

/** What sast-report-format.json 15.2.1 of gitlab-org/security-products/security-report-schemas asks of each member used. */
const sast = compiled(
  only({
    version: { const: '15.2.1' },
    schema: url,
    scan: only({
      type: { const: 'sast' },
      status: { enum: ['success', 'failure'] },
      start_time: time,
      end_time: time,
      analyzer: tool,
      scanner: tool,
      messages: list(only({ level: { enum: ['info', 'warn', 'fatal'] }, value: text })),
    }),
    vulnerabilities: list(
      only(
        {
          id: text,
          name: { type: 'string', maxLength: 255 },
          description: { type: 'string', maxLength: 1_048_576 },
          severity: { enum: ['Info', 'Unknown', 'Low', 'Medium', 'High', 'Critical'] },
          solution: { type: 'string', maxLength: 7000 },
          identifiers: list(identifier, 1),
          links: list(only({ url }), 1),
          location: only(place),
          tracking: only({
            type: { const: 'source' },
            items: list(only({ ...place, signatures: list(signature, 1) }), 1),
          }),
          details: only({ resource: detail, path: detail }),
        },
        ['id', 'name', 'description', 'severity', 'identifiers', 'location', 'tracking', 'details'],
      ),
    ),
    remediations: list(only({ fixes: list(only({ id: text }), 1), summary: text, diff: text })),
  }) as { type: string },
)

const official = published('sast-report-format.json')

// biome-ignore lint/suspicious/noExplicitAny: the reports are walked as a reader would
function rendered(format: Format, it: Report, options: RenderOptions = {}): any {
  const parsed = JSON.parse(render(format, it, { text: textOf, ...options }))
  must(format === 'gitlab' ? quality : sast, parsed)
  if (format === 'gitlab-sast' && official) must(official, parsed)
  return parsed
}

const versioning = finding('aws/s3-versioning', placeOf('main.tf', '"Suspended"'), {
  status: 'healed',
  fix: { level: 'safe', title: 'Turn versioning on', result: 'applied' },
})
const ingress = finding('aws/ingress', placeOf('main.tf', '"0.0.0.0/0"'), {
  severity: 'critical',
  message: 'open to *all*',
  aliases: ['AVD-1'],
  controls: { cwe: ['284'] },
})
const edits = [edit('main.tf', '"Suspended"', '"Enabled"', ['aws/s3-versioning'])]
const bad = {
  code: 'PARSE_ERROR',
  severity: 'error' as const,
  message: 'bad',
  file: 'bad.tf',
  hint: 'Mend it.',
}

describe('gitlab', () => {
  it('tells what is left and what could not be read', () => {
    const ignored = finding('a/b', ingress.location, { status: 'ignored' })
    expect(rendered('gitlab', report([ingress, ignored], { diagnostics: [bad] }))).toEqual([
      {
        description: 'open to *all*',
        check_name: 'aws/ingress',
        fingerprint: ingress.id,
        severity: 'blocker',
        location: { path: 'main.tf', lines: { begin: 10, end: 10 } },
      },
      {
        description: 'bad. Mend it.',
        check_name: 'PARSE_ERROR',
        fingerprint: 'PARSE_ERROR:bad.tf',
        severity: 'major',
        location: { path: 'bad.tf', lines: { begin: 1, end: 1 } },
      },
    ])
  })

  it('leaves out what is healed, and keeps fingerprints when lines move', () => {
    const moved = [{ file: 'main.tf', start: 0, end: 0, text: '# new\n', rules: [] }, ...edits]
    const [only, ...others] = rendered('gitlab', report([versioning, ingress], { edits: moved }), {
      run: 'heal',
    })
    expect(others).toEqual([])
    expect([only.fingerprint, only.location.lines.begin]).toEqual([ingress.id, 11])
  })

  it('holds a thousand hostile findings', () => {
    const { report: many, text } = hostileReport(1000)
    const all = rendered('gitlab', many, { text })
    const left = many.findings.filter(({ status }) => status === 'open' || status === 'healed')
    expect(all.slice(0, left.length).map((it: { description: string }) => it.description)).toEqual(
      left.map(({ message }) => printable(message)),
    )
    expect(new Set(all.map((it: { fingerprint: string }) => it.fingerprint)).size).toBe(all.length)
  })
})

describe('gitlab-sast', () => {
  it.skipIf(!official)('meets the published schema (REGRAFT_SCHEMAS), asked of every report below', () => {
    expect(official?.({ version: '15.2.1' })).toBe(false)
  })

  it('describes vulnerabilities, and says what it cannot', () => {
    const unknown = finding('a/b', ingress.location, { status: 'undetermined', statusReason: 'known later' })
    const all = rendered('gitlab-sast', report([ingress, unknown], { diagnostics: [bad] }))
    expect(all.vulnerabilities).toEqual([
      {
        id: ingress.id,
        name: 'Title of aws/ingress',
        description: 'open to \\*all\\*',
        severity: 'Critical',
        identifiers: [
          { type: 'regraft_rule', name: 'regraft aws/ingress', value: 'aws/ingress' },
          { type: 'regraft_alias', name: 'AVD-1', value: 'AVD-1' },
          {
            type: 'cwe',
            name: 'CWE-284',
            value: '284',
            url: 'https://cwe.mitre.org/data/definitions/284.html',
          },
        ],
        location: { file: 'main.tf', start_line: 10, end_line: 10 },
        tracking: {
          type: 'source',
          items: [
            {
              file: 'main.tf',
              start_line: 10,
              end_line: 10,
              signatures: [{ algorithm: 'hash', value: ingress.id }],
            },
          ],
        },
        details: {
          resource: { type: 'text', name: 'Resource', value: 'aws_thing.it' },
          path: { type: 'text', name: 'Path', value: 'a[0].b' },
        },
      },
    ])
    expect(all.scan).toMatchObject({ status: 'failure', start_time: '1970-01-01T00:00:00' })
    expect(all.scan.messages).toEqual([
      { level: 'warn', value: 'bad.tf: PARSE_ERROR: bad. Mend it.' },
      { level: 'info', value: 'a/b is undetermined for aws_thing.it: known later' },
    ])
  })

  it('carries the patch of each fix under a dry run, and a time when it is told one', () => {
    const time = '2026-11-30T12:00:00'
    const all = rendered('gitlab-sast', report([versioning, ingress], { edits }), { run: 'dry-run', time })
    expect(all.scan.end_time).toBe(time)
    expect(all.remediations).toHaveLength(1)
    const [{ fixes, summary, diff }] = all.remediations
    expect([fixes, summary]).toEqual([[{ id: versioning.id }], 'Turn versioning on'])
    expect(Buffer.from(diff, 'base64').toString()).toBe(unifiedDiff('main.tf', mainTf, edits))
    expect(rendered('gitlab-sast', report([versioning], { edits })).remediations).toEqual([])
  })

  it('holds a thousand hostile findings', () => {
    const { report: many, text } = hostileReport(1000)
    const all = rendered('gitlab-sast', many, { text, run: 'dry-run' })
    const left = many.findings.filter(({ status }) => status === 'open' || status === 'healed')
    expect(all.vulnerabilities.map((it: { description: string }) => it.description)).toEqual(
      left.map(({ message }) => inline(message)),
    )
    expect(all.remediations.length).toBeGreaterThan(10)
  })
})
