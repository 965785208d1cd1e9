import {
  checkWorkspaceCommand,
  fixWorkspaceCommand,
  type WorkspaceFixes,
  type WorkspaceSummary,
} from '@regraft/adapter-lsp/protocol'
import type { CancellationToken } from 'vscode'
import { ProgressLocation, window } from 'vscode'
import type { LanguageClient } from 'vscode-languageclient/node'
import { ExecuteCommandRequest } from 'vscode-languageclient/node'

export async function checkWorkspace(client: LanguageClient): Promise<void> {
  const summary = await run<WorkspaceSummary>(client, checkWorkspaceCommand, 'Checking the workspace')
  if (summary === undefined) return
  const { files, open } = summary
  void window.showInformationMessage(
    open === 0
      ? `regraft finds nothing in ${files} files.`
      : `regraft has findings in the workspace: ${open}.`,
  )
}

export async function fixAll(client: LanguageClient): Promise<void> {
  const fixes = await run<WorkspaceFixes>(client, fixWorkspaceCommand, 'Fixing the workspace')
  if (fixes === undefined) return
  const { fixed, files, open, applied } = fixes
  void window.showInformationMessage(
    applied
      ? `regraft fixed ${fixed} findings in ${files} files; ${open} are left to decide on.`
      : 'regraft did not fix everything: a document changed meanwhile. Run it again.',
  )
}

/** What the command came to, or undefined when it was cancelled or failed, which is shown then. */
async function run<Result>(
  client: LanguageClient,
  command: string,
  title: string,
): Promise<Result | undefined> {
  const options = { location: ProgressLocation.Notification, title: `regraft: ${title}`, cancellable: true }
  return window.withProgress(options, async (_, token: CancellationToken) => {
    try {
      // The server of this very version answers with its own type.
      return (await client.sendRequest(ExecuteCommandRequest.type, { command }, token)) as Result
    } catch (error) {
      if (!token.isCancellationRequested)
        void window.showErrorMessage(`regraft: ${error instanceof Error ? error.message : String(error)}`)
      return undefined
    }
  })
}
