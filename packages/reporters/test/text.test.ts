import { Lines } from '@regraft/model'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { printable, render, renderDiagnostics, renderSummary } from '../src/index.ts'
import { frame } from '../src/text/frame.ts'
import { style } from '../src/text/style.ts'
import { asRunner } from './runner.ts'
import { edit, finding, placeOf, report, textOf } from './sample.ts'
import { hostileReport } from './thousand.ts'

const versioning = finding('aws/s3-versioning', placeOf('main.tf', '"Suspended"'), {
  message: 'versioning is Suspended',
  fix: { level: 'safe', title: 'Turn versioning on' },
})
const ingress = finding('aws/ingress', placeOf('main.tf', '"0.0.0.0/0"'), { severity: 'high' })

describe('a log of a CI service', () => {
  it('is told nothing to obey by a thousand hostile findings', () => {
    const { report: many, text } = hostileReport(1000)
    for (const run of ['check', 'dry-run', 'heal'] as const) {
      const lines = render('text', many, { text, run }).split('\n')
      expect(lines.filter((line) => asRunner(line) || /##(vso)?\[/.test(line))).toEqual([])
      expect(lines.filter((line) => line.includes('\\u003a:error file=a.tf')).length).toBeGreaterThan(10)
    }
  })

  it('reads other colons and hashes as they are', () => {
    const message = 'a::b ## c\nd: #[e]'
    const shown = render('text', report([{ ...ingress, message }]))
    expect(shown).toContain('\n  a::b ## c\n  d: #[e]\n')
    const hostile = '##vso[task.setvariable]x'
    const diagnostics = [
      { code: 'X', severity: 'error', message: '::stop-commands::x', hint: hostile },
    ] as const
    expect(renderDiagnostics(diagnostics)).toBe(
      'error  X\n  \\u003a:stop-commands::x\n  hint: #\\u0023vso[task.setvariable]x\n',
    )
  })
})

describe('check', () => {
  it('shows every finding where it stands, with what its fix would do', () => {
    expect(render('text', report([versioning, ingress]), { text: textOf })).toBe(`main.tf

main.tf:4:14  medium  aws/s3-versioning
  versioning is Suspended
  in aws_thing.it
    2 |   bucket = aws_s3_bucket.logs.id
    3 |   versioning_configuration {
  > 4 |     status = "Suspended" # for now
      |              ^^^^^^^^^^^
    5 |   }
    6 | }
  fix (safe): Turn versioning on

main.tf:10:20  high  aws/ingress
  message of aws/ingress
  in aws_thing.it
     8 | resource "aws_security_group" "web" {
     9 |   ingress {
  > 10 |     cidr_blocks = ["0.0.0.0/0"]
       |                    ^^^^^^^^^^^
    11 |   }
    12 | }

2 files, 3 resources: 2 open (1 high, 1 medium)
`)
  })

  it('says when there is nothing', () => {
    expect(render('text', report([]))).toBe('2 files, 3 resources: nothing found\n')
  })

  it('needs no source', () => {
    expect(render('text', report([ingress]))).toBe(`main.tf

main.tf:10:20  high  aws/ingress
  message of aws/ingress
  in aws_thing.it

2 files, 3 resources: 1 open (1 high)
`)
  })

  it('tells what is undetermined and why, and counts what is ignored', () => {
    const unknown = finding('aws/x', placeOf('main.tf', 'aws_s3_bucket.logs.id'), {
      status: 'undetermined',
      statusReason: 'aws_s3_bucket.logs.id is known after apply',
    })
    const ignored = finding('aws/y', placeOf('main.tf', 'bucket ='), { status: 'ignored' })
    expect(render('text', report([unknown, ignored]), { text: textOf })).toBe(`Undetermined: 1
  main.tf:2:12  aws/x  aws_thing.it
    aws_s3_bucket.logs.id is known after apply

2 files, 3 resources: 1 undetermined, 1 ignored
`)
  })

  it('shows diagnostics with the place drawn from the source, or the frame they bring', () => {
    const diagnostics = [
      {
        code: 'PARSE_ERROR',
        severity: 'error' as const,
        message: 'a value is missing',
        ...placeOf('main.tf', 'bucket'),
        hint: 'Write one.',
      },
      {
        code: 'POLICY_LIMIT',
        severity: 'warning' as const,
        message: 'slow',
        frame: '> 1 | a\u001b[1m\n    | ^',
      },
    ]
    expect(
      render('text', report([], { diagnostics }), { text: textOf }),
    ).toBe(`main.tf:1:18  error  PARSE_ERROR
  a value is missing
  > 1 | resource "aws_s3_bucket_versioning" "this" {
      |                  ^^^^^^
    2 |   bucket = aws_s3_bucket.logs.id
    3 |   versioning_configuration {
  hint: Write one.

warning  POLICY_LIMIT
  slow
  > 1 | a\\u001b[1m
      | ^

2 files, 3 resources: 1 error
`)
  })
})

describe('heal', () => {
  const healed = {
    ...versioning,
    status: 'healed' as const,
    fix: { ...versioning.fix, level: 'safe', title: 'Turn versioning on', result: 'applied' } as const,
  }
  const edits = [edit('main.tf', '"Suspended"', '"Enabled"', ['aws/s3-versioning'])]

  it('shows the diff, the proof and what is left with its reason', () => {
    const asks = {
      ...ingress,
      fix: {
        level: 'manual',
        title: 'Narrow the network',
        result: 'needs-input',
        inputs: { cidr: { type: 'cidr', description: 'Who may connect' } },
      } as const,
    }
    expect(render('text', report([healed, asks], { edits }), { run: 'heal', text: textOf })).toBe(`main.tf

  healed 4:14  medium  aws/s3-versioning: Turn versioning on (safe)

diff --git a/main.tf b/main.tf
--- a/main.tf
+++ b/main.tf
@@ -1,7 +1,7 @@
 resource "aws_s3_bucket_versioning" "this" {
   bucket = aws_s3_bucket.logs.id
   versioning_configuration {
-    status = "Suspended" # for now
+    status = "Enabled" # for now
   }
 }
${' '}

main.tf:10:20  high  aws/ingress
  message of aws/ingress
  in aws_thing.it
     8 | resource "aws_security_group" "web" {
     9 |   ingress {
  > 10 |     cidr_blocks = ["0.0.0.0/0"]
       |                    ^^^^^^^^^^^
    11 |   }
    12 | }
  fix (manual): Narrow the network
  not healed: it needs a value
    --input cidr=VALUE  Who may connect

Not healed: 1
  1 × aws/ingress: it needs a value

Proof: 1 fix passed all six gates (parse, model, rule, regression, idempotent, bytes)

2 files, 3 resources: 1 open (1 high), 1 healed
`)
  })

  it('leaves the diff out when it is printed elsewhere', () => {
    const options = { run: 'dry-run', diff: false, text: textOf } as const
    expect(render('text', report([healed], { edits }), options)).toBe(`main.tf

  would heal 4:14  medium  aws/s3-versioning: Turn versioning on (safe)

Proof: 1 fix passed all six gates (parse, model, rule, regression, idempotent, bytes)

2 files, 3 resources: 1 would heal
`)
  })

  it('names each reason once, with conflicts by rule and place and gates by name', () => {
    const fix = { level: 'safe', title: 'T' } as const
    const left = [
      {
        ...ingress,
        fix: { ...fix, result: 'failed', gate: 'regression', reason: 'aws/z appeared' } as const,
      },
      { ...versioning, id: 'v', fix: { ...fix, result: 'skipped', conflictsWith: [ingress.id] } as const },
      { ...versioning, id: 'w', fix: { ...fix, result: 'skipped', conflictsWith: [ingress.id] } as const },
      {
        ...versioning,
        id: 'x',
        fix: { ...fix, result: 'refused', reason: 'the value is computed' } as const,
      },
      { ...versioning, id: 'y', fix: { ...fix, result: 'no-op' } as const },
      finding('aws/none', placeOf('main.tf', 'ingress')),
    ]
    const text = render('text', report(left), { run: 'heal' })
    expect(text.slice(text.indexOf('Not healed: 6'))).toBe(`Not healed: 6
  1 × aws/ingress: it failed the regression gate and was rolled back: aws/z appeared
  2 × aws/s3-versioning: it conflicts with aws/ingress at main.tf:10:20
  1 × aws/s3-versioning: the value is computed
  1 × aws/s3-versioning: there is nothing to change here
  1 × aws/none: no fix is proposed here

Proof: 0 fixes passed all six gates (parse, model, rule, regression, idempotent, bytes); rolled back: 1 at regression

2 files, 3 resources: 6 open (1 high, 5 medium)
`)
  })
})

const obeyed =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: what must not be there
  /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2028\ufeff]|\p{Surrogate}|[\u{e0000}-\u{e007f}]/u

describe('hostile text', () => {
  const nasty = '\u001b]8;;http://evil\u0007x\u009b2J\r\n\u202eevil\u2028\ufeff\ud800\u{e0041}'

  it('cannot reach the terminal from any field', () => {
    const file = `a\u001b[31m\n.tf`
    const location = {
      file,
      start: { offset: 0, line: 1, column: 1 },
      end: { offset: 1, line: 1, column: 2 },
    }
    const all = finding(nasty, location, {
      title: nasty,
      message: nasty,
      resource: { framework: nasty, type: nasty, address: nasty },
      fix: {
        level: 'manual',
        title: nasty,
        result: 'needs-input',
        reason: nasty,
        inputs: { [nasty]: { description: nasty, default: nasty } },
      },
    })
    const it = report([all, { ...all, status: 'undetermined', statusReason: nasty }], {
      edits: [{ file, start: 0, end: 1, text: nasty, rules: [nasty] }],
      diagnostics: [
        { code: nasty, severity: 'error', message: nasty, file, hint: nasty, frame: nasty },
        { code: 'X', severity: 'info', message: nasty, ...location },
      ],
    })
    for (const run of ['check', 'heal', 'dry-run'] as const) {
      const text = render('text', it, { run, text: () => `${nasty}\n${nasty}` })
      expect(text).not.toMatch(obeyed)
      expect(text).toContain('\\u001b')
    }
  })

  it('is written as escapes, once', () => {
    expect(printable('a\u001bb\tc\n\u{e0041}\ud800😀')).toBe('a\\u001bb\\tc\\n\\u{e0041}\\ud800😀')
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => printable(printable(text)) === printable(text)),
    )
  })
})

