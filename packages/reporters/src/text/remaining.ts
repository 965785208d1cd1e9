import type { Finding } from '@regraft/model'
import type { Context } from './context.ts'
import { outcome } from './fix.ts'
import { printable } from './printable.ts'
import { wrap } from './wrap.ts'

/** After a heal: every open finding's reason in one place, equal ones counted once. */
export function notHealedLines(context: Context): string[] {
  const { report, run, paint, width } = context
  const open = report.findings.filter(({ status }) => status === 'open')
  if (run === 'check' || open.length === 0) return []
  const reasons = new Map<string, number>()
  for (const finding of open) {
    const key = `${printable(finding.rule)}: ${why(finding, context)}`
    reasons.set(key, (reasons.get(key) ?? 0) + 1)
  }
  return [
    paint.bold(`Not healed: ${open.length}`),
    ...[...reasons].flatMap(([reason, count]) => wrap(`${count} × ${reason}`, '  ', width, '    ')),
  ]
}

function why(finding: Finding, context: Context): string {
  if (!finding.fix) return 'no fix is proposed here'
  if (finding.fix.result === undefined) return 'the fix was not tried'
  return outcome(finding.fix, context)
}
