import type { Engine, HealOptions, Proposal, Workspace } from '@regraft/engine'
import { compareText, type Finding, type TextEdit } from '@regraft/model'
import { type Replacement, wholeLines } from './whole-lines.ts'

/** A fix, or fixes on the same lines, as a replacement of whole lines of one file. */
export interface Suggestion extends Replacement {
  /** Relative to the workspace's root. */
  readonly file: string
  /** With the fix of each. */
  readonly findings: readonly Finding[]
}

/** What can be suggested, and the findings whose fix reaches into several files or holds what no suggestion can. */
export interface Suggestions {
  readonly suggestions: readonly Suggestion[]
  readonly left: readonly Finding[]
}

/**
 * The fixes of a workspace, each proven for itself on the texts as they are: whoever takes one need not take another. Fixes on
 * the same lines become one suggestion, and are proven together. Nothing is written.
 */
export async function suggestionsOf(
  engine: Engine,
  workspace: Workspace,
  options: HealOptions = {},
): Promise<Suggestions> {
  const proposals: Proposal[] = []
  const confirm = (proposal: Proposal): boolean => {
    proposals.push(proposal)
    // What was said yes to would be part of the texts of the next one.
    return false
  }
  await engine.heal(workspace, { ...options, dryRun: true, confirm })
  const single = proposals.map((it) => ({ proposal: it, suggestion: suggestionOf(it) }))
  const left = single.flatMap(({ proposal, suggestion }) => (suggestion ? [] : [proposal.finding]))
  const suggestions: Suggestion[] = []
  for (const group of overlapping(single.flatMap(({ suggestion }) => suggestion ?? []))) {
    const [first] = group
    const joined = group.length === 1 ? first : await together(engine, workspace, options, group, proposals)
    if (joined) suggestions.push(joined)
    else left.push(...group.flatMap(({ findings }) => findings))
  }
  return { suggestions, left }
}

function suggestionOf({ finding, edits, text }: Proposal): Suggestion | undefined {
  const [only, ...others] = edits
  if (only === undefined || others.length > 0) return undefined
  return made(only.file, text(only.file), only.edits, [finding])
}

function made(
  file: string,
  text: string,
  edits: readonly TextEdit[],
  findings: readonly Finding[],
): Suggestion | undefined {
  const replacement = wholeLines(text, edits)
  return replacement && { file, ...replacement, findings }
}

/** Groups in which each suggestion shares lines with one before it. */
function overlapping(suggestions: readonly Suggestion[]): Suggestion[][] {
  const groups: { file: string; end: number; members: Suggestion[] }[] = []
  for (const it of [...suggestions].sort((a, b) => compareText(a.file, b.file) || a.first - b.first)) {
    const end = it.first + it.before.length
    const group = groups.at(-1)
    if (group?.file === it.file && it.first < group.end) {
      group.members.push(it)
      group.end = Math.max(group.end, end)
    } else groups.push({ file: it.file, end, members: [it] })
  }
  return groups.map(({ members }) => members)
}

/** Fixes on the same lines, proven together; undefined where they do not go together, or not on lines of one file. */
async function together(
  engine: Engine,
  workspace: Workspace,
  options: HealOptions,
  group: readonly Suggestion[],
  proposals: readonly Proposal[],
): Promise<Suggestion | undefined> {
  const findings = group.flatMap((it) => it.findings)
  const ids = findings.map(({ id }) => id)
  const report = await engine.heal(workspace, { ...options, dryRun: true, findings: ids })
  const healed = new Set(report.findings.flatMap(({ id, status }) => (status === 'healed' ? [id] : [])))
  const file = group[0]?.file ?? ''
  const text = proposals.find(({ edits }) => edits.some((it) => it.file === file))?.text(file)
  if (text === undefined || !ids.every((id) => healed.has(id))) return undefined
  if (report.edits.some((edit) => edit.file !== file)) return undefined
  return made(file, text, report.edits, findings)
}
