import type { Diagnostic } from '@regraft/model'
import { cut } from './cut.ts'

const most = 20
const longest = 500

/** A diagnostic without its code frame. */
export interface ToldDiagnostic {
  readonly code: string
  readonly severity: string
  readonly message: string
  readonly file?: string
  readonly line?: number
  readonly hint?: string
}

export function toldDiagnostics(diagnostics: readonly Diagnostic[]): {
  readonly diagnostics: readonly ToldDiagnostic[]
  readonly diagnosticsTotal: number
} {
  const told = diagnostics.slice(0, most).map(({ code, severity, message, file, start, hint }) => ({
    code,
    severity,
    message: cut(message, longest),
    ...(file === undefined ? {} : { file }),
    ...(start === undefined ? {} : { line: start.line }),
    ...(hint === undefined ? {} : { hint: cut(hint, longest) }),
  }))
  return { diagnostics: told, diagnosticsTotal: diagnostics.length }
}
