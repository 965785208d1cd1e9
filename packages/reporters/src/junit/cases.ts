import type { Diagnostic, Finding } from '@regraft/model'
import type { Run } from '../options.ts'
import type { Placement } from '../placement.ts'
import { diagnosticText } from '../selection.ts'
import { fixText, pathText } from '../sentences.ts'
import type { Case } from './case.ts'

export function findingCase(it: Finding, run: Run, placement: Placement): Case {
  const path = pathText(it)
  const root = it.resource.root === undefined ? '' : ` of ${it.resource.root}`
  const name = `${it.resource.address}${root}${path === '' ? '' : ` at ${path}`}`
  const about = { rule: it.rule, name }
  if (it.status === 'ignored' || it.status === 'undetermined')
    return { ...about, outcome: 'skipped', message: `${it.status}: ${it.statusReason ?? it.message}` }
  if (it.status === 'healed' && run === 'heal')
    return { ...about, outcome: 'passed', body: `healed: ${fixText(it, run) ?? 'along with another fix'}` }
  return {
    ...about,
    outcome: 'failure',
    type: it.severity,
    message: it.message,
    body: story(it, run, placement),
  }
}

export function diagnosticCase(it: Diagnostic): Case {
  const at = it.start ? `${it.file ?? ''}:${it.start.line}:${it.start.column}\n` : ''
  const about = { rule: 'regraft', name: it.code, body: `${at}${diagnosticText(it)}` }
  return it.severity === 'error'
    ? { ...about, outcome: 'error', type: it.code, message: it.message }
    : { ...about, outcome: 'passed' }
}

function story(it: Finding, run: Run, placement: Placement): string {
  const { start } = placement.range(it.location)
  const fix = fixText(it, run)
  return [
    `${it.location.file}:${start.line}:${start.column}  ${it.severity}  ${it.rule}`,
    it.message,
    ...(fix === undefined ? [] : [`fix: ${fix}`]),
  ].join('\n')
}
