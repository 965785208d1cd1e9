import { folderSettings } from '@regraft/config'
import type { Engine, HealOptions, Proposal } from '@regraft/engine'
import type { Diagnostic, Finding, Report, TextEdit } from '@regraft/model'
import type { Request, Told } from '../protocol.ts'
import { dealOut, merged } from './groups.ts'
import { noteOf } from './note.ts'
import { workspaceOf } from './workspace.ts'

/** What one file's text is told of, in the order of a report. Nothing is written. */
export async function inspect(engine: Engine, request: Request): Promise<readonly Told[]> {
  const { workspace, path, root } = workspaceOf(request)
  // Read each time: an editor's thread outlives changes of it.
  const { run: said, takes } = await folderSettings(root)
  if (!takes(path)) return []
  const run: HealOptions = {
    ...said,
    today: new Date().toISOString().slice(0, 10),
    ...request.options,
    frameworks: [request.framework],
    files: (candidate) => candidate === path,
    dryRun: true,
  }
  const proposals = new Map<string, Proposal>()
  // All are declined, so that each is proven alone on the text as it is.
  const report = await engine.heal(workspace, {
    ...run,
    unsafe: true,
    confirm: (proposal) => {
      proposals.set(proposal.finding.id, proposal)
      return false
    },
  })
  const open = findingsOf(report, path)
  const enabled = open.filter((finding) => !isDisabled(finding, request))
  const fixable = enabled.filter(({ id }) => isSafeHere(proposals.get(id), path)).map(({ id }) => id)
  const fixes =
    fixable.length === 0
      ? new Map<string, TextEdit>()
      : dealOut(
          request.text,
          await healed(engine, request, { ...run, findings: fixable }),
          new Map(fixable.map((id) => [id, editsIn(proposals.get(id), path)])),
        )
  return [
    ...report.diagnostics.filter(({ file }) => file === path).map(complaint),
    ...open.map((finding) => told(finding, proposals.get(finding.id), fixes.get(finding.id), request, path)),
  ]
}

function findingsOf({ findings }: Report, path: string): readonly Finding[] {
  return findings.filter(({ status, location }) => status === 'open' && location.file === path)
}

function isDisabled({ location: { start } }: Finding, { disabled }: Request): boolean {
  return disabled.some(([from, to]) => start.offset >= from && start.offset < to)
}

/** Linting one file changes no other. */
function isHere({ edits }: Proposal, path: string): boolean {
  return edits.every(({ file }) => file === path)
}

function isSafeHere(proposal: Proposal | undefined, path: string): boolean {
  return proposal?.level === 'safe' && isHere(proposal, path)
}

function editsIn(proposal: Proposal | undefined, path: string): readonly TextEdit[] {
  return proposal?.edits.find(({ file }) => file === path)?.edits ?? []
}

/** The edits of all these fixes, proven together. */
async function healed(engine: Engine, request: Request, run: HealOptions): Promise<readonly TextEdit[]> {
  const { workspace, path } = workspaceOf(request)
  const { edits } = await engine.heal(workspace, {
    ...run,
    confirm: (proposal) => isSafeHere(proposal, path),
  })
  return edits.map(({ start, end, text }) => ({ start, end, text }))
}

function told(
  finding: Finding,
  proposal: Proposal | undefined,
  fix: TextEdit | undefined,
  { text }: Request,
  path: string,
): Told {
  const { rule, title, message, location } = finding
  const common = {
    rule,
    message: `${title}: ${message}`,
    start: location.start.offset,
    end: location.end.offset,
  }
  if (fix) return { ...common, fix }
  if (proposal?.level === 'unsafe' && isHere(proposal, path)) {
    const suggestion = {
      title: proposal.fix.title,
      because: proposal.because ?? 'it may change behaviour',
      edit: merged(text, editsIn(proposal, path)),
    }
    return { ...common, suggestion }
  }
  const note = noteOf(finding, proposal, path)
  return note === undefined ? common : { ...common, note }
}

/** What could not be read, or an `ignore` that does not count. */
function complaint({ code, message, hint, start, end }: Diagnostic): Told {
  const from = start?.offset ?? 0
  return { rule: code, message, start: from, end: end?.offset ?? from, ...(hint ? { note: hint } : {}) }
}
