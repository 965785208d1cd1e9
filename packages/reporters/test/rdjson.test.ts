import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { delimiter, join, posix } from 'node:path'
import type { Report } from '@regraft/model'
import { applyEdits } from '@regraft/model'
import { describe, expect, it } from 'vitest'
import { printable, type RenderOptions, render } from '../src/index.ts'
import { edit, finding, mainTf, placeOf, report, textOf } from './sample.ts'
import { compiled, list, must, only, published } from './schemas.ts'
import { hostileReport } from './thousand.ts'

const text = { type: 'string' }
const one = { type: 'integer', minimum: 1 }
const position = only({ line: one, column: one }, ['line'])
const range = only({ start: position, end: position })
const location = only({ path: { type: 'string', minLength: 1 }, range }, ['path'])
const source = only({ name: { const: 'regraft' } })
const severity = { enum: ['ERROR', 'WARNING', 'INFO'] }

const members = {
  message: text,
  location,
  severity,
  code: only({ value: text, url: { type: 'string', pattern: '^https?:' } }, ['value']),
  suggestions: list(only({ range, text }), 1),
  related_locations: list(only({ location }), 1),
}
const required = ['message', 'location', 'severity', 'code']

/** What reviewdog's proto/rdf/reviewdog.proto says of each member used; no other may be there. */
const result = compiled(only({ source, diagnostics: list(only(members, required)) }) as { type: string })
const line = compiled(only({ ...members, source }, [...required, 'source']) as { type: string })
const official = published('DiagnosticResult.json')

const reviewdog = [
  process.env['REVIEWDOG'] ?? '',
  ...(process.env['PATH'] ?? '').split(delimiter).map((folder) => join(folder, 'reviewdog')),
].find((path) => path !== '' && existsSync(path))

// biome-ignore lint/suspicious/noExplicitAny: the result is walked as a reader would
function rdjson(it: Report, options: RenderOptions = {}): any {
  const parsed = JSON.parse(render('rdjson', it, { text: textOf, ...options }))
  must(result, parsed)
  if (official) must(official, parsed)
  const lines = render('rdjsonl', it, { text: textOf, ...options }).split('\n')
  expect(lines.pop()).toBe('')
  for (const each of lines) must(line, JSON.parse(each))
  expect(lines.map((each) => JSON.parse(each))).toEqual(
    parsed.diagnostics.map((each: object) => ({ ...each, source: parsed.source })),
  )
  return parsed
}

interface Place {
  readonly line: number
  readonly column: number
}

/** The part of a text between two places, counted in bytes as reviewdog does. */
function between(whole: string, { start, end }: { start: Place; end: Place }): [number, number] {
  const bytes = Buffer.from(whole)
  const at = ({ line, column }: Place): number => {
    let offset = 0
    for (let n = 1; n < line; n++) offset = bytes.indexOf(10, offset) + 1
    return offset + column - 1
  }
  return [at(start), at(end)]
}

/** What both hold: reviewdog adds the line itself, leaves empty texts out and shortens paths. */
function asSent({ message = '', location, severity, code, suggestions }: Sent): unknown {
  const first = suggestions?.[0]
  return [
    message,
    posix.normalize(location.path),
    location.range,
    severity,
    code.value ?? '',
    first?.range,
    first && (first.text ?? ''),
  ]
}

interface Sent {
  readonly message?: string
  readonly location: { readonly path: string; readonly range?: unknown }
  readonly severity: string
  readonly code: { readonly value?: string }
  readonly suggestions?: readonly { readonly range: unknown; readonly text?: string }[]
}

const versioning = finding('aws/s3-versioning', placeOf('main.tf', '"Suspended"'), {
  status: 'healed',
  fix: { level: 'safe', title: 'Turn versioning on', result: 'applied' },
})
const edits = [
  edit('main.tf', 'bucket = aws', 'bucket = é', ['aws/s3-versioning']),
  edit('main.tf', '"Suspended"', '"Enabled"', ['aws/s3-versioning']),
]

describe('rdjson', () => {
  it('counts columns in bytes', () => {
    const red = finding('a/b', placeOf('k8s/pod.yaml', 'red'))
    expect(rdjson(report([red])).diagnostics).toEqual([
      {
        message: 'message of a/b',
        location: {
          path: 'k8s/pod.yaml',
          // A tab, `name: "`, three characters of three bytes, a space, five of the escape sequence.
          range: { start: { line: 2, column: 24 }, end: { line: 2, column: 27 } },
        },
        severity: 'WARNING',
        code: { value: 'a/b' },
      },
    ])
    const [blind] = rdjson(report([red]), { text: () => undefined }).diagnostics
    expect(blind.location.range).toEqual({ start: { line: 2 }, end: { line: 2 } })
  })

  it('suggests the whole fix, once', () => {
    const [{ suggestions }] = rdjson(report([versioning], { edits }), { run: 'dry-run' }).diagnostics
    expect(suggestions).toHaveLength(1)
    const [start, end] = between(mainTf, suggestions[0].range)
    const bytes = Buffer.from(mainTf)
    const healed = Buffer.concat([
      bytes.subarray(0, start),
      Buffer.from(suggestions[0].text),
      bytes.subarray(end),
    ])
    expect(healed.toString()).toBe(applyEdits(mainTf, edits))
    expect(rdjson(report([versioning], { edits })).diagnostics[0].suggestions).toBeUndefined()
  })

  it('suggests nothing where the fix reaches into another file', () => {
    const both = [...edits, edit('k8s/pod.yaml', 'true', 'false', ['aws/s3-versioning'])]
    const [{ suggestions }] = rdjson(report([versioning], { edits: both }), { run: 'dry-run' }).diagnostics
    expect(suggestions).toBeUndefined()
  })

  it.skipIf(!official)('meets the published schema (REGRAFT_SCHEMAS), asked of every report here', () => {
    expect(official?.({ diagnostics: 1 })).toBe(false)
  })

  it('holds a thousand hostile findings, each where it stands', () => {
    const { report: many, text } = hostileReport(1000)
    const { diagnostics } = rdjson(many, { text, run: 'dry-run' })
    const left = many.findings.filter(({ status }) => status === 'open' || status === 'healed')
    left.forEach(({ location, message }, i) => {
      expect(diagnostics[i].message).toBe(printable(message))
      const whole = text(location.file) ?? ''
      const [start, end] = between(whole, diagnostics[i].location.range)
      expect(Buffer.from(whole).subarray(start, end).toString()).toBe(
        Buffer.from(whole.slice(location.start.offset, location.end.offset)).toString(),
      )
    })
    expect(diagnostics.filter((it: { suggestions?: unknown }) => it.suggestions).length).toBeGreaterThan(10)
  })

  it.skipIf(!reviewdog)('is read by reviewdog itself (REVIEWDOG, or on the PATH)', () => {
    const { report: many, text } = hostileReport(1000)
    const sent = rdjson(many, { text, run: 'dry-run' }).diagnostics
    for (const format of ['rdjson', 'rdjsonl'] as const) {
      const { status, stdout, stderr } = spawnSync(
        reviewdog ?? '',
        [`-f=${format}`, '-reporter=rdjson', '-filter-mode=nofilter', '-fail-level=none'],
        { input: render(format, many, { text, run: 'dry-run' }), encoding: 'utf8', maxBuffer: 1 << 26 },
      )
      expect([status, stderr]).toEqual([0, ''])
      const read = JSON.parse(stdout).diagnostics
      expect(read.map(asSent)).toEqual(sent.map(asSent))
    }
  })
})
