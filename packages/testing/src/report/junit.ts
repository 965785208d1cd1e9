import { compareText } from '@regraft/model'
import { describeFailure } from '../describe-failure.ts'
import type { RuleCoverage, TestOutcome, TestRun } from '../tester/outcome.ts'
import type { TestReportOptions } from './options.ts'

/**
 * A run as JUnit XML, as CI systems read it: a suite for each rule and each package of Rego tests, and one of coverage
 * where a threshold is given. No times: the same files give the same bytes.
 */
export function renderTestJunit(run: TestRun, { threshold }: TestReportOptions = {}): string {
  const groups = new Map<string, TestOutcome[]>()
  for (const outcome of run.outcomes)
    groups.set(outcome.group, [...(groups.get(outcome.group) ?? []), outcome])
  const suites = [...groups].map(([name, outcomes]) => suite(name, outcomes.map(testcase)))
  if (threshold !== undefined && run.coverage)
    suites.push(
      suite(
        'coverage',
        run.coverage.map((rule) => covered(rule, threshold)),
      ),
    )
  const total = sum(suites)
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="regraft policy test" ${counts(total)}>\n${suites.map(({ xml }) => xml).join('')}</testsuites>\n`
}

interface Counts {
  readonly tests: number
  readonly failures: number
  readonly errors: number
  readonly skipped: number
}

interface Part extends Counts {
  readonly xml: string
}

function suite(name: string, parts: readonly Part[]): Part {
  const total = sum(parts)
  const inner = parts.map(({ xml }) => xml).join('')
  return { ...total, xml: `  <testsuite name="${xml(name)}" ${counts(total)}>\n${inner}  </testsuite>\n` }
}

function testcase({ kind, group, name, file, line, outcome, failures, output }: TestOutcome): Part {
  const place = line === undefined ? '' : ` line="${line}"`
  const tag = outcome === 'error' ? 'error' : 'failure'
  const inner = [
    ...(outcome === 'skip' ? ['      <skipped/>\n'] : []),
    ...failures.map((failure) => element(tag, failure.check ?? kind, describeFailure(failure))),
    ...(output.length > 0 ? [`      <system-out>${xml(output.join('\n'))}</system-out>\n`] : []),
  ]
  return {
    ...one(outcome),
    xml: wrapped(`name="${xml(name)}" classname="${xml(group)}" file="${xml(file)}"${place}`, inner.join('')),
  }
}

function covered({ rule, percent, files }: RuleCoverage, threshold: number): Part {
  const low = percent < threshold
  const missed = files
    .filter((file) => file.missed.length > 0)
    .sort((a, b) => compareText(a.file, b.file))
    .map((file) => `${file.file}: ${file.missed.join(', ')}`)
  const message = `${percent} % of its lines are covered, wanted are ${threshold} %\n${missed.join('\n')}`
  return {
    ...one(low ? 'fail' : 'pass'),
    xml: wrapped(
      `name="${xml(rule)}" classname="coverage"`,
      low ? element('failure', 'coverage', message) : '',
    ),
  }
}

function wrapped(attributes: string, inner: string): string {
  return inner === ''
    ? `    <testcase ${attributes}/>\n`
    : `    <testcase ${attributes}>\n${inner}    </testcase>\n`
}

function element(tag: 'failure' | 'error', type: string, text: string): string {
  const [first = ''] = text.split('\n')
  return `      <${tag} type="${xml(type)}" message="${xml(first)}">${xml(text)}</${tag}>\n`
}

function one(outcome: TestOutcome['outcome']): Counts {
  const is = (name: TestOutcome['outcome']): number => (outcome === name ? 1 : 0)
  return { tests: 1, failures: is('fail'), errors: is('error'), skipped: is('skip') }
}

function sum(parts: readonly Counts[]): Counts {
  const total = (field: keyof Counts): number => parts.reduce((all, part) => all + part[field], 0)
  return {
    tests: total('tests'),
    failures: total('failures'),
    errors: total('errors'),
    skipped: total('skipped'),
  }
}

function counts({ tests, failures, errors, skipped }: Counts): string {
  return `tests="${tests}" failures="${failures}" errors="${errors}" skipped="${skipped}"`
}

const escapes: { readonly [character: string]: string } = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
}

/** Text for XML 1.0. Characters that it cannot hold are shown: `\u001b`. */
function xml(text: string): string {
  return text
    .replace(
      /[^\t\n\r -\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu,
      (character) => `\\u${(character.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}`,
    )
    .replace(/[&<>"']/g, (character) => escapes[character] ?? character)
    .replaceAll('\r', '&#13;')
}
