import type { Finding } from '@regraft/model'
import type { CodeAction } from 'vscode-languageserver'
import { workspaceEdit } from './edits.ts'
import { fixAllKind } from './kinds.ts'
import type { DocumentRun } from './run.ts'
import { dryHeal } from './run.ts'

/** One action with every safe fix of the document that stays inside it, proven together. None when there is nothing to do. */
export async function fixAll(run: DocumentRun, findings: readonly Finding[]): Promise<CodeAction[]> {
  const safe = findings.filter(({ fix }) => fix?.level === 'safe')
  if (safe.length === 0) return []
  const { session, buffers, buffer } = run
  const { edits } = await dryHeal(run, {
    findings: safe.map(({ id }) => id),
    // Saving a document must not change another one.
    confirm: (proposal) => proposal.edits.every(({ file }) => file === buffer.path),
  })
  if (edits.length === 0) return []
  const edit = workspaceEdit([{ file: buffer.path, text: buffer.text, edits }], buffers, session.client)
  return edit ? [{ title: 'Apply all safe fixes of regraft', kind: fixAllKind, edit }] : []
}
