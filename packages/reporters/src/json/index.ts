import type { Report } from '@regraft/model'
import { ordered } from './ordered.ts'

/** The report itself, with its keys in the documented order and a final newline. */
export function json(report: Report): string {
  return `${JSON.stringify(ordered(report), null, 2)}\n`
}
