import { readFileSync } from 'node:fs'
import type { Report } from '@regraft/model'
import { Ajv } from 'ajv'
import { describe, expect, it } from 'vitest'
import { render } from '../src/index.ts'
import { edit, finding, placeOf, report } from './sample.ts'

const schema = JSON.parse(
  readFileSync(new URL('../../model/schemas/report.schema.json', import.meta.url), 'utf8'),
)
const validate = new Ajv({ allErrors: true, strict: true, allowUnionTypes: true }).compile(schema)

const full = report(
  [
    finding('aws/s3-versioning', placeOf('main.tf', '"Suspended"'), {
      status: 'healed',
      related: [placeOf('main.tf', 'bucket')],
      fix: {
        level: 'safe',
        title: 'Turn versioning on',
        result: 'failed',
        gate: 'model',
        reason: 'r',
        conflictsWith: ['z'],
        inputs: { b: { type: 'string', description: 'B' }, a: 1 },
      },
      aliases: ['AVD-AWS-0090'],
      controls: { z: ['2'], gdpr: ['32'] },
    }),
    finding('aws/x', placeOf('main.tf', 'ingress'), { status: 'ignored', statusReason: 'known', path: [] }),
  ],
  {
    edits: [edit('main.tf', '"Suspended"', '"Enabled"', ['aws/s3-versioning'])],
    diagnostics: [
      {
        code: 'PARSE_ERROR',
        severity: 'error',
        message: 'm',
        ...placeOf('main.tf', 'ingress'),
        frame: 'f',
        hint: 'h',
      },
    ],
  },
)

/** The same data with every key order turned round. */
function reversed<T>(value: T): T {
  if (Array.isArray(value)) return value.map(reversed) as T
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, it]) => [key, reversed(it)]),
  ) as T
}

describe('json', () => {
  it('is the report and meets its schema', () => {
    const parsed = JSON.parse(render('json', full))
    expect(parsed).toEqual(full)
    expect(validate(parsed), JSON.stringify(validate.errors)).toBe(true)
  })

  it('has one order of keys and ends with a line break', () => {
    const text = render('json', full)
    expect(render('json', reversed(full))).toBe(text)
    expect(text.endsWith('}\n')).toBe(true)
    expect(Object.keys(JSON.parse(text))).toEqual([
      'schema',
      'tool',
      'root',
      'files',
      'findings',
      'edits',
      'diagnostics',
      'summary',
    ])
    expect(text).toContain(
      '"inputs": {\n          "a": 1,\n          "b": {\n            "description": "B",\n            "type": "string"',
    )
  })

  it('drops what is not documented', () => {
    const extra = { ...full, secret: 1, tool: { ...full.tool, host: 'x' } } as Report
    expect(render('json', extra)).toBe(render('json', full))
  })

  it.each([
    [
      'a wrong status',
      (it: Report) => ({ ...it, findings: it.findings.map((f) => ({ ...f, status: 'new' })) }),
    ],
    ['a missing summary', ({ summary: _, ...it }: Report) => it],
    [
      'a line 0',
      (it: Report) => ({
        ...it,
        diagnostics: [
          { code: 'A', severity: 'error', message: '', start: { offset: 0, line: 0, column: 1 } },
        ],
      }),
    ],
    ['an unknown member', (it: Report) => ({ ...it, more: 1 })],
  ])('the schema refuses %s', (_, broken) => {
    expect(validate(broken(full))).toBe(false)
  })

  it('names the formats there are when asked for another', () => {
    expect(() => render('xml', full)).toThrow(
      expect.objectContaining({
        code: 'UNKNOWN_FORMAT',
        message: 'there is no output format "xml"',
        hint: expect.stringMatching(/^Use one of: text, json, sarif, .*csv\.$/),
      }),
    )
    expect(() => render('toString', full)).toThrow()
  })
})
