import { RegraftError } from '@regraft/model'
import { githubSummaryLimit, render } from '@regraft/reporters'
import { type HealPullRequestOutcome, healPullRequest } from '../heal/pull-request.ts'
import { relocated } from '../relocate.ts'
import type { WorkflowEvent } from './event.ts'
import { addOutputs, addSummary } from './files.ts'
import { logQuoted } from './log.ts'
import type { ActionRun } from './opened.ts'

/** Events whose files are those of the repository's own branch. */
const trusted: readonly string[] = ['push', 'schedule', 'workflow_dispatch', 'repository_dispatch']

/**
 * Healing needs a token that writes, so it never runs for a pull request.
 * @throws RegraftError `GITHUB_EVENT`
 */
export function requireTrusted({ name, pullRequest }: WorkflowEvent): void {
  if (trusted.includes(name) && pullRequest === undefined) return
  throw new RegraftError('GITHUB_EVENT', `mode heal does not run on ${name || 'no event'}`, {
    hint: `Run it on ${trusted.join(', ')}: a pull request may come from a fork, and its files from anybody.`,
  })
}

/** Keeps the healing pull request. 1 when something is left that a person has to mend. */
export async function heal(run: ActionRun): Promise<0 | 1> {
  const { inputs, event, client, engine, workspace, options, folder, host } = run
  const base = inputs.base ?? event.defaultBranch ?? event.branch
  if (base === undefined)
    throw new RegraftError('GITHUB_EVENT', 'the event does not say which branch is to be healed', {
      hint: 'Name it in the input base.',
    })
  if (event.name === 'push' && event.branch !== base) {
    logQuoted(
      host,
      `Nothing to do: this is a push to ${event.branch ?? 'a tag'}, and ${base} is what is healed.`,
    )
    return 0
  }
  const outcome = await healPullRequest(client, event.repository, engine, workspace, {
    ...options,
    base,
    branch: inputs.branch,
    folder,
  })
  const said = sentence(outcome)
  logQuoted(host, said)
  const left = render('github-summary', relocated(outcome.plan.left, folder), {
    run: 'check',
    maxBytes: githubSummaryLimit - Buffer.byteLength(said) - 2,
  })
  if (inputs.summary) addSummary(host.env.GITHUB_STEP_SUMMARY, `${said}\n\n${left}`)
  addOutputs(host.env.GITHUB_OUTPUT, {
    open: String(outcome.plan.left.summary.open),
    healed: String(outcome.plan.steps.reduce((sum, { healed }) => sum + healed.length, 0)),
    'pull-request': outcome.number === undefined ? '' : String(outcome.number),
    'pull-request-url': outcome.url ?? '',
    'pull-request-state': outcome.state,
  })
  return run.exitCode(outcome.plan.left, 'check')
}

function sentence({ state, number, url }: HealPullRequestOutcome): string {
  if (number === undefined) return 'Nothing to heal.'
  const what = `pull request #${number} (${url})`
  switch (state) {
    case 'opened':
      return `Opened ${what}.`
    case 'updated':
      return `Updated ${what}.`
    case 'closed':
      return `Closed ${what}: nothing is left to heal.`
    case 'declined':
      return `People closed ${what}, and nothing has changed since.`
    default:
      return `Nothing new for ${what}.`
  }
}
