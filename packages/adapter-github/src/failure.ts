import { RegraftError } from '@regraft/model'

interface Failed {
  readonly status: number
  readonly message: string
  readonly response?: { readonly headers: { readonly [name: string]: unknown } }
}

/** Whether an error is an answer of GitHub's API, with one of the statuses when they are named. */
export function isFailure(error: unknown, ...statuses: readonly number[]): error is Failed & Error {
  return (
    error instanceof Error &&
    'status' in error &&
    typeof error.status === 'number' &&
    (statuses.length === 0 || statuses.includes(error.status))
  )
}

/** Does the work and turns what GitHub refuses into a `RegraftError` that says what to do. `what`: the work, as in "reading the diff". */
export async function told<T>(what: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    throw explained(what, error)
  }
}

function explained(what: string, error: unknown): unknown {
  if (error instanceof RegraftError || !(error instanceof Error)) return error
  if (isGraphql(error)) return refused(what, error.message, error)
  if (!isFailure(error)) return error
  const says = error.message.replace(/ - https:\/\/\S+$/, '')
  if (isRateLimit(error))
    return new RegraftError('GITHUB_RATE_LIMIT', `${what}: ${says}`, {
      hint: 'Run again later; what was done so far stays and is not done twice.',
      cause: error,
    })
  if (error.status === 401 || error.status === 403 || error.status === 404)
    return new RegraftError('GITHUB_DENIED', `${what}: ${says} (${error.status})`, {
      hint: 'The token needs the permissions that docs/adapters/github.md names, for this repository.',
      cause: error,
    })
  // What got no answer counts as 500 there.
  if (error.response === undefined)
    return new RegraftError('GITHUB_UNREACHABLE', `${what}: GitHub cannot be reached: ${says}`, {
      hint: 'Check the network, and the address of the API.',
      cause: error,
    })
  if (error.status >= 500)
    return new RegraftError('GITHUB_UNREACHABLE', `${what}: GitHub answers ${error.status}: ${says}`, {
      hint: 'Run again; githubstatus.com says whether GitHub has an incident.',
      cause: error,
    })
  return refused(what, `${says} (${error.status})`, error)
}

function refused(what: string, says: string, cause: Error): RegraftError {
  return new RegraftError('GITHUB_REFUSED', `${what}: GitHub refuses it: ${says}`, { cause })
}

function isRateLimit({ status, message, response }: Failed): boolean {
  const limited = status === 429 || /\brate limit\b/i.test(message)
  return (status === 403 || status === 429) && (limited || response?.headers['x-ratelimit-remaining'] === '0')
}

/** Answers of GraphQL that hold errors come with status 200. */
function isGraphql(error: Error): boolean {
  return error.name === 'GraphqlResponseError'
}
