import { describe, expect, it } from 'vitest'
import { printable, render } from '../src/index.ts'
import { asRunner } from './runner.ts'
import { finding, placeOf, report } from './sample.ts'
import { hostileReport } from './thousand.ts'

/** Escapes everything that the runner does not turn back. */
function shown(text: string): string {
  return text
    .split(/([\r\n])/)
    .map((part) => (part === '\r' || part === '\n' ? part : printable(part)))
    .join('')
}

const ingress = finding('aws/ingress', placeOf('main.tf', '"0.0.0.0/0"'), {
  severity: 'critical',
  message: '100%, open: all',
  fix: { level: 'safe', title: 'Close it' },
})

describe('github', () => {
  it('annotates the place, the gravest first', () => {
    const mild = finding('a/b', placeOf('main.tf', 'bucket'), { severity: 'info', status: 'open' })
    const ignored = finding('a/c', mild.location, { status: 'ignored' })
    const block = finding('a/d', placeOf('main.tf', 'versioning_configuration {\n    status'))
    expect(render('github', report([mild, ignored, block, ingress]))).toBe(
      [
        '::error file=main.tf,line=10,endLine=10,col=20,endColumn=30,title=critical aws/ingress::100%25, open: all%0AFix: Close it (safe)',
        '::warning file=main.tf,line=3,endLine=4,title=medium a/d::message of a/d',
        '::notice file=main.tf,line=1,endLine=1,col=18,endColumn=23,title=info a/b::message of a/b',
        '',
      ].join('\n'),
    )
  })

  it('says how many GitHub will not annotate', () => {
    const many = Array.from({ length: 13 }, (_, i) => ({ ...ingress, id: String(i) }))
    const lines = render('github', report(many)).trimEnd().split('\n')
    expect(lines).toHaveLength(14)
    expect(lines.at(-1)).toBe(
      'regraft: GitHub annotates 10 of these 13: 10 errors, warnings and notices each a step.',
    )
  })

  it('lets a thousand hostile findings command nothing', () => {
    const { report: many, text } = hostileReport(1000)
    const out = render('github', many, { text })
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not reach a log
    expect(out).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e]/)
    const lines = out.trimEnd().split('\n')
    const last = lines.pop()
    expect(last).toMatch(/^regraft: GitHub annotates 30 of these/)
    const commands = lines.map((line) => asRunner(line))
    const left = many.findings.filter(({ status }) => status === 'open' || status === 'healed')
    expect(commands).toHaveLength(left.length + many.diagnostics.length)
    for (const it of commands) {
      expect(['error', 'warning', 'notice']).toContain(it?.name)
      expect(Object.keys(it?.properties ?? {}).join()).toMatch(
        /^file(,line,endLine(,col,endColumn)?)?,title$/,
      )
    }
    const files = new Set(many.files.map(({ path }) => shown(path)))
    for (const it of commands) expect(files).toContain(it?.properties['file'])
    const said = commands.slice(many.diagnostics.length).map((it) => it?.data.split('\nFix: ')[0])
    expect(said.toSorted()).toEqual(left.map(({ message }) => shown(message)).toSorted())
  })
})
