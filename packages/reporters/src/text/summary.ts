import { severities } from '@regraft/model'
import type { Context } from './context.ts'
import { paintSeverity } from './style.ts'

/** `3 files, 40 resources: 2 open (1 high, 1 low), 17 healed, 1 undetermined`. */
export function summaryLines({ report, run, paint }: Context): string[] {
  const { summary } = report
  const scope = `${count(summary.files, 'file')}, ${count(summary.resources, 'resource')}`
  const parts: string[] = []
  if (summary.open > 0) parts.push(`${paint.red(`${summary.open} open`)} (${bySeverity()})`)
  if (summary.healed > 0)
    parts.push(paint.green(`${summary.healed} ${run === 'dry-run' ? 'would heal' : 'healed'}`))
  if (summary.undetermined > 0) parts.push(`${summary.undetermined} undetermined`)
  if (summary.ignored > 0) parts.push(`${summary.ignored} ignored`)
  const errors = report.diagnostics.filter(({ severity }) => severity === 'error').length
  if (errors > 0) parts.push(paint.red(count(errors, 'error')))
  return [`${scope}: ${parts.length === 0 ? paint.green('nothing found') : parts.join(', ')}`]

  function bySeverity(): string {
    const open = report.findings.filter(({ status }) => status === 'open')
    return [...severities]
      .reverse()
      .flatMap((severity) => {
        const found = open.filter((finding) => finding.severity === severity).length
        return found === 0 ? [] : [`${found} ${paintSeverity(severity, paint)}`]
      })
      .join(', ')
  }
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`
}
