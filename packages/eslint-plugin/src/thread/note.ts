import type { Proposal } from '@regraft/engine'
import type { Finding } from '@regraft/model'

/** What it takes to fix a finding that a linter of single files cannot fix. */
export function noteOf({ fix }: Finding, proposal: Proposal | undefined, path: string): string | undefined {
  if (fix?.result === 'needs-input') {
    const inputs = Object.keys(fix.inputs ?? {}).map((name) => `--input ${name}=…`)
    return `Only you know the value: regraft heal ${inputs.join(' ')}`
  }
  const others = proposal?.edits.map(({ file }) => file).filter((file) => file !== path) ?? []
  return others.length === 0 ? undefined : `The fix changes ${others.join(', ')}: regraft heal`
}
