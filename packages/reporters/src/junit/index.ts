import type { Report } from '@regraft/model'
import { distinct } from '../distinct.ts'
import type { RenderOptions } from '../options.ts'
import { Placement } from '../placement.ts'
import { markup } from '../xml.ts'
import { type Case, caseXml } from './case.ts'
import { diagnosticCase, findingCase } from './cases.ts'

/**
 * JUnit XML as Jenkins reads it: a suite for each file, a case for each finding. What was healed passed, what is ignored or
 * undetermined was skipped, what is left failed. No name holds a line number, so that a reader can follow a case from run
 * to run.
 */
export function junit(report: Report, options: RenderOptions): string {
  const cases = casesByFile(report, options)
  const suites = [...cases].map(([file, own]) => suite(file, own))
  const all = [...cases.values()].flat()
  const open = `<testsuites name="regraft" tests="${all.length}" failures="${count(all, 'failure')}" errors="${count(all, 'error')}">`
  return `<?xml version="1.0" encoding="UTF-8"?>\n${open}\n${suites.join('')}</testsuites>\n`
}

function casesByFile(report: Report, options: RenderOptions): Map<string, Case[]> {
  const cases = new Map<string, Case[]>(report.files.map(({ path }) => [path, []]))
  const add = (file: string, it: Case): void => {
    const known = cases.get(file)
    if (known) known.push(it)
    else cases.set(file, [it])
  }
  const placement = new Placement(report, options)
  for (const it of report.findings) add(it.location.file, findingCase(it, options.run ?? 'check', placement))
  for (const it of report.diagnostics) add(it.file ?? 'regraft', diagnosticCase(it))
  // Readers refuse a report without a case.
  if (cases.size === 0) cases.set('regraft', [])
  for (const own of cases.values())
    if (own.length === 0) own.push({ rule: 'regraft', name: 'nothing found', outcome: 'passed' })
  return cases
}

function suite(file: string, cases: readonly Case[]): string {
  const name = distinct()
  const counts = `tests="${cases.length}" failures="${count(cases, 'failure')}" errors="${count(cases, 'error')}" skipped="${count(cases, 'skipped')}"`
  const body = cases.map((it) => caseXml({ ...it, name: name(it.name) })).join('')
  return `  <testsuite name="${markup(file)}" ${counts}>\n${body}  </testsuite>\n`
}

function count(cases: readonly Case[], outcome: Case['outcome']): number {
  return cases.filter((it) => it.outcome === outcome).length
}
