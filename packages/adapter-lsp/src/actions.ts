import type { Finding } from '@regraft/model'
import type { CancellationToken, CodeAction, CodeActionParams } from 'vscode-languageserver'
import { CodeActionTriggerKind, LSPErrorCodes, ResponseError } from 'vscode-languageserver'
import type { Buffer, Buffers } from './buffers.ts'
import { checkBuffers } from './check.ts'
import { rangeOf } from './diagnostics.ts'
import { told } from './failure.ts'
import { fixAll } from './fix-all.ts'
import { fixAllKind, quickFixKind, wants } from './kinds.ts'
import { quickFixes } from './quick-fixes.ts'
import type { Session } from './session.ts'
import { isCurrent } from './session.ts'

/** One request for actions: the texts it is about, and how to give up. */
export interface ActionRun {
  readonly session: Session
  readonly buffers: Buffers
  readonly buffer: Buffer
  readonly signal: AbortSignal
}

/**
 * The fixes of the findings in a range, each proven on the buffers as they are. Answers `ContentModified` when a buffer
 * changed meanwhile: an edit for an older version is never handed out.
 */
export async function codeActions(
  session: Session,
  params: CodeActionParams,
  token: CancellationToken,
): Promise<CodeAction[] | ResponseError<void> | null> {
  const run = runOf(session, params.textDocument.uri, token)
  if (run === undefined || !session.client.codeActionLiterals) return null
  const { only, triggerKind } = params.context
  try {
    const findings = await findingsOf(run)
    const here = findings.filter((finding) => overlaps(rangeOf(finding.location), params.range))
    const actions = wants(only, quickFixKind) ? await quickFixes(run, here) : []
    // Unasked, everything is offered only to somebody who opened the menu on a finding that can be fixed.
    const all = only ? wants(only, fixAllKind) : actions.length > 0 && invoked(triggerKind)
    if (all) actions.push(...(await fixAll(run, findings)))
    if (token.isCancellationRequested) return cancelled()
    return isCurrent(session, run.buffers)
      ? actions
      : new ResponseError(LSPErrorCodes.ContentModified, 'the document changed meanwhile')
  } catch (error) {
    if (token.isCancellationRequested) return cancelled()
    session.connection.console.error(told(error))
    return null
  }
}

function runOf(session: Session, uri: string, token: CancellationToken): ActionRun | undefined {
  const document = session.documents.get(uri)
  if (document === undefined) return undefined
  const { key, path } = session.places.of(document)
  const buffers = session.places.buffers(key, session.documents.all())
  const buffer = buffers.byPath.get(path)
  if (buffer === undefined) return undefined
  const controller = new AbortController()
  token.onCancellationRequested(() => controller.abort())
  return { session, buffers, buffer, signal: controller.signal }
}

/** Open findings of the document with a fix; those of the last check where nothing changed since. */
async function findingsOf({ session, buffers, buffer, signal }: ActionRun): Promise<readonly Finding[]> {
  if (!session.found.has(buffer.uri)) await checkBuffers(session, buffers, signal)
  const found = session.found.get(buffer.uri) ?? []
  return found.filter(({ status, fix }) => status === 'open' && fix !== undefined)
}

function overlaps(a: CodeActionParams['range'], b: CodeActionParams['range']): boolean {
  return !isBefore(a.end, b.start) && !isBefore(b.end, a.start)
}

function isBefore(a: CodeActionParams['range']['start'], b: CodeActionParams['range']['start']): boolean {
  return a.line < b.line || (a.line === b.line && a.character < b.character)
}

function invoked(trigger: CodeActionTriggerKind | undefined): boolean {
  return trigger !== CodeActionTriggerKind.Automatic
}

function cancelled(): ResponseError<void> {
  return new ResponseError(LSPErrorCodes.RequestCancelled, 'cancelled')
}
