import type { Finding, Path } from '@regraft/model'
import { canonicalJson } from '@regraft/model'
import type { PlannedFinding } from './plan-sources.ts'

/** The refusal of fixes in files that are made from others: a plan. */
const made = 'TERRAFORM_PLAN'

/**
 * Findings in a plan, told where their source is and whether it was healed in the same run. The source is the one finding of
 * the same rule at the same path of the same address elsewhere in the workspace; where several have that address nobody
 * can tell. `planned` says what the configuration has there with the plan's variables, by the file of the plan and `keyOf`.
 */
export function atSource(
  findings: readonly Finding[],
  planned: ReadonlyMap<string, PlannedFinding>,
): readonly Finding[] {
  if (!findings.some(isPlanned)) return findings
  const sources = new Map<string, Finding | 'several'>()
  for (const finding of findings) {
    if (finding.resource.framework !== 'terraform') continue
    const key = keyOfFinding(finding)
    sources.set(key, sources.has(key) ? 'several' : finding)
  }
  return findings.map((finding): Finding => {
    if (!isPlanned(finding)) return finding
    const key = keyOfFinding(finding)
    const source = sources.get(key)
    return related(
      finding,
      source === 'several' ? undefined : source,
      planned.get(`${finding.location.file} ${key}`),
    )
  })
}

function related(
  finding: Finding,
  source: Finding | undefined,
  planned: PlannedFinding | undefined,
): Finding {
  const { fix } = finding
  const places = planned?.related ?? (source === undefined ? [] : [source.location])
  if (fix === undefined || places.length === 0) return finding
  const told = { ...finding, related: [...(finding.related ?? []), ...places] }
  if (source?.status === 'healed' && planned?.beyond !== true) {
    const { file, start } = source.location
    const reason = `healed where it is written, ${file}:${start.line}; make the plan again`
    return { ...told, status: 'healed', fix: { ...fix, result: 'no-op', reason } }
  }
  // Why a finding that the configuration has by itself is not healed is told there.
  const apart = planned !== undefined && (planned.beyond || source?.status !== 'open') && fix.code === made
  return apart ? { ...told, fix: { ...fix, reason: planned.reason } } : told
}

/** Whether a finding is in a plan, and open. */
export function isPlanned({ resource, status, fix }: Finding): boolean {
  return resource.framework === 'terraform-plan' && status === 'open' && fix !== undefined
}

function keyOfFinding({ rule, resource, path }: Finding): string {
  return keyOf(rule, resource.address, path)
}

/** What a finding in a plan has in common with that of the configuration. `address` is as Terraform writes it. */
export function keyOf(rule: string, address: string, path: Path): string {
  return canonicalJson([rule, address, [...path]])
}
