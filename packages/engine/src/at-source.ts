import type { Finding } from '@regraft/model'
import { canonicalJson } from '@regraft/model'

/** The refusal of fixes in files that are made from others: a plan. */
const made = 'TERRAFORM_PLAN'

/**
 * Findings in a plan whose source was healed in the same run, told so. The source is the one finding of the same rule at
 * the same path of the same address elsewhere in the workspace; where several have that address nobody can tell.
 */
export function healedAtSource(findings: readonly Finding[]): readonly Finding[] {
  if (!findings.some(({ fix }) => fix?.code === made)) return findings
  const sources = new Map<string, Finding | 'several'>()
  for (const finding of findings) {
    if (finding.fix?.code === made || finding.resource.framework !== 'terraform') continue
    const key = keyOf(finding)
    sources.set(key, sources.has(key) ? 'several' : finding)
  }
  return findings.map((finding): Finding => {
    const source = finding.fix?.code === made ? sources.get(keyOf(finding)) : undefined
    if (finding.fix === undefined || source === undefined || source === 'several') return finding
    const { file, start } = source.location
    const related = [...(finding.related ?? []), source.location]
    if (source.status !== 'healed') return { ...finding, related }
    const reason = `healed where it is written, ${file}:${start.line}; make the plan again`
    return { ...finding, related, status: 'healed', fix: { ...finding.fix, result: 'no-op', reason } }
  })
}

function keyOf({ rule, resource, path }: Finding): string {
  return canonicalJson([rule, resource.address, [...path]])
}
