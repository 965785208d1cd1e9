import type { JsonObject, Report } from '@regraft/model'
import type { RenderOptions } from '../options.ts'
import { strictJson } from '../strict-json.ts'
import { diagnostics, source } from './diagnostics.ts'

/** Reviewdog's `DiagnosticResult` (reviewdog.proto of proto/rdf). A dry run carries the fixes as suggestions. */
export function rdjson(report: Report, options: RenderOptions): string {
  const result: JsonObject = { source, diagnostics: diagnostics(report, options) }
  return strictJson(result)
}

/** Reviewdog's `Diagnostic`, one a line. */
export function rdjsonl(report: Report, options: RenderOptions): string {
  return diagnostics(report, options)
    .map((it) => strictJson({ ...it, source }, 0))
    .join('')
}
