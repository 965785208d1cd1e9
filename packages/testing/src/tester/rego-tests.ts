import { codeFrame, Lines } from '@regraft/model'
import type { Rego, RegoSource, TestResult } from '@regraft/rego'
import { compileError } from './compile-error.ts'
import type { TestFailure, TestOutcome } from './outcome.ts'
import type { FailedAt } from './trace.ts'
import { failedExpressions } from './trace.ts'

/** Long enough for a busy machine; a test that never ends still ends. */
const timeoutMs = 30_000
const tracedAtMost = 20

/** Runs Rego tests by full name (`data.acme.owner_test.test_deny`) with OPA's own test runner. Throws `POLICY_COMPILE`. */
export async function runRegoTests(
  rego: Rego,
  modules: readonly RegoSource[],
  names: readonly string[],
): Promise<readonly TestOutcome[]> {
  const results = await ask(rego, modules, names, false)
  const failed = results.filter(({ outcome }) => outcome === 'fail').slice(0, tracedAtMost)
  const traced = failed.length === 0 ? [] : await ask(rego, modules, failed.map(nameOf).map(plain), true)
  const traces = new Map(traced.map((result) => [key(result), failedExpressions(result)]))
  const texts = new Map(modules.map(({ file, text }) => [file, text]))
  return results.map((result) => outcomeOf(result, traces.get(key(result)) ?? [], texts))
}

async function ask(
  rego: Rego,
  modules: readonly RegoSource[],
  names: readonly string[],
  trace: boolean,
): Promise<readonly TestResult[]> {
  const filter = `^(${names.map(literal).join('|')})`
  const ran = await rego.test({ modules, filter, trace, timeoutMs })
  if (!ran.ok) throw compileError(ran.error)
  const wanted = new Set(names)
  return ran.value.tests.filter((result) => wanted.has(plain(nameOf(result))))
}

function literal(text: string): string {
  return text.replace(/[\\.+*?()|[\]{}^$]/g, '\\$&')
}

function nameOf({ package: name, name: rule }: TestResult): string {
  return `${name}.${rule}`
}

/** The name of a test's rule, in full: the runner numbers rules that share one (`test_deny#01`). */
export function testName({ group, name }: TestOutcome): string {
  return plain(`${group}.${name}`)
}

function plain(name: string): string {
  return name.replace(/#\d+$/, '')
}

function key(result: TestResult): string {
  return `${result.file}:${result.row}:${nameOf(result)}`
}

function outcomeOf(
  result: TestResult,
  failed: readonly FailedAt[],
  texts: ReadonlyMap<string, string>,
): TestOutcome {
  return {
    kind: 'rego',
    group: result.package,
    name: result.name,
    file: result.file,
    line: result.row,
    outcome: result.outcome,
    failures: failuresOf(result, failed, texts),
    output: result.output,
    variants: [],
  }
}

function failuresOf(
  { outcome, diagnostics, cases }: TestResult,
  failed: readonly FailedAt[],
  texts: ReadonlyMap<string, string>,
): readonly TestFailure[] {
  if (outcome === 'error')
    return diagnostics.map(({ message, frame }) => ({ message, ...(frame === undefined ? {} : { frame }) }))
  if (outcome !== 'fail') return []
  const wrong = cases.filter(({ pass }) => !pass).map(({ path }) => path.join(' / '))
  const message = wrong.length > 0 ? `these cases do not hold: ${wrong.join(', ')}` : 'it does not hold'
  const [first, ...below] = failed
  if (first === undefined) return [{ message }]
  return [
    {
      message,
      ...frameOf(first, texts),
      trace: below.map((place) => `${place.file}:${place.row}: ${lineAt(place, texts).trim()}`),
    },
  ]
}

function frameOf(place: FailedAt, texts: ReadonlyMap<string, string>): Pick<TestFailure, 'frame'> {
  const text = texts.get(place.file)
  if (text === undefined) return {}
  const line = lineAt(place, texts)
  // OPA counts columns in code points.
  const column = [...line].slice(0, place.col - 1).join('').length
  const start = new Lines(text).offset(place.row, column + 1)
  return { frame: codeFrame(text, { start, end: start + line.trimEnd().length - column }) }
}

function lineAt({ file, row }: FailedAt, texts: ReadonlyMap<string, string>): string {
  return texts.get(file)?.split(/\r?\n/)[row - 1] ?? ''
}
