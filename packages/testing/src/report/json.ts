import type { TestRun } from '../tester/outcome.ts'
import type { TestReportOptions } from './options.ts'
import { summaryOf } from './options.ts'

/** A run as JSON, the same bytes for the same files. */
export function renderTestJson(run: TestRun, { threshold, version = '' }: TestReportOptions = {}): string {
  const { outcomes, coverage } = run
  const report = {
    schema: 1,
    tool: { name: 'regraft', version },
    tests: outcomes,
    ...(coverage === undefined ? {} : { coverage }),
    ...(threshold === undefined ? {} : { threshold }),
    summary: summaryOf(run, threshold),
  }
  return `${JSON.stringify(report, null, 2)}\n`
}
