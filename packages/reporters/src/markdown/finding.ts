import type { Finding } from '@regraft/model'
import type { Run } from '../options.ts'
import type { Placement } from '../placement.ts'
import { fixText } from '../sentences.ts'
import { code, inline } from './escape.ts'

/** A list item: the rule, the place, the message, the resource and the fix. */
export function entry(it: Finding, placement: Placement, run: Run | undefined): string {
  const { start } = placement.range(it.location)
  const reason = it.statusReason === undefined ? '' : ` (${inline(it.statusReason)})`
  const fix = fixText(it, run)
  return [
    `- ${code(it.rule)} at ${code(`${it.location.file}:${start.line}`)}: ${inline(it.message)}${reason}  `,
    `  in ${code(it.resource.address)}${fix === undefined ? '' : `, fix: ${inline(fix)}`}`,
  ].join('\n')
}
