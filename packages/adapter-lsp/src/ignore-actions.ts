import type { Finding } from '@regraft/model'
import type { CodeAction, WorkspaceEdit } from 'vscode-languageserver'
import { findingDiagnostics } from './diagnostics.ts'
import { insertion, snippetInsertion } from './edits.ts'
import { ignorePlace } from './ignore.ts'
import { ignoreCommand, quickFixKind } from './kinds.ts'
import type { DocumentRun } from './run.ts'
import { engineOf } from './run.ts'

/** A menu of more would be no help, and every one costs a check. */
const most = 5

/** One action for each finding that a comment can ignore. The comment does not count before somebody gave a reason. */
export async function ignoreActions(run: DocumentRun, findings: readonly Finding[]): Promise<CodeAction[]> {
  const diagnosticOf = findingDiagnostics(await engineOf(run), run)
  const actions: CodeAction[] = []
  for (const finding of findings.slice(0, most)) {
    const diagnostic = diagnosticOf(finding)
    const place = diagnostic && (await ignorePlace(run, finding))
    if (!place) continue
    const title = `Ignore ${finding.rule} here, with a reason`
    const made: Pick<CodeAction, 'command' | 'edit'> = run.session.client.input
      ? { command: { title, command: ignoreCommand, arguments: [run.buffer.uri, finding.id] } }
      : { edit: unfinished(run, place.at, place.text) }
    actions.push({ title, kind: quickFixKind, diagnostics: [diagnostic], ...made })
  }
  return actions
}

/** The comment with an empty place for the reason, or one that the editor puts the cursor in. */
function unfinished(
  { session: { client }, buffer }: DocumentRun,
  at: number,
  text: (reason: string) => string,
): WorkspaceEdit {
  const mark = 'reason'
  const whole = text(mark)
  const cut = whole.lastIndexOf(mark)
  const [before, after] = [whole.slice(0, cut), whole.slice(cut + mark.length)]
  return client.snippets
    ? snippetInsertion(buffer, at, `${escaped(before)}\${1:why}${escaped(after)}`)
    : insertion(client, buffer, at, before + after)
}

/** `$`, `}` and `\` mean something in a snippet. */
function escaped(text: string): string {
  return text.replaceAll(/[\\$}]/g, '\\$&')
}
