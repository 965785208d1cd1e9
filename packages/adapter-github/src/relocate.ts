import type { Diagnostic, Finding, Location, Report } from '@regraft/model'

/** A report whose paths are relative to the repository, of one whose root is a folder in it (`infra`, or `` for none). */
export function relocated(report: Report, folder: string): Report {
  if (folder === '') return report
  const moved = (path: string): string => `${folder}/${path}`
  const at = (location: Location): Location => ({ ...location, file: moved(location.file) })
  const finding = (it: Finding): Finding => ({
    ...it,
    location: at(it.location),
    ...(it.related === undefined ? {} : { related: it.related.map(at) }),
  })
  const diagnostic = (it: Diagnostic): Diagnostic =>
    it.file === undefined ? it : { ...it, file: moved(it.file) }
  return {
    ...report,
    files: report.files.map((it) => ({ ...it, path: moved(it.path) })),
    findings: report.findings.map(finding),
    edits: report.edits.map((it) => ({ ...it, file: moved(it.file) })),
    diagnostics: report.diagnostics.map(diagnostic),
  }
}
