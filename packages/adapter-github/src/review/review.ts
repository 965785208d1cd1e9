import { type RegraftError, severityRank } from '@regraft/model'
import { type GitHubClient, once, type RepositoryName } from '../client.ts'
import { isFailure, told } from '../failure.ts'
import type { ChangedFile } from './changed-files.ts'
import { commentBody, digestOf } from './comment.ts'
import { type DiffLine, diffLines, spans } from './diff-lines.ts'
import type { Suggestion } from './suggestions.ts'
import { hideOutdated, type SuggestionThread, suggestionThreads } from './threads.ts'

export interface PullRequestHead extends RepositoryName {
  readonly number: number
  /** The commit that comments are made on: the head of the pull request. */
  readonly head: string
}

/** What a review came to. Every suggestion is in one of the first three. */
export interface ReviewOutcome {
  readonly posted: readonly Suggestion[]
  /** They stand there from an earlier run; a thread that a person resolved or hid counts. */
  readonly kept: readonly Suggestion[]
  /** Their lines are not all within one hunk of the diff, or there were too many. */
  readonly outside: readonly Suggestion[]
  /** Comments of earlier runs that are outdated now. */
  readonly hidden: number
  /** Why some of them could not be hidden. */
  readonly problems: readonly RegraftError[]
}

export interface ReviewOptions {
  /** Comments that one run may add; the gravest go first. Default 50: people have to read them. */
  readonly most?: number
}

/**
 * Offers suggestions as comments of one review, where the diff shows their lines, and hides those of earlier runs that no
 * longer hold. Paths are relative to the repository.
 */
export async function reviewPullRequest(
  client: GitHubClient,
  pullRequest: PullRequestHead,
  suggestions: readonly Suggestion[],
  changed: readonly ChangedFile[],
  { most = 50 }: ReviewOptions = {},
): Promise<ReviewOutcome> {
  const { owner, repo, number } = pullRequest
  const diffs = new Map(changed.map(({ path, patch }) => [path, diffLines(patch ?? '')]))
  const inside = suggestions.filter((it) => fits(it, diffs.get(it.file)))
  const threads = await suggestionThreads(client, { owner, repo }, number)
  const standing = new Set(threads.filter(isStanding).map(({ digest }) => digest))
  const wanted = inside.filter((it) => !standing.has(digestOf(it)))
  const chosen = new Set([...wanted].sort((a, b) => gravity(b) - gravity(a)).slice(0, most))
  const posted = await post(
    client,
    pullRequest,
    wanted.filter((it) => chosen.has(it)),
  )
  const kept = inside.filter((it) => standing.has(digestOf(it)))
  const present = new Set([...posted, ...kept])
  return {
    posted,
    kept,
    outside: suggestions.filter((it) => !present.has(it)),
    ...(await hide(client, obsolete(threads, inside))),
  }
}

function fits({ first, before }: Suggestion, lines: ReadonlyMap<number, DiffLine> | undefined): boolean {
  return lines !== undefined && spans(lines, first, before)
}

function isStanding({ isOutdated, isResolved, hidden }: SuggestionThread): boolean {
  return !isOutdated && (isResolved || hidden?.toLowerCase() !== 'outdated')
}

function gravity({ findings }: Suggestion): number {
  return Math.max(...findings.map(({ severity }) => severityRank(severity)))
}

/** Those shown whose suggestion is no longer made, or stands at lines that are gone. */
function obsolete(
  threads: readonly SuggestionThread[],
  suggestions: readonly Suggestion[],
): SuggestionThread[] {
  const digests = new Set(suggestions.map(digestOf))
  return threads.filter(
    ({ digest, isOutdated, isResolved, hidden }) =>
      hidden === undefined && !isResolved && (isOutdated || !digests.has(digest)),
  )
}

async function hide(
  client: GitHubClient,
  threads: readonly SuggestionThread[],
): Promise<Pick<ReviewOutcome, 'hidden' | 'problems'>> {
  const problems: RegraftError[] = []
  for (const thread of threads)
    await hideOutdated(client, thread).catch((error: RegraftError) => problems.push(error))
  return { hidden: threads.length - problems.length, problems }
}

interface Comment {
  readonly path: string
  readonly body: string
  readonly line: number
  readonly side: 'RIGHT'
  readonly start_line?: number
  readonly start_side?: 'RIGHT'
}

function commentOf(suggestion: Suggestion): Comment {
  const { file, first, before } = suggestion
  const last = { path: file, body: commentBody(suggestion), line: first + before.length - 1 }
  return before.length === 1
    ? { ...last, side: 'RIGHT' }
    : { ...last, side: 'RIGHT', start_line: first, start_side: 'RIGHT' }
}

/** One review for all; where GitHub does not take a place (422), one comment after the other. Returns those that stand. */
async function post(
  client: GitHubClient,
  { owner, repo, number, head }: PullRequestHead,
  suggestions: readonly Suggestion[],
): Promise<readonly Suggestion[]> {
  if (suggestions.length === 0) return []
  const at = { owner, repo, pull_number: number, commit_id: head, request: once }
  if (await told('writing a review', () => postAll(client, at, suggestions))) return suggestions
  const posted: Suggestion[] = []
  for (const suggestion of suggestions) if (await postOne(client, at, suggestion)) posted.push(suggestion)
  return posted
}

interface Place {
  readonly owner: string
  readonly repo: string
  readonly pull_number: number
  readonly commit_id: string
  readonly request: typeof once
}

async function postAll(
  client: GitHubClient,
  at: Place,
  suggestions: readonly Suggestion[],
): Promise<boolean> {
  const these = suggestions.length === 1 ? 'this' : 'these'
  return taken(() =>
    client.request('POST /repos/{owner}/{repo}/pulls/{pull_number}/reviews', {
      ...at,
      body: `regraft can heal ${these}. Each fix is proven to end its finding and to bring no other.`,
      event: 'COMMENT',
      comments: suggestions.map(commentOf),
    }),
  )
}

async function postOne(client: GitHubClient, at: Place, suggestion: Suggestion): Promise<boolean> {
  return told('writing a review comment', () =>
    taken(() =>
      client.request('POST /repos/{owner}/{repo}/pulls/{pull_number}/comments', {
        ...at,
        ...commentOf(suggestion),
      }),
    ),
  )
}

/** False where GitHub finds no such line in its diff. */
async function taken(request: () => Promise<unknown>): Promise<boolean> {
  try {
    await request()
    return true
  } catch (error) {
    if (isFailure(error, 422)) return false
    throw error
  }
}
