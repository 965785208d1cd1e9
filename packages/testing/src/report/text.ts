import { printable, renderDiff } from '@regraft/reporters'
import { describeFailure } from '../describe-failure.ts'
import type { RuleCoverage, TestFailure, TestOutcome, TestRun } from '../tester/outcome.ts'
import type { TestReportOptions } from './options.ts'
import { summaryOf } from './options.ts'

/** A run for people: a line for each rule and package of tests, failures with their difference, a summary. */
export function renderTestText(run: TestRun, { threshold, color = false }: TestReportOptions = {}): string {
  const paint = painter(color)
  const groups = new Map<string, TestOutcome[]>()
  for (const outcome of run.outcomes)
    groups.set(outcome.group, [...(groups.get(outcome.group) ?? []), outcome])
  const lines = [
    ...[...groups].flatMap(([name, outcomes]) => groupLines(name, outcomes, paint)),
    ...coverageLines(run.coverage ?? [], threshold, paint),
    '',
    ...summaryLines(run, threshold, paint),
  ]
  return lines.map((line) => `${line}\n`).join('')
}

interface Paint {
  readonly good: (text: string) => string
  readonly bad: (text: string) => string
  readonly faint: (text: string) => string
  readonly color: boolean
}

function painter(color: boolean): Paint {
  const sgr = (code: number) => (text: string) => (color ? `\u001b[${code}m${text}\u001b[0m` : text)
  return { good: sgr(32), bad: sgr(31), faint: sgr(2), color }
}

function groupLines(name: string, outcomes: readonly TestOutcome[], paint: Paint): string[] {
  const failed = outcomes.filter(({ outcome }) => outcome === 'fail' || outcome === 'error')
  const skipped = outcomes.filter(({ outcome }) => outcome === 'skip').length
  const variants = outcomes.reduce((sum, outcome) => sum + outcome.variants.length, 0)
  const what = outcomes[0]?.kind === 'rego' ? 'test' : 'case'
  const told = [
    counted(outcomes.length, what),
    ...(variants > 0 ? [counted(variants, 'variant')] : []),
    ...(skipped > 0 ? [`${skipped} skipped`] : []),
  ]
  const mark = failed.length > 0 ? paint.bad('fail') : paint.good('pass')
  return [
    `${mark}  ${printable(name)}  ${paint.faint(told.join(', '))}`,
    ...failed.flatMap((outcome) => failedLines(outcome, paint)),
  ]
}

function failedLines(outcome: TestOutcome, paint: Paint): string[] {
  const place = outcome.line === undefined ? outcome.file : `${outcome.file}:${outcome.line}`
  return [
    `  ${paint.bad(printable(outcome.name))}  ${paint.faint(printable(place))}`,
    ...outcome.failures.flatMap((failure) => failureLines(failure, paint)),
    ...outcome.output.map((line) => `    printed: ${printable(line)}`),
  ]
}

function failureLines({ diff, ...failure }: TestFailure, paint: Paint): string[] {
  const shown = describeFailure(failure)
    .split('\n')
    .map((line) => line.split('\t').map(printable).join('\t'))
  const changed = diff === undefined ? [] : renderDiff(diff, { color: paint.color }).trimEnd().split('\n')
  return [...shown.map((line) => `    ${line}`), ...changed.map((line) => `      ${line}`)]
}

function coverageLines(
  coverage: readonly RuleCoverage[],
  threshold: number | undefined,
  paint: Paint,
): string[] {
  const lacking = coverage.filter(({ files }) => files.some(({ missed }) => missed.length > 0))
  if (coverage.length === 0) return []
  const rows = lacking.flatMap(({ rule, percent, files }) => {
    const low = percent < (threshold ?? 0)
    const head = `  ${low ? paint.bad(`${percent} %`) : `${percent} %`}  ${printable(rule)}`
    const missed = files.filter((file) => file.missed.length > 0)
    return [
      head,
      ...missed.map(
        ({ file, missed: rows }) => `      ${printable(file)}: no test reaches ${rowsText(rows)}`,
      ),
    ]
  })
  const whole = coverage.length - lacking.length
  return ['', `Coverage: ${whole} of ${counted(coverage.length, 'rule')} wholly`, ...rows]
}

/** `line 3`, `lines 3-5, 9` */
function rowsText(rows: readonly number[]): string {
  const spans: [number, number][] = []
  for (const row of rows) {
    const last = spans.at(-1)
    if (last && row === last[1] + 1) last[1] = row
    else spans.push([row, row])
  }
  const text = spans.map(([from, to]) => (from === to ? `${from}` : `${from}-${to}`)).join(', ')
  return `${rows.length === 1 ? 'line' : 'lines'} ${text}`
}

function summaryLines(run: TestRun, threshold: number | undefined, paint: Paint): string[] {
  const { cases, regoTests, passed, failed, skipped, interpreted, disagreements, uncovered } = summaryOf(
    run,
    threshold,
  )
  const counts = [
    failed > 0 ? paint.bad(`${failed} failed`) : `${failed} failed`,
    ...(skipped > 0 ? [`${skipped} skipped`] : []),
  ]
  const agreement =
    disagreements === 0
      ? `OPA's own evaluator agrees on ${interpreted === cases ? 'every case' : `all ${interpreted} cases of Rego`}.`
      : paint.bad(`OPA's own evaluator finds otherwise in ${counted(disagreements, 'case')}.`)
  return [
    `${counted(cases, 'case')}, ${counted(regoTests, 'Rego test')}: ${passed} passed, ${counts.join(', ')}`,
    ...(interpreted > 0 ? [agreement] : []),
    ...(uncovered.length > 0
      ? [paint.bad(`${counted(uncovered.length, 'rule')} below ${threshold} % of covered lines`)]
      : []),
  ]
}

function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`
}
