import { RegraftError } from '@regraft/model'
import type { GitHubClient, RepositoryName } from '../client.ts'
import { told } from '../failure.ts'
import { digestIn } from './commits.ts'

/** The healing pull request of an earlier run, open or the last that was closed. */
export interface ExistingPullRequest {
  readonly number: number
  readonly url: string
  readonly isOpen: boolean
  readonly isMerged: boolean
  readonly title: string
  readonly body: string
  /** The digest that its last commit carries. */
  readonly digest: string | undefined
}

/** Looks for it by its branch. */
export async function existingPullRequest(
  client: GitHubClient,
  repository: RepositoryName,
  branch: string,
  base: string,
): Promise<ExistingPullRequest | undefined> {
  return told('looking for the healing pull request', async () => {
    const list = async (state: 'open' | 'closed') =>
      client.request('GET /repos/{owner}/{repo}/pulls', {
        ...repository,
        state,
        head: `${repository.owner}:${branch}`,
        base,
        per_page: 1,
      })
    const found = (await list('open')).data[0] ?? (await list('closed')).data[0]
    if (found === undefined) return undefined
    const { data } = await client.request('GET /repos/{owner}/{repo}/git/commits/{commit_sha}', {
      ...repository,
      commit_sha: found.head.sha,
    })
    return {
      number: found.number,
      url: found.html_url,
      isOpen: found.state === 'open',
      isMerged: found.merged_at !== null,
      title: found.title,
      body: found.body ?? '',
      digest: digestIn(data.message),
    }
  })
}

/**
 * A branch may be moved when all of its commits are ours: nobody's work is lost with them.
 * @throws RegraftError `GITHUB_BRANCH_TAKEN`
 */
export async function requireOwn(
  client: GitHubClient,
  repository: RepositoryName,
  branch: string,
  base: string,
): Promise<void> {
  const commits = await told(`reading the branch ${branch}`, () =>
    client.paginate(
      'GET /repos/{owner}/{repo}/compare/{basehead}',
      { ...repository, basehead: `${base}...${branch}`, per_page: 100 },
      ({ data }) => data.commits,
    ),
  )
  const foreign = commits.find(({ commit }) => digestIn(commit.message) === undefined)
  if (foreign)
    throw new RegraftError(
      'GITHUB_BRANCH_TAKEN',
      `the branch ${branch} holds a commit that is not of regraft: ${foreign.sha.slice(0, 12)}`,
      { hint: 'Merge the pull request, or delete the branch; the next run makes both anew.' },
    )
}
