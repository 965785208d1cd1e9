import type { Finding, Json, ReportFix } from '@regraft/model'
import { isObject } from '@regraft/model'
import type { Context } from './context.ts'
import { placeOf } from './finding.ts'
import { printable } from './printable.ts'
import { wrap } from './wrap.ts'

const indent = '  '

/** What the fix is and how far it may be trusted; after a heal, why it was not applied. */
export function fixLines(finding: Finding, context: Context): string[] {
  const { fix } = finding
  const { paint, width } = context
  if (!fix) return context.run === 'check' ? [] : [indent + paint.dim('no fix is proposed here')]
  const head = `${paint.cyan(`fix (${fix.level})`)}: ${printable(fix.title)}`
  if (fix.result === undefined || fix.result === 'applied')
    return [indent + head, ...(fix.reason ? wrap(fix.reason, `${indent}  `, width) : []), ...questions(fix)]
  return [
    indent + head,
    ...wrap(`not healed: ${outcome(fix, context)}`, indent, width).map((line) => paint.yellow(line)),
    ...questions(fix),
  ]
}

/** Why a fix was not applied, in a few words. */
export function outcome(fix: ReportFix, { report }: Context): string {
  const because = fix.reason ? `: ${fix.reason}` : ''
  switch (fix.result) {
    case 'needs-input':
      return `it needs a value${because}`
    case 'skipped':
      return `it conflicts with ${rivals(fix, report.findings)}${because}`
    case 'failed':
      return `it failed the ${fix.gate ?? 'unnamed'} gate and was rolled back${because}`
    case 'no-op':
      return fix.reason ?? 'there is nothing to change here'
    default:
      return refused(fix)
  }
}

/** A fix that only waits for consent says how to give it. */
function refused({ level, reason = 'refused' }: ReportFix): string {
  return level === 'unsafe' ? reason.replace(/^unsafe(?=:|$)/, 'unsafe (applied with --unsafe)') : reason
}

/** The options that would answer: `--input cidr=VALUE  The network that may connect`. */
function questions({ inputs, result }: ReportFix): string[] {
  if (!inputs || result === 'applied') return []
  return Object.entries(inputs).map(([name, spec]) => {
    const description = describe(spec)
    const option = `${indent}  --input ${printable(name)}=VALUE`
    return description === '' ? option : `${option}  ${printable(description)}`
  })
}

function describe(spec: Json): string {
  if (typeof spec === 'string') return spec
  if (!isObject(spec)) return ''
  const parts = [typeof spec['description'] === 'string' ? spec['description'] : '']
  if (Array.isArray(spec['values']))
    parts.push(`(one of ${spec['values'].map((value) => JSON.stringify(value)).join(', ')})`)
  if (spec['default'] !== undefined) parts.push(`(usually ${JSON.stringify(spec['default'])})`)
  return parts.filter((part) => part !== '').join(' ')
}

function rivals({ conflictsWith = [] }: ReportFix, findings: readonly Finding[]): string {
  const named = conflictsWith.map((id) => {
    const rival = findings.find((finding) => finding.id === id)
    return rival ? `${rival.rule} at ${placeOf(rival)}` : id
  })
  return named.length === 0 ? 'another fix' : named.join(' and ')
}