describe('colour', () => {
  it('is used only when asked', () => {
    const plain = render('text', report([versioning, ingress]), { text: textOf })
    const color = render('text', report([versioning, ingress]), { text: textOf, color: true })
    // biome-ignore lint/suspicious/noControlCharactersInRegex: colours are control sequences
    expect(color.replace(/\u001b\[\d+m/g, '')).toBe(plain)
    expect(color).toContain('\u001b[31mhigh\u001b[39m')
  })
})

describe('width', () => {
  it('wraps messages at spaces', () => {
    const long = finding('a/b', placeOf('main.tf', 'status'), {
      message: 'one two three four five six seven',
    })
    const text = render('text', report([long]), { width: 24 })
    expect(text.split('\n').slice(3, 5)).toEqual(['  one two three four', '  five six seven'])
    const left = render('text', report([long]), { run: 'heal', width: 32 })
    expect(left).toContain('\n  1 × a/b: no fix is\n      proposed here\n')
  })
})

describe('frame', () => {
  const paint = style(false)
  const draw = (text: string, needle: string, width = 80): string[] => {
    const start = text.indexOf(needle)
    const lines = new Lines(text)
    const range = lines.range({ start, end: start + needle.length })
    return frame(lines, range.start, range.end, width, paint)
  }

  it('counts columns as terminals do', () => {
    expect(draw('\ta: "日本"\t# 語x\n', '語')).toEqual([
      '> 1 |     a: "日本"   # 語x',
      `    | ${' '.repeat(18)}^^`,
    ])
    expect(draw('e\u0301: x\n', 'x')).toEqual(['> 1 | e\u0301: x', '    |    ^'])
    expect(draw('😀: x\n', 'x')).toEqual(['> 1 | 😀: x', '    |     ^'])
    expect(draw('\ufeffa: x\n', 'x')).toEqual(['> 1 | a: x', '    |    ^'])
    expect(draw('a\u0000: x\n', 'x')).toEqual(['> 1 | a\\u0000: x', '    |          ^'])
  })

  it('marks the first line of a long range and shows six', () => {
    const text = Array.from({ length: 12 }, (_, i) => `line ${i}`).join('\r\n')
    expect(draw(text, text.slice(8, 70))).toEqual([
      '  1 | line 0',
      '> 2 | line 1',
      '    | ^^^^^^',
      '> 3 | line 2',
      '> 4 | line 3',
      '> 5 | line 4',
      '> 6 | line 5',
      '> 7 | line 6',
      '  8 | line 7',
      '  9 | line 8',
    ])
  })

  it('cuts long lines around the mark', () => {
    const [line = '', mark = ''] = draw(`${'x'.repeat(5000)}HERE${'y'.repeat(5000)}`, 'HERE', 60)
    expect(line.length).toBeLessThanOrEqual(62)
    expect(line).toMatch(/^> 1 \| …x+HEREy+…$/)
    expect(line.indexOf('HERE')).toBe(mark.indexOf('^^^^'))
  })

  it('marks the end of a line and of the text', () => {
    const lines = new Lines('ab\n')
    const end = lines.position(3)
    expect(frame(lines, lines.position(2), lines.position(2), 80, paint)).toEqual(['> 1 | ab', '    |   ^'])
    expect(frame(lines, end, end, 80, paint)).toEqual(['  1 | ab', '> 2 |', '    | ^'])
  })

  it('keeps the mark under its text, whatever the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('a', '\t', '語', '😀', '\u0301', '"') }), (before) => {
        const [line = '', mark = ''] = draw(`${before}@@@`, '@@@', 400)
        const wide = (text: string): number =>
          [...text].reduce((n, c) => n + (c === '\u0301' ? 0 : /[語😀]/u.test(c) ? 2 : 1), 0)
        expect(wide(line.slice(0, line.indexOf('@@@')))).toBe(mark.indexOf('^^^'))
      }),
    )
  })
})

describe('renderDiagnostics', () => {
  it('stands alone', () => {
    expect(renderDiagnostics([{ code: 'CONFIG', severity: 'error', message: 'no', hint: 'yes' }])).toBe(
      'error  CONFIG\n  no\n  hint: yes\n',
    )
  })
})

describe('renderSummary', () => {
  it('is the last line', () => {
    expect(renderSummary(report([ingress]))).toBe('2 files, 3 resources: 1 open (1 high)\n')
  })
})
