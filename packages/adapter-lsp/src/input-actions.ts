import type { Finding } from '@regraft/model'
import type { CodeAction } from 'vscode-languageserver'
import { findingDiagnostics } from './diagnostics.ts'
import { asks, inputsFor, obviousAnswers, questionsOf, shownAnswers } from './inputs.ts'
import { fixCommand, quickFixKind } from './kinds.ts'
import { proposalEdit } from './quick-fixes.ts'
import type { DocumentRun } from './run.ts'
import { engineOf, propose } from './run.ts'

/**
 * Actions for fixes that wait for values of their owner: one that asks, where the client can; else one for each set of
 * answers that is obvious.
 */
export async function inputActions(run: DocumentRun, findings: readonly Finding[]): Promise<CodeAction[]> {
  const asking = findings.filter(asks)
  if (asking.length === 0) return []
  const diagnosticOf = findingDiagnostics(await engineOf(run), run)
  const actions = asking.map(async (finding): Promise<CodeAction[]> => {
    const made = run.session.client.input ? [askAction(run, finding)] : await choices(run, finding)
    const diagnostic = diagnosticOf(finding)
    return made.map((action) => ({
      ...action,
      kind: quickFixKind,
      ...(diagnostic ? { diagnostics: [diagnostic] } : {}),
    }))
  })
  return (await Promise.all(actions)).flat()
}

function askAction({ buffer }: DocumentRun, finding: Finding): CodeAction {
  const names = questionsOf(finding).map(([name]) => name)
  const title = `${finding.fix?.title} (asks for ${names.join(', ')})`
  return { title, command: { title, command: fixCommand, arguments: [buffer.uri, finding.id] } }
}

async function choices(run: DocumentRun, finding: Finding): Promise<CodeAction[]> {
  const actions: CodeAction[] = []
  for (const answers of obviousAnswers(finding)) {
    const { proposals } = await propose(run, [finding], inputsFor(finding, answers))
    const proposal = proposals.get(finding.id)
    const edit = proposal && proposalEdit(run, proposal)
    if (proposal && edit) actions.push({ title: `${proposal.fix.title}: ${shownAnswers(answers)}`, edit })
  }
  return actions
}
