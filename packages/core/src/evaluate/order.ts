import { canonicalJson, comparePath, compareText, type Json, type RawFinding } from '@regraft/model'

/** By resource, rule, path, message; equal ones once, as in a set. */
export function sortFindings(findings: readonly RawFinding[]): RawFinding[] {
  const order = (a: RawFinding, b: RawFinding): number =>
    a.resource - b.resource ||
    compareText(a.rule, b.rule) ||
    comparePath(a.path, b.path) ||
    compareText(a.message, b.message) ||
    compareText(rest(a), rest(b))
  const all = [...findings].sort(order)
  return all.filter((finding, i) => {
    const before = all[i - 1]
    return before === undefined || order(before, finding) !== 0
  })
}

/** What two findings of one place and message may still differ in. */
function rest({ severity, fix, related }: RawFinding): string {
  return canonicalJson({
    severity: severity ?? null,
    fix: (fix ?? null) as Json,
    related: (related ?? null) as Json,
  })
}
