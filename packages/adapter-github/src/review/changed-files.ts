import type { GitHubClient, RepositoryName } from '../client.ts'
import { told } from '../failure.ts'

/** A file that a pull request changes. */
export interface ChangedFile {
  readonly path: string
  /** Its hunks; absent for what GitHub shows no diff of: binary files, large ones. */
  readonly patch?: string
}

/** The files that a pull request adds or changes, as they are called after it. GitHub lists 3,000 at most. */
export async function changedFiles(
  client: GitHubClient,
  repository: RepositoryName,
  pullRequest: number,
): Promise<readonly ChangedFile[]> {
  const files = await told(`reading what pull request ${pullRequest} changes`, () =>
    client.paginate('GET /repos/{owner}/{repo}/pulls/{pull_number}/files', {
      ...repository,
      pull_number: pullRequest,
      per_page: 100,
    }),
  )
  return files
    .filter(({ status }) => status !== 'removed')
    .map(({ filename, patch }) => ({ path: filename, ...(patch === undefined ? {} : { patch }) }))
}
