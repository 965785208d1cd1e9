import type { Proposal } from '@regraft/engine'
import type { Finding } from '@regraft/model'
import type { CodeAction, WorkspaceEdit } from 'vscode-languageserver'
import { findingDiagnostics } from './diagnostics.ts'
import { workspaceEdit } from './edits.ts'
import { quickFixKind } from './kinds.ts'
import type { DocumentRun } from './run.ts'
import { engineOf, propose } from './run.ts'

/** One action for each finding whose fix holds without an answer of the owner. */
export async function quickFixes(run: DocumentRun, findings: readonly Finding[]): Promise<CodeAction[]> {
  const fixable = findings.filter(({ fix }) => fix !== undefined)
  if (fixable.length === 0) return []
  const { proposals } = await propose(run, fixable)
  const diagnosticOf = findingDiagnostics(await engineOf(run), run)
  return fixable.flatMap((finding) => {
    const proposal = proposals.get(finding.id)
    const diagnostic = diagnosticOf(finding)
    const edit = proposal && proposalEdit(run, proposal)
    if (!proposal || !diagnostic || !edit) return []
    const { fix, level, because } = proposal
    const safe = level === 'safe'
    return [
      {
        title: safe ? fix.title : `${fix.title} (unsafe: ${because ?? 'it may change behaviour'})`,
        kind: quickFixKind,
        diagnostics: [diagnostic],
        ...(run.session.client.preferred && safe ? { isPreferred: true } : {}),
        edit,
      },
    ]
  })
}

/** What a client has to do to apply a proposal. */
export function proposalEdit(
  { session: { client }, buffers }: DocumentRun,
  { edits, text }: Proposal,
): WorkspaceEdit | undefined {
  const files = edits.map((it) => ({ file: it.file, text: text(it.file), edits: it.edits }))
  return workspaceEdit(files, buffers, client)
}
