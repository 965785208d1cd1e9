import type { FindingStatus, Report, Severity } from '@regraft/model'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  entryOf,
  entryText,
  meanTimeToHeal,
  momentOf,
  readTrend,
  type TrendEntry,
  trendPage,
  trendText,
} from '../src/index.ts'

/** As much of a report as a trend reads. */
function report(
  findings: readonly (readonly [id: string, status: FindingStatus, severity?: Severity])[],
): Report {
  const count = (status: FindingStatus) => findings.filter((it) => it[1] === status).length
  const full = {
    findings: findings.map(([id, status, severity = 'high']) => ({
      id: id.padEnd(32, '0'),
      status,
      severity,
    })),
    summary: {
      ...{ files: 2, resources: 5, open: count('open'), healed: count('healed') },
      ...{ undetermined: count('undetermined'), ignored: count('ignored') },
    },
  }
  // Only these members are read.
  return full as unknown as Report
}

function runs(...reports: readonly (readonly [at: string, report: Report])[]): readonly TrendEntry[] {
  let text = ''
  for (const [at, each] of reports) text += entryText(entryOf(each, at, readTrend(text)))
  return readTrend(text)
}

const day = (number: number): string => `2026-01-${String(number).padStart(2, '0')}T00:00:00Z`
const id = (name: string): string => name.padEnd(16, '0')

describe('a trend', () => {
  it('tells what came, went and was set aside', () => {
    const entries = runs(
      [
        day(1),
        report([
          ['a', 'open', 'critical'],
          ['b', 'open'],
          ['c', 'ignored'],
        ]),
      ],
      [
        day(3),
        report([
          ['a', 'healed', 'critical'],
          ['b', 'open'],
          ['d', 'open', 'low'],
          ['e', 'healed'],
        ]),
      ],
      [
        day(9),
        report([
          ['d', 'ignored', 'low'],
          ['b', 'undetermined'],
        ]),
      ],
      [day(10), report([['b', 'open']])],
      [day(12), report([])],
    )
    expect(entries.map(({ seen, gone, aside }) => [seen, gone, aside])).toEqual([
      [[id('a'), id('b')], [], []],
      [[id('d'), id('e')], [id('a'), id('e')], []],
      [[], [], [id('b'), id('d')]],
      [[id('b')], [], []],
      [[], [id('b')], []],
    ])
    expect(entries[1]).toMatchObject({
      found: 4,
      healed: 2,
      open: { critical: 0, high: 1, medium: 0, low: 1, info: 0 },
    })
    // a took two days, e none, b two days the second time.
    expect(meanTimeToHeal(entries)).toBe((4 * 24 * 3600_000) / 3)
    expect(trendText(entries).split('\n').at(-2)?.trim().split(/ {2,}/)).toEqual([
      ...[day(12), '0', '0', '0', '0', '0', '0', '0', '0', '0', '0', '32.0 h'],
    ])
  })

  it('adds up: open is what came and did not go', () => {
    const status = fc.constantFrom<FindingStatus>('open', 'healed', 'ignored', 'undetermined')
    const one = fc.uniqueArray(fc.tuple(fc.constantFrom('a', 'b', 'c', 'd', 'e'), status), {
      selector: ([name]) => name,
    })
    fc.assert(
      fc.property(fc.array(one, { maxLength: 8 }), (all) => {
        const entries = runs(...all.map((it, i) => [day(i + 1), report(it)] as const))
        const open = new Set<string>()
        for (const [i, { seen, gone, aside }] of entries.entries()) {
          for (const each of seen) {
            expect(open.has(each)).toBe(false)
            open.add(each)
          }
          for (const each of [...gone, ...aside]) expect(open.delete(each)).toBe(true)
          const wanted = (all[i] ?? []).filter(([, it]) => it === 'open').map(([name]) => id(name))
          expect([...open].sort()).toEqual(wanted.sort())
        }
      }),
    )
  })

  it('takes times with their zone, in order', () => {
    expect(momentOf('2026-02-28T23:30:00-01:00')).toBe('2026-03-01T00:30:00Z')
    for (const wrong of [
      '2026-01-01',
      '2026-01-01T00:00:00',
      '2026-02-29T00:00:00Z',
      '2026-13-01T00:00:00Z',
      'now',
      '',
    ])
      expect(momentOf(wrong), wrong).toBeUndefined()
    const one = runs([day(2), report([])])
    expect(() => entryOf(report([]), day(1), one)).toThrow('2026-01-01T00:00:00Z is before the last run')
    expect(entryOf(report([]), day(2), one).at).toBe(day(2))
  })

  const line = entryText(entryOf(report([['a', 'open']]), day(2), []))
  it.each([
    ['x', 'line 1 of the trend is not one of a run: it is not JSON'],
    ['[]', 'line 1 of the trend is not one of a run: it is no object'],
    [
      `${line}${line.replace('01-02', '01-01')}`,
      'line 2 of the trend is not one of a run: it is older than the line before',
    ],
    [line.replace('"found":1', '"found":-1'), 'found is no count'],
    [line.replace('"info":0', '"info":"<script>"'), 'open.info is no count'],
    [line.replace('2026-01-02T00:00:00Z', '<b>'), 'at is no time such as'],
    [line.replace('"a0', '"z0'), 'seen is no list of fingerprints'],
  ])('refuses %j', (text, message) => {
    expect(() => readTrend(text)).toThrow(message)
  })
})

describe('its page', () => {
  const entries = runs(
    [
      day(1),
      report([
        ['a', 'open', 'critical'],
        ['b', 'open', 'low'],
      ]),
    ],
    [
      day(4),
      report([
        ['a', 'healed', 'critical'],
        ['b', 'open', 'low'],
        ['c', 'open', 'medium'],
      ]),
    ],
    [
      day(5),
      report([
        ['c', 'healed', 'medium'],
        ['b', 'open', 'low'],
      ]),
    ],
  )

  it('stands alone and runs nothing', () => {
    const page = trendPage(entries)
    expect(page).toContain("default-src 'none'; style-src 'unsafe-inline'")
    expect(page).not.toMatch(/<script|<link|<img|https?:|url\(|@import| on\w+=/)
    expect(trendPage(entries)).toBe(page)
  })

  it('draws each run where its time and its numbers are', () => {
    const page = trendPage(entries)
    // 52 to 844 pixels across for four days; 12 to 230 down for a scale of four.
    expect(page).toContain('<polyline class="line found" points="52.0,121.0 646.0,66.5 844.0,121.0"/>')
    expect(page).toContain('<polyline class="line healed" points="52.0,230.0 646.0,175.5 844.0,175.5"/>')
    expect(page).toContain(
      '<polygon class="critical" points="52.0,121.0 646.0,121.0 844.0,175.5 844.0,175.5 646.0,121.0 52.0,175.5"/>',
    )
    expect(page.match(/<polyline class="line mean" points="([^"]*)"/)?.[1]?.split(' ')).toHaveLength(2)
    expect(page.match(/<tr>/g)).toHaveLength(4)
  })

  it('can be empty, and of one run', () => {
    expect(trendPage([])).toContain('<p>No run yet.</p>')
    expect(trendText([])).toBe('No run yet.\n')
    expect(trendPage(entries.slice(0, 1))).toContain('points="448.0,')
    expect(trendPage(entries)).not.toMatch(/NaN|Infinity|undefined/)
  })
})
