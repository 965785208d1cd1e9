import type { Engine, HealOptions, Workspace } from '@regraft/engine'
import { RegraftError } from '@regraft/model'
import { type GitHubClient, once, type RepositoryName } from '../client.ts'
import { isFailure, told } from '../failure.ts'
import { type Base, baseOf, headOf, modesIn } from './base.ts'
import { commitsOf, digestIn, type HealCommit, makeCommits } from './commits.ts'
import { describe } from './description.ts'
import { type ExistingPullRequest, existingPullRequest, requireOwn } from './existing.ts'
import { type HealPlan, planHeal } from './plan.ts'

export interface HealPullRequestOptions extends HealOptions {
  /** The branch to heal. The workspace must hold the files of its head. */
  readonly base: string
  /** The branch that is made and moved. Default `regraft/heal`. */
  readonly branch?: string
  /** Where the workspace's root lies in the repository. Default ``: it is the repository's root. */
  readonly folder?: string
}

/** `declined`: people closed the same pull request, so it is not made again. `none`: there is nothing to heal. */
export type HealPullRequestState = 'opened' | 'updated' | 'unchanged' | 'closed' | 'declined' | 'none'

export interface HealPullRequestOutcome {
  readonly state: HealPullRequestState
  readonly plan: HealPlan
  readonly number?: number
  readonly url?: string
}

interface Target {
  readonly client: GitHubClient
  readonly repository: RepositoryName
  readonly base: string
  readonly branch: string
}

/**
 * Keeps one pull request with all that can be healed: opens it, moves it when its base moves, closes it when nothing is left.
 * Commits are made through the API, one for each rule; the workspace is only read.
 * @throws RegraftError `GITHUB_BRANCH`, `GITHUB_BRANCH_TAKEN`, `GITHUB_CHECKOUT`, `GITHUB_TOO_MANY` and those of every request
 */
export async function healPullRequest(
  client: GitHubClient,
  repository: RepositoryName,
  engine: Engine,
  workspace: Workspace,
  { base, branch = 'regraft/heal', folder = '', ...options }: HealPullRequestOptions,
): Promise<HealPullRequestOutcome> {
  if (branch === base)
    throw new RegraftError('GITHUB_BRANCH', `the branch ${branch} cannot be healed onto itself`, {
      hint: 'Give the healing a branch of its own, such as regraft/heal.',
    })
  const target = { client, repository, base, branch }
  const plan = await planHeal(engine, workspace, options)
  const existing = await existingPullRequest(client, repository, branch, base)
  if (plan.steps.length === 0) return closed(target, plan, existing)
  const at = await baseOf(client, repository, base)
  const commits = commitsOf(plan.steps, folder, at)
  const digest = digestIn(commits[0]?.message ?? '')
  const text = describe(plan, folder)
  if (existing !== undefined && existing.digest === digest) {
    if (!existing.isOpen) return outcome('declined', plan, existing)
    if (existing.title === text.title && sameText(existing.body, text.body))
      return outcome('unchanged', plan, existing)
  } else await moveBranch(target, at, commits)
  if (existing?.isOpen !== true) return outcome('opened', plan, await open(target, text))
  await update(target, existing.number, text)
  return outcome('updated', plan, existing)
}

function outcome(
  state: HealPullRequestState,
  plan: HealPlan,
  at?: { readonly number: number; readonly url: string },
): HealPullRequestOutcome {
  return { state, plan, ...(at ? { number: at.number, url: at.url } : {}) }
}

/** GitHub gives texts back with its own line ends. */
function sameText(a: string, b: string): boolean {
  return a.replaceAll('\r\n', '\n').trim() === b.trim()
}

async function moveBranch(
  { client, repository, base, branch }: Target,
  at: Base,
  commits: readonly HealCommit[],
): Promise<void> {
  // The bytes at the base are those before the first commit that writes the file.
  const first = new Map(
    commits
      .flatMap(({ writes }) => writes)
      .map((it) => [it.path, it] as const)
      .reverse(),
  )
  const modes = await modesIn(client, repository, at, [...first.values()])
  const head = await told(`reading the branch ${branch}`, () => headOf(client, repository, branch))
  if (head !== undefined) await requireOwn(client, repository, branch, base)
  const sha = await makeCommits(client, repository, at, commits, modes)
  await told<unknown>(`moving the branch ${branch}`, () =>
    head === undefined
      ? client.request('POST /repos/{owner}/{repo}/git/refs', {
          ...repository,
          ref: `refs/heads/${branch}`,
          sha,
        })
      : client.request('PATCH /repos/{owner}/{repo}/git/refs/{ref}', {
          ...repository,
          ref: `heads/${branch}`,
          sha,
          force: true,
        }),
  )
}

async function open(
  { client, repository, base, branch }: Target,
  { title, body }: { readonly title: string; readonly body: string },
): Promise<{ readonly number: number; readonly url: string }> {
  return told('opening the pull request', async () => {
    try {
      const { data } = await client.request('POST /repos/{owner}/{repo}/pulls', {
        ...repository,
        title,
        body,
        head: branch,
        base,
        request: once,
      })
      return { number: data.number, url: data.html_url }
    } catch (error) {
      if (!isFailure(error, 403) || !error.message.includes('not permitted to create')) throw error
      throw new RegraftError('GITHUB_DENIED', 'GitHub Actions may not open pull requests here', {
        hint: 'Allow it in the settings of the repository, under Actions, General, Workflow permissions.',
        cause: error,
      })
    }
  })
}

async function update(
  { client, repository }: Target,
  number: number,
  text: { readonly title: string; readonly body: string },
): Promise<void> {
  await told('describing the pull request', () =>
    client.request('PATCH /repos/{owner}/{repo}/pulls/{pull_number}', {
      ...repository,
      pull_number: number,
      ...text,
    }),
  )
}

/** Nothing is left to heal. */
async function closed(
  { client, repository, base, branch }: Target,
  plan: HealPlan,
  existing: ExistingPullRequest | undefined,
): Promise<HealPullRequestOutcome> {
  if (existing?.isOpen !== true) return outcome('none', plan)
  await requireOwn(client, repository, branch, base)
  await told('closing the pull request', async () => {
    await client.request('PATCH /repos/{owner}/{repo}/pulls/{pull_number}', {
      ...repository,
      pull_number: existing.number,
      state: 'closed',
    })
    await client.request('DELETE /repos/{owner}/{repo}/git/refs/{ref}', {
      ...repository,
      ref: `heads/${branch}`,
    })
  })
  return outcome('closed', plan, existing)
}
