export { canonicalJson, comparePath, compareText, equalJson, valueAt } from './compare.ts'
export { documentIn, valueIn } from './documents.ts'
export { applyEdits, compareEdits } from './edits.ts'
export { RegraftError } from './errors.ts'
export type { Fix, InputSpec, Level, Op, OpBase, RawFinding, Segment, Severity, Value } from './finding.ts'
export { levels, lowerLevel, severities, severityRank } from './finding.ts'
export type { Json, JsonArray, JsonObject, Path, Result } from './json.ts'
export { err, isList, isObject, ok, setMember } from './json.ts'
export { codeFrame, Lines } from './lines.ts'
export { nearest } from './nearest.ts'
export type {
  Diagnostic,
  Finding,
  FindingStatus,
  FixResult,
  Gate,
  Location,
  Report,
  ReportEdit,
  ReportFile,
  ReportFix,
  ResourceId,
  Summary,
} from './report.ts'
export type { Param, Rule } from './rule.ts'
export { paramTypes } from './rule.ts'
export type { DiagnosticSeverity, Position, Range, Refusal, SyntaxDiagnostic, TextEdit } from './text.ts'
export type { Unknown } from './unknown.ts'
export { isUnknown, unknown } from './unknown.ts'
