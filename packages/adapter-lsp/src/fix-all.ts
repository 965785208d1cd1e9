import type { Finding } from '@regraft/model'
import type { CodeAction } from 'vscode-languageserver'
import type { ActionRun } from './actions.ts'
import { workspaceOf } from './buffers.ts'
import { workspaceEdit } from './edits.ts'
import { fixAllKind } from './kinds.ts'
import { runOptions } from './session.ts'

/** One action with every safe fix of the document that stays inside it, proven together. None when there is nothing to do. */
export async function fixAll(run: ActionRun, findings: readonly Finding[]): Promise<CodeAction[]> {
  const safe = findings.filter(({ fix }) => fix?.level === 'safe')
  if (safe.length === 0) return []
  const { session, buffers, buffer, signal } = run
  const engine = await session.engine()
  const { edits } = await engine.heal(workspaceOf(buffers), {
    ...runOptions(session),
    files: (path) => path === buffer.path,
    findings: safe.map(({ id }) => id),
    dryRun: true,
    // Saving a document must not change another one.
    confirm: (proposal) => proposal.edits.every(({ file }) => file === buffer.path),
    signal,
  })
  if (edits.length === 0) return []
  const edit = workspaceEdit([{ file: buffer.path, text: buffer.text, edits }], buffers, session.client)
  return edit ? [{ title: 'Apply all safe fixes of regraft', kind: fixAllKind, edit }] : []
}
