import type { FileHead } from '../framework.ts'

/** The most that a head holds: a shorter one is the whole file. */
const headLength = 4096

/** Whether a file looks like what `terraform show -json` prints of a plan, or of a state. */
export function claims({ path, head }: FileHead): boolean {
  if (!path.endsWith('.json') || !/"format_version"\s*:\s*"/.test(head)) return false
  if (/"(?:planned_values|resource_changes)"\s*:/.test(head)) return true
  // Variables come before the rest of a plan and may be long; a state has its values next.
  return /"terraform_version"\s*:/.test(head) && (head.length >= headLength || /"values"\s*:\s*\{/.test(head))
}
