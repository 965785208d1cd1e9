import type { Engine } from '@regraft/engine'
import { memoryWorkspace } from '@regraft/engine'
import type { Finding, Report } from '@regraft/model'
import { applyEdits } from '@regraft/model'
import type { CaseFailure, CaseOptions, Texts } from './case.ts'
import { diffLines } from './diff.ts'

/** A case's files after one heal. */
export interface Healed {
  readonly texts: Texts
  readonly report: Report
}

/** Heals texts in memory with one rule. */
export async function healTexts(
  engine: Engine,
  rule: string,
  texts: Texts,
  { unsafe, inputs }: Pick<CaseOptions, 'unsafe' | 'inputs'>,
): Promise<Healed> {
  const workspace = memoryWorkspace(texts)
  const report = await engine.heal(workspace, { rules: [rule], unsafe, inputs })
  return { texts: Object.fromEntries(workspace.texts), report }
}

export async function findingsIn(engine: Engine, texts: Texts): Promise<readonly Finding[]> {
  return (await engine.check(memoryWorkspace(texts))).findings
}

export function failure(check: CaseFailure['check'], message: string, diff?: string): CaseFailure {
  return diff === undefined ? { check, message } : { check, message, diff }
}

/** Errors that the report tells of: a file that does not parse, a policy that fails. */
export function errorsOf(report: Report): CaseFailure[] {
  return report.diagnostics
    .filter(({ severity }) => severity !== 'info')
    .map(({ code, message }) => failure('parses', `${code}: ${message}`))
}

/** Files that are not what they should be. */
export function differences(check: CaseFailure['check'], expected: Texts, actual: Texts): CaseFailure[] {
  return Object.keys({ ...expected, ...actual }).flatMap((path) => {
    const [want = '', got = ''] = [expected[path], actual[path]]
    return want === got ? [] : [failure(check, `${path} is not as expected`, diffLines(want, got))]
  })
}

/** The report's edits, applied to the texts before, must give the texts after. */
export function editFailures(before: Texts, { texts, report }: Healed): CaseFailure[] {
  const edited = Object.fromEntries(
    Object.entries(before).map(([path, text]) => [
      path,
      applyEdits(
        text,
        report.edits.filter(({ file }) => file === path),
      ),
    ]),
  )
  return differences('edits', texts, edited)
}

/** What the report says of a rule's findings, a line each. */
export function told(findings: readonly Finding[]): string {
  return findings
    .map(({ status, message, fix }) => {
      const outcome = fix === undefined ? 'no fix' : `${fix.result ?? fix.level}: ${fix.reason ?? fix.title}`
      return `${status}: ${message} (${outcome})`
    })
    .join('; ')
}
