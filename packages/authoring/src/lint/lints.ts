import type { DiagnosticSeverity } from '@regraft/model'

const table = {
  'alias-clash': 'info',
  'builtin-missing': 'error',
  'builtin-outside': 'error',
  'finding-path': 'warning',
  'finding-shape': 'error',
  'fix-above-bound': 'warning',
  'fix-undeclared': 'error',
  'id-clash': 'error',
  'ignore-comment': 'warning',
  'import-shadowed': 'warning',
  'input-shadowed': 'error',
  'input-type': 'error',
  'metadata-aliases': 'error',
  'metadata-controls': 'error',
  'metadata-fix': 'error',
  'metadata-id': 'error',
  'metadata-key': 'warning',
  'metadata-missing': 'error',
  'metadata-package': 'warning',
  'metadata-params': 'error',
  'metadata-resources': 'error',
  'metadata-severity': 'error',
  'metadata-title': 'error',
  'metadata-uses': 'error',
  'nested-scan': 'warning',
  nondeterministic: 'warning',
  'not-undefined': 'warning',
  'print-left': 'warning',
  'resource-unknown': 'error',
  'scan-of-everything': 'warning',
  'severity-above-bound': 'warning',
  strict: 'warning',
  'unused-rule': 'warning',
  'uses-missing': 'error',
} as const

export type LintId = keyof typeof table

/** Every lint, by the id that reports and comments name it by. docs/policies/checks.md has a row for each. */
export const lints: { readonly [id in LintId]: DiagnosticSeverity } = table

export function isLint(id: string): id is LintId {
  return Object.hasOwn(lints, id)
}
