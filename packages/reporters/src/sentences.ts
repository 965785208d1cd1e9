import type { Finding } from '@regraft/model'
import type { Run } from './options.ts'

/** `ingress[0].cidr_blocks`. */
export function pathText({ path }: Finding): string {
  return path
    .map((step, i) => (typeof step === 'number' ? `[${step}]` : i === 0 ? step : `.${step}`))
    .join('')
}

/** What a finding's fix is and became, in one line; undefined where it has none. */
export function fixText({ fix, status }: Finding, run: Run = 'check'): string | undefined {
  if (!fix) return undefined
  const head = `${fix.title} (${fix.level})`
  if (status === 'healed') return `${head}, ${run === 'dry-run' ? 'would be applied' : 'applied'}`
  if (fix.result === undefined || fix.result === 'applied') return head
  const because = fix.reason === undefined ? '' : `: ${fix.reason}`
  return `${head}, not applied (${fix.result})${because}`
}
