import { compareText, type FindingStatus, RegraftError, type Report, severities } from '@regraft/model'
import { momentOf, type TrendEntry } from './entry.ts'

/** How much of a fingerprint is kept: 64 bits tell a million findings apart. */
const digits = 16

/** Findings that are open after some runs, with the moment each was seen first, and how long those that went took. */
interface History {
  readonly open: ReadonlyMap<string, string>
  /** For each run the times that those took which went then, in milliseconds. */
  readonly times: readonly (readonly number[])[]
}

/** What runs add up to. Findings that are gone though no line says when they came count for nothing. */
function historyOf(entries: readonly TrendEntry[]): History {
  const open = new Map<string, string>()
  const times = entries.map(({ at, seen, gone, aside }) => {
    for (const id of seen) open.set(id, at)
    const took = gone.flatMap((id) => {
      const since = open.get(id)
      return since === undefined ? [] : [Date.parse(at) - Date.parse(since)]
    })
    for (const id of [...gone, ...aside]) open.delete(id)
    return took
  })
  return { open, times }
}

/** For each run the mean time to heal until then, in milliseconds; undefined while nothing went. */
export function meansSoFar(entries: readonly TrendEntry[]): readonly (number | undefined)[] {
  let [sum, count] = [0, 0]
  return historyOf(entries).times.map((took) => {
    for (const time of took) sum += time
    count += took.length
    return count === 0 ? undefined : sum / count
  })
}

/** The mean time to heal, in milliseconds: from first seen to healed or gone. Undefined when nothing went yet. */
export function meanTimeToHeal(entries: readonly TrendEntry[]): number | undefined {
  return meansSoFar(entries).at(-1)
}

/**
 * A report as the run that follows others. The time is given, for a report holds none.
 * @throws RegraftError `TREND_TIME` for what is no time, or one before the last run
 */
export function entryOf(report: Report, at: string, before: readonly TrendEntry[]): TrendEntry {
  const moment = checked(at, before.at(-1)?.at)
  const { open } = historyOf(before)
  const ids = (...statuses: FindingStatus[]): ReadonlySet<string> =>
    new Set(
      report.findings.filter(({ status }) => statuses.includes(status)).map(({ id }) => id.slice(0, digits)),
    )
  const now = ids('open')
  const healed = ids('healed')
  const aside = [...ids('ignored', 'undetermined')].filter(
    (id) => open.has(id) && !now.has(id) && !healed.has(id),
  )
  const gone = [...open.keys(), ...healed].filter((id) => !now.has(id) && !aside.includes(id))
  const { files, resources, undetermined, ignored, healed: healedCount, open: openCount } = report.summary
  return {
    ...{ at: moment, files, resources, found: openCount + healedCount, healed: healedCount },
    ...{ undetermined, ignored },
    open: bySeverity(report),
    seen: sorted([...now, ...healed].filter((id) => !open.has(id))),
    gone: sorted(gone),
    aside: sorted(aside),
  }
}

function bySeverity({ findings }: Report): TrendEntry['open'] {
  const count = { info: 0, low: 0, medium: 0, high: 0, critical: 0 }
  for (const { status, severity } of findings) if (status === 'open') count[severity]++
  return count
}

function sorted(ids: readonly string[]): readonly string[] {
  return [...new Set(ids)].sort(compareText)
}

function checked(at: string, last: string | undefined): string {
  const moment = momentOf(at)
  if (moment === undefined)
    throw new RegraftError('TREND_TIME', `"${at}" is no time`, {
      hint: 'Write it with its zone: 2026-01-31T08:00:00Z or 2026-01-31T09:00:00+01:00.',
    })
  if (last !== undefined && moment < last)
    throw new RegraftError('TREND_TIME', `${moment} is before the last run, ${last}`, {
      hint: 'Add runs in the order they happened.',
    })
  return moment
}

/** Severities from the gravest, as people read them. */
export const gravestFirst: readonly (typeof severities)[number][] = [...severities].reverse()
