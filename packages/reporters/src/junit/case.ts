import { markup, markupLines } from '../xml.ts'

/** One test case. `rule` is what readers group by. */
export interface Case {
  readonly rule: string
  readonly name: string
  readonly outcome: 'passed' | 'failure' | 'error' | 'skipped'
  /** What a reader shows first. */
  readonly message?: string
  /** Kind of a failure: its severity. */
  readonly type?: string
  /** The whole story, of several lines. */
  readonly body?: string
}

export function caseXml(it: Case): string {
  const open = `    <testcase classname="${markup(it.rule)}" name="${markup(it.name)}"`
  const inside = outcomeXml(it)
  return inside === '' ? `${open}/>\n` : `${open}>${inside}</testcase>\n`
}

function outcomeXml({ outcome, message = '', type = '', body = '' }: Case): string {
  switch (outcome) {
    case 'skipped':
      return `<skipped>${markupLines(message)}</skipped>`
    case 'passed':
      return body === '' ? '' : `<system-out>${markupLines(body)}</system-out>`
    default:
      return `<${outcome} type="${markup(type)}" message="${markup(message)}">${markupLines(body)}</${outcome}>`
  }
}
