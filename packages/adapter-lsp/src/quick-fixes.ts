import type { Proposal } from '@regraft/engine'
import type { Finding } from '@regraft/model'
import type { CodeAction } from 'vscode-languageserver'
import type { ActionRun } from './actions.ts'
import { workspaceOf } from './buffers.ts'
import { diagnosticOf } from './diagnostics.ts'
import { workspaceEdit } from './edits.ts'
import { quickFixKind } from './kinds.ts'
import { runOptions } from './session.ts'

/**
 * One action for each finding whose fix holds. All are declined, so that each is proven alone on the text as it is; one
 * run serves them all. Fixes that need a value are never proposed.
 */
export async function quickFixes(run: ActionRun, findings: readonly Finding[]): Promise<CodeAction[]> {
  if (findings.length === 0) return []
  const { session, buffers, buffer, signal } = run
  const engine = await session.engine()
  const proposals = new Map<string, Proposal>()
  await engine.heal(workspaceOf(buffers), {
    ...runOptions(session),
    files: (path) => path === buffer.path,
    findings: findings.map(({ id }) => id),
    dryRun: true,
    unsafe: true,
    confirm: (proposal) => {
      proposals.set(proposal.finding.id, proposal)
      return false
    },
    signal,
  })
  const rules = new Map(engine.rules.map((rule) => [rule.id, rule]))
  return findings.flatMap((finding) => {
    const proposal = proposals.get(finding.id)
    const diagnostic = diagnosticOf(finding, rules.get(finding.rule), buffers, session.client)
    return proposal && diagnostic ? (actionOf(run, proposal, diagnostic) ?? []) : []
  })
}

function actionOf(
  { session: { client }, buffers }: ActionRun,
  { fix, level, because, edits, text }: Proposal,
  diagnostic: NonNullable<CodeAction['diagnostics']>[number],
): CodeAction | undefined {
  const files = edits.map((it) => ({ file: it.file, text: text(it.file), edits: it.edits }))
  const edit = workspaceEdit(files, buffers, client)
  if (edit === undefined) return undefined
  const safe = level === 'safe'
  return {
    title: safe ? fix.title : `${fix.title} (unsafe: ${because ?? 'it may change behaviour'})`,
    kind: quickFixKind,
    diagnostics: [diagnostic],
    ...(client.preferred && safe ? { isPreferred: true } : {}),
    edit,
  }
}
