import type { GitHubClient, RepositoryName } from '../client.ts'
import { told } from '../failure.ts'
import { digestIn } from './comment.ts'

/** A thread of a review that begins with a suggestion of ours. */
export interface SuggestionThread {
  readonly digest: string
  /** Node id of the comment. */
  readonly comment: string
  /** The lines it stands at have changed since. */
  readonly isOutdated: boolean
  readonly isResolved: boolean
  /** Why it is hidden, in GitHub's words: `outdated`, `off-topic`; undefined when it is shown. */
  readonly hidden: string | undefined
}

interface Page {
  readonly repository: {
    readonly pullRequest: {
      readonly reviewThreads: {
        readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null }
        readonly nodes: readonly {
          readonly isOutdated: boolean
          readonly isResolved: boolean
          readonly comments: {
            readonly nodes: readonly {
              readonly id: string
              readonly body: string
              readonly isMinimized: boolean
              readonly minimizedReason: string | null
              readonly viewerDidAuthor: boolean
            }[]
          }
        }[]
      }
    } | null
  } | null
}

const query = `query ($owner: String!, $repo: String!, $number: Int!, $after: String) {
  repository(owner: $owner, name: $repo) {
    pullRequest(number: $number) {
      reviewThreads(first: 100, after: $after) {
        pageInfo { hasNextPage endCursor }
        nodes {
          isOutdated
          isResolved
          comments(first: 1) {
            nodes { id body isMinimized minimizedReason viewerDidAuthor }
          }
        }
      }
    }
  }
}`

const mutation = `mutation ($comment: ID!) {
  minimizeComment(input: { subjectId: $comment, classifier: OUTDATED }) { minimizedComment { isMinimized } }
}`

/** The suggestions that were made here before. A marker that somebody else wrote counts for nothing. */
export async function suggestionThreads(
  client: GitHubClient,
  repository: RepositoryName,
  number: number,
): Promise<readonly SuggestionThread[]> {
  const threads: SuggestionThread[] = []
  let after: string | null = null
  do {
    const page: Page = await told(`reading the reviews of pull request ${number}`, () =>
      client.graphql<Page>(query, { ...repository, number, after }),
    )
    const found = page.repository?.pullRequest?.reviewThreads
    for (const { isOutdated, isResolved, comments } of found?.nodes ?? []) {
      const [comment] = comments.nodes
      const digest = comment?.viewerDidAuthor === true ? digestIn(comment.body) : undefined
      if (comment === undefined || digest === undefined) continue
      const hidden = comment.isMinimized ? (comment.minimizedReason ?? 'hidden') : undefined
      threads.push({ digest, comment: comment.id, isOutdated, isResolved, hidden })
    }
    after = found?.pageInfo.hasNextPage === true ? found.pageInfo.endCursor : null
  } while (after !== null)
  return threads
}

/**
 * Hides a comment as outdated. Resolving its thread would say more, but GitHub wants `contents: write` for that
 * (github.com/orgs/community/discussions/204269), which nothing that reads a pull request should have.
 */
export async function hideOutdated(client: GitHubClient, { comment }: SuggestionThread): Promise<void> {
  await told('hiding an outdated suggestion', () => client.graphql(mutation, { comment }))
}
