import type { Finding } from '@regraft/model'
import { RegraftError } from '@regraft/model'
import type { CancellationToken, ExecuteCommandParams, WorkspaceEdit } from 'vscode-languageserver'
import { LSPErrorCodes, ResponseError } from 'vscode-languageserver'
import { askFor } from './ask.ts'
import { checkWorkspace } from './check-workspace.ts'
import { insertion } from './edits.ts'
import { told } from './failure.ts'
import { fixWorkspace } from './fix-workspace.ts'
import { ignorePlace } from './ignore.ts'
import { type Answers, inputsFor, questionsOf } from './inputs.ts'
import { fixCommand, ignoreCommand } from './kinds.ts'
import { checkWorkspaceCommand, fixWorkspaceCommand } from './protocol.ts'
import { proposalEdit } from './quick-fixes.ts'
import type { DocumentRun } from './run.ts'
import { documentRun, findingsOf, propose } from './run.ts'
import type { Session } from './session.ts'

type Command = (session: Session, args: readonly unknown[], token: CancellationToken) => Promise<unknown>

const commands: { readonly [name: string]: Command } = {
  [checkWorkspaceCommand]: (session, _, token) => checkWorkspace(session, token),
  [fixWorkspaceCommand]: (session, _, token) => fixWorkspace(session, token),
  [fixCommand]: askAndFix,
  [ignoreCommand]: askAndIgnore,
}

/** Answers `workspace/executeCommand`. Failures are shown to the person who asked, and logged. */
export async function executeCommand(
  session: Session,
  { command, arguments: args = [] }: ExecuteCommandParams,
  token: CancellationToken,
): Promise<unknown> {
  const run = Object.hasOwn(commands, command) ? commands[command] : undefined
  if (run === undefined)
    return new ResponseError(LSPErrorCodes.RequestFailed, `there is no command ${command}`)
  try {
    return await run(session, args, token)
  } catch (error) {
    if (token.isCancellationRequested) return new ResponseError(LSPErrorCodes.RequestCancelled, 'cancelled')
    session.connection.console.error(told(error))
    return new ResponseError(LSPErrorCodes.RequestFailed, told(error))
  }
}

/** Asks what a fix needs to know until it is proven or the person gives up. */
async function askAndFix(
  session: Session,
  args: readonly unknown[],
  token: CancellationToken,
): Promise<boolean> {
  const { finding } = await found(session, args, token)
  const title = finding.fix?.title ?? ''
  let answers: Answers = {}
  for (const [name, spec] of questionsOf(finding)) {
    const value = await askFor(session, { title, name, spec }, token)
    if (value === undefined) return false
    answers = { ...answers, [name]: value }
  }
  for (;;) {
    // The person took their time: the texts are those of now.
    const { run, finding: now } = await found(session, args, token)
    const { proposals, report } = await propose(run, [now], inputsFor(now, answers))
    const proposal = proposals.get(now.id)
    const edit = proposal && proposalEdit(run, proposal)
    if (edit) return apply(session, title, edit)
    const { code, reason = 'the fix cannot be proven here' } =
      report.findings.find(({ id }) => id === now.id)?.fix ?? {}
    const wrong = code === 'INPUT_INVALID' ? questionNamed(now, reason) : undefined
    if (wrong === undefined) throw new RegraftError('FIX_REFUSED', `${title}: ${reason}`)
    const value = await askFor(session, { title, name: wrong[0], spec: wrong[1], problem: reason }, token)
    if (value === undefined) return false
    answers = { ...answers, [wrong[0]]: value }
  }
}

/** The reason of a wrong answer begins with the name of its question. */
function questionNamed(finding: Finding, reason: string): ReturnType<typeof questionsOf>[number] | undefined {
  return questionsOf(finding).find(([name]) => reason.startsWith(`${name}: `))
}

async function askAndIgnore(
  session: Session,
  args: readonly unknown[],
  token: CancellationToken,
): Promise<boolean> {
  const { finding } = await found(session, args, token)
  const title = `Ignore ${finding.rule}`
  const spec = { type: 'string', description: 'Why it is right here', pattern: '\\S' } as const
  const reason = await askFor(session, { title, name: 'reason', spec }, token)
  if (typeof reason !== 'string') return false
  const { run, finding: now } = await found(session, args, token)
  const place = await ignorePlace(run, now)
  if (place === undefined)
    throw new RegraftError('IGNORE_PLACE', `no comment here would ignore ${finding.rule} alone`, {
      hint: 'Ignore it in the configuration.',
    })
  return apply(session, title, insertion(session.client, run.buffer, place.at, place.text(reason)))
}

/** The finding that a command is about, in the texts as they are. */
async function found(
  session: Session,
  [uri, id]: readonly unknown[],
  token: CancellationToken,
): Promise<{ readonly run: DocumentRun; readonly finding: Finding }> {
  const run = typeof uri === 'string' ? documentRun(session, uri, token) : undefined
  const finding = run && (await findingsOf(run)).find((it) => it.id === id)
  if (run === undefined || finding === undefined)
    throw new RegraftError('FINDING_GONE', 'what this was about is no longer found', {
      hint: 'Open the menu again.',
    })
  return { run, finding }
}

async function apply({ connection }: Session, label: string, edit: WorkspaceEdit): Promise<boolean> {
  const { applied, failureReason } = await connection.workspace.applyEdit({ label, edit })
  if (!applied)
    connection.console.warn(
      `regraft: the editor did not apply an edit: ${failureReason ?? 'no reason given'}`,
    )
  return applied
}
