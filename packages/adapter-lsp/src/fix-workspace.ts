import type { OverlayWorkspace } from '@regraft/engine'
import type { Report, ReportEdit } from '@regraft/model'
import type { CancellationToken, WorkspaceEdit } from 'vscode-languageserver'
import type { Buffers } from './buffers.ts'
import { type FileEdits, workspaceEdit } from './edits.ts'
import type { WorkspaceFixes } from './protocol.ts'
import { engineOf } from './run.ts'
import type { Session } from './session.ts'
import { isCurrent, runOptions } from './session.ts'
import { wholeWorkspace } from './whole-workspace.ts'

const largest = 8 * 1024 * 1024

/** All safe fixes of the workspace as one edit of the client for each folder, so that one undo takes it back. */
export async function fixWorkspace(session: Session, token: CancellationToken): Promise<WorkspaceFixes> {
  const controller = new AbortController()
  token.onCancellationRequested(() => controller.abort())
  let sum: WorkspaceFixes = { fixed: 0, files: 0, open: 0, applied: true }
  for (const { buffers, workspace, config } of await wholeWorkspace(session)) {
    const engine = await engineOf({ session, buffers })
    const options = {
      ...runOptions(session.configuration.of(buffers.key), config, buffers),
      files: config.takes,
    }
    const report = await engine.heal(workspace, { ...options, dryRun: true, signal: controller.signal })
    const edit = await editOf(session, buffers, workspace, report)
    const applied = edit === undefined || (isCurrent(session, buffers) && (await applyIn(session, edit)))
    const { healed, open } = report.summary
    const files = new Set(report.edits.map(({ file }) => file)).size
    sum = {
      fixed: sum.fixed + (applied ? healed : 0),
      files: sum.files + (applied ? files : 0),
      open: sum.open + open + (applied ? 0 : healed),
      applied: sum.applied && applied,
    }
  }
  return sum
}

async function applyIn({ connection }: Session, edit: WorkspaceEdit): Promise<boolean> {
  return (await connection.workspace.applyEdit({ label: 'Apply all safe fixes of regraft', edit })).applied
}

async function editOf(
  session: Session,
  buffers: Buffers,
  workspace: OverlayWorkspace,
  { edits }: Report,
): Promise<WorkspaceEdit | undefined> {
  const byFile = new Map<string, ReportEdit[]>()
  for (const edit of edits) byFile.set(edit.file, [...(byFile.get(edit.file) ?? []), edit])
  const files: FileEdits[] = []
  for (const [file, ofFile] of byFile) {
    const text = buffers.byPath.get(file)?.text ?? (await textOf(workspace, file))
    if (text !== undefined) files.push({ file, text, edits: ofFile })
  }
  return files.length === 0 ? undefined : workspaceEdit(files, buffers, session.client)
}

async function textOf(workspace: OverlayWorkspace, file: string): Promise<string | undefined> {
  const read = await workspace.read(file, largest)
  return read.ok ? new TextDecoder('utf-8', { ignoreBOM: true }).decode(read.bytes) : undefined
}
