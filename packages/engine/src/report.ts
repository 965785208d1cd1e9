import type { FixOutcome, Snapshot, UnitFinding } from '@regraft/fixer'
import { boundOf } from '@regraft/fixer'
import type {
  Diagnostic,
  Finding,
  FindingStatus,
  Report,
  ReportEdit,
  ReportFix,
  Rule,
  Summary,
} from '@regraft/model'
import { comparePath, compareText, lowerLevel } from '@regraft/model'
import type { Run } from './check.ts'
import { Fingerprints, shownAddress } from './fingerprint.ts'
import { locate } from './locate.ts'
import type { RuleChoice } from './select.ts'
import { version } from './version.ts'

/** A finding with what happened to it, before it is put into the report's form. */
interface Settled {
  readonly finding: UnitFinding
  readonly healed: boolean
  readonly outcome?: FixOutcome
}

/** All findings of one unit, with the snapshot that their places belong to. */
export interface SettledUnit {
  readonly snapshot: Snapshot
  readonly findings: readonly Settled[]
}

export interface ReportParts {
  readonly run: Pick<Run, 'project' | 'resources' | 'scope'>
  readonly root: string
  readonly findings: readonly Finding[]
  readonly edits: readonly ReportEdit[]
  readonly diagnostics: readonly Diagnostic[]
}

/** Puts a run's outcome in order. */
export function buildReport({ run, root, findings, edits, diagnostics }: ReportParts): Report {
  const files = reportFiles(run)
  return {
    schema: 1,
    tool: { name: 'regraft', version },
    root,
    files,
    findings: [...findings].sort(byPlace),
    edits: [...edits].sort((a, b) => compareText(a.file, b.file) || a.start - b.start || a.end - b.end),
    diagnostics: [...diagnostics].sort(diagnosticOrder).filter(distinct()),
    summary: summaryOf(findings, files),
  }
}

/** The findings of one unit as a report tells them. */
export function reportFindings(
  unit: SettledUnit,
  choices: ReadonlyMap<string, RuleChoice>,
): readonly Finding[] {
  const fingerprints = new Fingerprints()
  const ids = new Map(
    unit.findings.map(({ finding }) => [finding, fingerprints.of(unit.snapshot.unit.id, finding)]),
  )
  const idOf = (finding: UnitFinding): string | undefined => ids.get(finding)
  return unit.findings.flatMap((settled) => {
    const rule = choices.get(settled.finding.rule)?.rule
    return rule === undefined ? [] : [reportFinding(settled, rule, unit.snapshot, idOf)]
  })
}

function reportFinding(
  settled: Settled,
  rule: Rule,
  snapshot: Snapshot,
  idOf: (finding: UnitFinding) => string | undefined,
): Finding {
  const { finding } = settled
  const { framework, type, unitRoot } = finding.resource
  const address = shownAddress(finding.resource)
  const related = finding.related.map((path) => locate(snapshot, finding.resource, path))
  const reason = finding.undetermined ?? finding.ignored
  const fix = fixOf(settled, idOf)
  return {
    id: idOf(finding) ?? '',
    rule: finding.rule,
    title: rule.title,
    message: finding.message,
    severity: finding.severity,
    resource: { framework, type, address, ...(unitRoot === undefined ? {} : { root: unitRoot }) },
    path: finding.path,
    location: locate(snapshot, finding.resource, finding.path),
    ...(related.length === 0 ? {} : { related }),
    status: statusOf(settled),
    ...(reason === undefined ? {} : { statusReason: reason }),
    ...(fix === undefined ? {} : { fix }),
    aliases: rule.aliases,
    controls: rule.controls,
  }
}

function statusOf({ finding, healed }: Settled): FindingStatus {
  if (healed) return 'healed'
  if (finding.ignored !== undefined) return 'ignored'
  return finding.undetermined === undefined ? 'open' : 'undetermined'
}

function fixOf(settled: Settled, idOf: (finding: UnitFinding) => string | undefined): ReportFix | undefined {
  const { finding, outcome } = settled
  // A finding may get a fix only after another was healed: then there is an outcome alone.
  if (finding.fix === undefined && outcome === undefined) return undefined
  const bound = boundOf(finding)
  const level = outcome?.level ?? lowerLevel(bound, finding.fix?.level ?? bound)
  const inputs = outcome?.inputs ?? finding.fix?.inputs
  const reason = outcome?.reason ?? finding.fix?.because
  const rivals = outcome?.conflictsWith?.flatMap((rival) => idOf(rival) ?? []).sort(compareText)
  return {
    level,
    title: outcome?.title || (finding.fix?.title ?? ''),
    ...(outcome === undefined ? {} : { result: outcome.result }),
    ...(reason === undefined ? {} : { reason }),
    ...(outcome?.code === undefined ? {} : { code: outcome.code }),
    ...(outcome?.gate === undefined ? {} : { gate: outcome.gate }),
    ...(rivals === undefined ? {} : { conflictsWith: rivals }),
    ...(inputs === undefined || Object.keys(inputs).length === 0
      ? {}
      : {
          inputs: Object.fromEntries(
            Object.entries(inputs).map(([name, spec]) => [
              name,
              spec === null ? null : JSON.parse(JSON.stringify(spec)),
            ]),
          ),
        }),
  }
}

function reportFiles({ project, resources, scope }: ReportParts['run']): Report['files'] {
  return [...project.owners]
    .filter(([path]) => scope(path))
    .map(([path, framework]) => ({ path, framework, resources: resources.get(path) ?? 0 }))
    .sort((a, b) => compareText(a.path, b.path))
}

function byPlace(a: Finding, b: Finding): number {
  return (
    compareText(a.location.file, b.location.file) ||
    a.location.start.offset - b.location.start.offset ||
    compareText(a.rule, b.rule) ||
    compareText(a.resource.address, b.resource.address) ||
    comparePath(a.path, b.path) ||
    compareText(a.id, b.id)
  )
}

function diagnosticOrder(a: Diagnostic, b: Diagnostic): number {
  return (
    compareText(a.file ?? '', b.file ?? '') ||
    (a.start?.offset ?? -1) - (b.start?.offset ?? -1) ||
    compareText(a.code, b.code) ||
    compareText(a.message, b.message)
  )
}

/** The same policy may fail on the same resource many times while a heal verifies: once is enough. */
function distinct(): (diagnostic: Diagnostic) => boolean {
  const seen = new Set<string>()
  return (diagnostic) => {
    const key = JSON.stringify([
      diagnostic.code,
      diagnostic.file,
      diagnostic.start?.offset,
      diagnostic.message,
    ])
    return seen.has(key) ? false : Boolean(seen.add(key))
  }
}

function summaryOf(findings: readonly Finding[], files: Report['files']): Summary {
  const count = (status: FindingStatus): number =>
    findings.filter((finding) => finding.status === status).length
  return {
    files: files.length,
    resources: files.reduce((sum, file) => sum + file.resources, 0),
    open: count('open'),
    healed: count('healed'),
    undetermined: count('undetermined'),
    ignored: count('ignored'),
  }
}
