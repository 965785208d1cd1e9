import type { HealOptions } from '@regraft/engine'
import type { Finding } from '@regraft/model'
import { RegraftError } from '@regraft/model'
import { markdownCode, markdownText } from '@regraft/reporters'
import type { ChangedFile } from '../review/changed-files.ts'
import { type ReviewOutcome, reviewPullRequest } from '../review/review.ts'
import { suggestionsOf } from '../review/suggestions.ts'
import { told } from './annotations.ts'
import type { WorkflowEvent } from './event.ts'
import type { ActionRun } from './opened.ts'

/**
 * Why no review can be written, in Markdown; undefined when it can. A run for a fork has a token that only reads, and that is
 * as it should be.
 * @throws RegraftError `GITHUB_EVENT` for events that give a token that writes to runs for forks
 */
export function reviewRefusal({ name, pullRequest }: WorkflowEvent): string | undefined {
  if (name !== 'pull_request' || pullRequest === undefined)
    throw new RegraftError('GITHUB_EVENT', `suggestions are for pull requests, and this runs on ${name}`, {
      hint: 'Run it `on: pull_request`. pull_request_target and workflow_run would give a fork a token that writes.',
    })
  return pullRequest.isFork
    ? 'No suggestions: this pull request comes from a fork, whose runs may not write.\n'
    : undefined
}

/** Writes the review, and gives what became of it in Markdown. */
export async function review(
  run: ActionRun,
  options: HealOptions,
  changed: readonly ChangedFile[],
): Promise<string> {
  const { event, client, folder, host } = run
  if (event.pullRequest === undefined) return ''
  const { suggestions, left } = await suggestionsOf(run.engine, run.workspace, options)
  const located = suggestions.map((it) => ({ ...it, file: folder === '' ? it.file : `${folder}/${it.file}` }))
  const { number, head } = event.pullRequest
  const outcome = await reviewPullRequest(client, { ...event.repository, number, head }, located, changed)
  const problems = outcome.problems.map(({ code, message }) => ({
    code,
    severity: 'warning' as const,
    message,
  }))
  host.log(told(problems))
  return outcomeText(outcome, left, folder)
}

function outcomeText(
  { posted, kept, outside, hidden }: ReviewOutcome,
  left: readonly Finding[],
  folder: string,
): string {
  const shown = [
    ...outside.map((it) => item(it.findings, it.file, it.first)),
    ...left.map(({ location, ...it }) =>
      item(
        [{ location, ...it }],
        folder === '' ? location.file : `${folder}/${location.file}`,
        location.start.line,
      ),
    ),
  ]
  const rest =
    shown.length === 0
      ? ''
      : `\n### Fixes that no suggestion can hold: ${shown.length}\n\nTheir lines are not in the diff, or they reach further than one place. \`regraft heal\` makes them.\n\n${shown.join('\n')}\n`
  return `Suggestions: ${posted.length} new, ${kept.length} from earlier runs, ${hidden} outdated ones hidden.\n${rest}`
}

function item(findings: readonly Finding[], file: string, line: number): string {
  const fixes = findings.map(({ rule, fix }) => `${markdownCode(rule)} ${markdownText(fix?.title ?? '')}`)
  return `- ${markdownCode(`${file}:${line}`)}: ${fixes.join('; ')}`
}
