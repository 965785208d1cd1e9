import { parse } from 'csv-parse/sync'
import { describe, expect, it } from 'vitest'
import { printable, type RenderOptions, render } from '../src/index.ts'
import { edit, finding, placeOf, report, textOf } from './sample.ts'
import { hostileReport } from './thousand.ts'

type Row = Readonly<Record<string, string>>

function rows(it: Parameters<typeof render>[1], options: RenderOptions = {}): Row[] {
  // Strict: a quote out of place, a row too long or too short, another line break throw.
  return parse<Row>(render('csv', it, { text: textOf, ...options }), {
    columns: true,
    relax_quotes: false,
    relax_column_count: false,
    record_delimiter: '\r\n',
  })
}

const ingress = finding('aws/ingress', placeOf('main.tf', '"0.0.0.0/0"'), {
  message: 'says "no", twice',
  aliases: ['A-1', 'B-2'],
})

describe('csv', () => {
  it('has a header and a row for each finding', () => {
    expect(render('csv', report([ingress]))).toBe(
      [
        '"id","rule","severity","status","file","line","column","end_line","end_column","framework","type","resource","path","title","message","status_reason","fix_level","fix_title","fix_result","fix_reason","aliases"',
        '"id-aws/ingress-218","aws/ingress","medium","open","main.tf","10","20","10","31","terraform","aws_thing","aws_thing.it","a[0].b","Title of aws/ingress","says ""no"", twice","","","","","","A-1 B-2"',
        '',
      ].join('\r\n'),
    )
  })

  it('places findings in the healed text', () => {
    const edits = [edit('main.tf', 'resource', '# new\nresource', ['x'])]
    expect(rows(report([ingress], { edits }), { run: 'heal' })[0]?.['line']).toBe('11')
  })

  it('holds a thousand hostile findings, and no formula', () => {
    const { report: many, text } = hostileReport(1000)
    const all = rows(many, { text })
    expect(all).toHaveLength(1000)
    for (const [i, it] of many.findings.entries()) {
      expect(plain(all[i]?.['message'])).toBe(printable(it.message))
      expect(plain(all[i]?.['file'])).toBe(printable(it.location.file))
    }
    const cells = all.flatMap((it) => Object.values(it))
    expect(cells.filter((cell) => /^\s*[=+\-@\uff1d\t\r\n]/.test(cell))).toEqual([])
    expect(cells.filter((cell) => cell.startsWith("'=cmd")).length).toBeGreaterThan(10)
  })
})

/** The text without the apostrophe that keeps it from being computed. */
function plain(cell: string | undefined): string | undefined {
  return cell?.replace(/^'(?=\s*[=+\-@|%\uff1d\uff0b\uff0d\uff20])/, '')
}
