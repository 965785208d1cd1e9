import type { Finding } from '@regraft/model'
import type { CancellationToken, CodeAction, CodeActionParams } from 'vscode-languageserver'
import { CodeActionTriggerKind, LSPErrorCodes, ResponseError } from 'vscode-languageserver'
import { rangeOf } from './diagnostics.ts'
import { told } from './failure.ts'
import { fixAll } from './fix-all.ts'
import { ignoreActions } from './ignore-actions.ts'
import { inputActions } from './input-actions.ts'
import { fixAllKind, quickFixKind, wants } from './kinds.ts'
import { quickFixes } from './quick-fixes.ts'
import { overlaps } from './range.ts'
import type { DocumentRun } from './run.ts'
import { documentRun, findingsOf } from './run.ts'
import type { Session } from './session.ts'
import { isCurrent } from './session.ts'

/**
 * What can be done about the findings in a range, each fix proven on the buffers as they are. Answers `ContentModified`
 * when a buffer changed meanwhile: an edit for an older version is never handed out.
 */
export async function codeActions(
  session: Session,
  params: CodeActionParams,
  token: CancellationToken,
): Promise<CodeAction[] | ResponseError<void> | null> {
  const run = documentRun(session, params.textDocument.uri, token)
  if (run === undefined || !session.client.codeActionLiterals) return null
  try {
    const actions = await actionsIn(run, params)
    if (token.isCancellationRequested) return cancelled()
    return isCurrent(session, run.buffers) ? actions : modified()
  } catch (error) {
    if (token.isCancellationRequested) return cancelled()
    if (!isCurrent(session, run.buffers)) return modified()
    session.connection.console.error(told(error))
    return null
  }
}

async function actionsIn(run: DocumentRun, { range, context }: CodeActionParams): Promise<CodeAction[]> {
  const { only, triggerKind } = context
  const findings = await findingsOf(run)
  const open = findings.filter(({ status }) => status === 'open')
  const here = (finding: Finding): boolean => overlaps(rangeOf(finding.location), range)
  const fixes = wants(only, quickFixKind)
    ? [...(await quickFixes(run, open.filter(here))), ...(await inputActions(run, open.filter(here)))]
    : []
  // Unasked, everything is offered only to somebody who opened the menu on a finding that can be fixed.
  const all = only ? wants(only, fixAllKind) : fixes.length > 0 && invoked(triggerKind)
  // To ignore is never the first thing to offer.
  const ignores =
    wants(only, quickFixKind) && invoked(triggerKind) ? await ignoreActions(run, findings.filter(here)) : []
  return [...fixes, ...(all ? await fixAll(run, open) : []), ...ignores]
}

function invoked(trigger: CodeActionTriggerKind | undefined): boolean {
  return trigger !== CodeActionTriggerKind.Automatic
}

function cancelled(): ResponseError<void> {
  return new ResponseError(LSPErrorCodes.RequestCancelled, 'cancelled')
}

function modified(): ResponseError<void> {
  return new ResponseError(LSPErrorCodes.ContentModified, 'the document changed meanwhile')
}
