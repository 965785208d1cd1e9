import type { Framework } from '@regraft/frameworks'
import type { Diagnostic } from '@regraft/model'
import { codeFrame, Lines } from '@regraft/model'

type Document = ReturnType<Framework['parse']>

/** What is wrong with the syntax of a file, for people. */
export function syntaxDiagnostics(file: string, document: Document): readonly Diagnostic[] {
  if (document.diagnostics.length === 0) return []
  const lines = new Lines(document.text)
  return document.diagnostics.map(({ code, severity, message, range }) => ({
    code,
    severity,
    message,
    file,
    ...lines.range(range),
    frame: codeFrame(document.text, range),
    ...(severity === 'error' ? { hint: 'The file is left as it is until its syntax is mended.' } : {}),
  }))
}
