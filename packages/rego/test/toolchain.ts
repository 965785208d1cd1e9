import type { LocalRego, RegoDiagnostic } from '../src/index.ts'
import { loadRego } from '../src/node.ts'

let started: Promise<LocalRego> | undefined

/** One toolchain for all tests of a file. */
export function toolchain(): Promise<LocalRego> {
  started ??= loadRego()
  return started
}

export function source(text: string, file = 'policy.rego'): { file: string; text: string } {
  return { file, text }
}

/** The members of a diagnostic that a test states in full. */
export function told({ code, message, file, start, frame, hint, details }: RegoDiagnostic): object {
  return { code, message, at: `${file}:${start?.line}:${start?.column}`, frame, hint, details }
}
