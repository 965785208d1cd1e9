import type { Finding, Severity } from '@regraft/model'
import { compareText, severityRank } from '@regraft/model'
import type { PatchOp } from './patch.ts'
import { cut, plain, warningsOf } from './warnings.ts'

/** The `response` of an AdmissionReview, without its `uid`. */
export interface Verdict {
  readonly allowed: boolean
  readonly status?: { readonly code: number; readonly reason: string; readonly message: string }
  readonly warnings?: readonly string[]
  readonly patchType?: 'JSONPatch'
  /** Base64. */
  readonly patch?: string
  /** The API server puts the webhook's name before each key. */
  readonly auditAnnotations?: { readonly [key: string]: string }
}

export const passed: Verdict = { allowed: true }

/** The most that a message tells one by one, and the length of an annotation's value. */
const mostTold = 20
const longestMessage = 300
const longestAnnotation = 1024

/** Findings that weigh too much deny, and the message names them first; the others are warnings. */
export function judged(
  findings: readonly Finding[],
  deny: Severity | 'never',
  { quiet }: { readonly quiet: boolean },
): Verdict {
  if (findings.length === 0) return passed
  const denying = findings.filter(({ status, severity }) => status === 'open' && weighs(severity, deny))
  const others = findings.filter((finding) => !denying.includes(finding))
  const warnings = quiet ? [] : warningsOf(byWeight(others).map(told))
  return {
    allowed: denying.length === 0,
    ...(denying.length === 0 ? {} : { status: denial(byWeight(denying)) }),
    ...(warnings.length === 0 ? {} : { warnings }),
    auditAnnotations: { findings: rulesOf(findings) },
  }
}

/** What was healed, as a patch. */
export function patched(ops: readonly PatchOp[], healed: readonly Finding[]): Verdict {
  if (ops.length === 0) return passed
  return {
    allowed: true,
    patchType: 'JSONPatch',
    patch: Buffer.from(JSON.stringify(ops)).toString('base64'),
    warnings: warningsOf(healed.map(({ rule, fix }) => `regraft healed ${rule}: ${fix?.title ?? ''}`)),
    auditAnnotations: { healed: rulesOf(healed) },
  }
}

/** The review that answers one. */
export function responseBody(uid: string, verdict: Verdict): string {
  return JSON.stringify({
    apiVersion: 'admission.k8s.io/v1',
    kind: 'AdmissionReview',
    response: { uid, ...verdict },
  })
}

function weighs(severity: Severity, deny: Severity | 'never'): boolean {
  return deny !== 'never' && severityRank(severity) >= severityRank(deny)
}

function denial(findings: readonly Finding[]): NonNullable<Verdict['status']> {
  const lines = findings.slice(0, mostTold).map((finding) => cut(plain(told(finding)), longestMessage))
  const rest = findings.length - lines.length
  const more = rest === 0 ? [] : [`… and ${rest} more`]
  return { code: 403, reason: 'Forbidden', message: ['regraft:', ...lines, ...more].join('\n- ') }
}

function told({ rule, severity, message, path, status }: Finding): string {
  const unsure = status === 'undetermined' ? ', undetermined' : ''
  return `${rule} (${severity}${unsure}): ${message} at ${path.join('.')}`
}

function byWeight(findings: readonly Finding[]): readonly Finding[] {
  // A stable sort: the report's own order among equals.
  return [...findings].sort((a, b) => severityRank(b.severity) - severityRank(a.severity))
}

function rulesOf(findings: readonly Finding[]): string {
  const rules = new Set(findings.map(({ rule }) => rule))
  return cut([...rules].sort(compareText).join(','), longestAnnotation)
}
