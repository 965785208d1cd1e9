import type { Gate } from '@regraft/model'
import type { Context } from './context.ts'

const gates: readonly Gate[] = ['parse', 'model', 'rule', 'regression', 'idempotent', 'bytes']

/** What was proven of the fixes that stand, and how many did not hold. */
export function proofLines({ report, run, paint }: Context): string[] {
  if (run === 'check') return []
  const fixes = report.findings.flatMap(({ fix }) => (fix ? [fix] : []))
  const applied = fixes.filter(({ result }) => result === 'applied').length
  const failed = gates.flatMap((gate) => {
    const count = fixes.filter((fix) => fix.result === 'failed' && fix.gate === gate).length
    return count === 0 ? [] : [`${count} at ${gate}`]
  })
  const rolledBack = failed.length === 0 ? '' : `; rolled back: ${failed.join(', ')}`
  if (applied === 0 && failed.length === 0) return []
  const names = gates.join(', ')
  const proven = `${applied} ${applied === 1 ? 'fix' : 'fixes'} passed all six gates (${names})`
  return [`${paint.green(paint.bold('Proof'))}: ${proven}${rolledBack}`]
}
