import { Octokit } from '@octokit/core'
import { paginateRest } from '@octokit/plugin-paginate-rest'
import { retry } from '@octokit/plugin-retry'
import { type ThrottlingOptions, throttling } from '@octokit/plugin-throttling'

const Plain = Octokit.plugin(retry, throttling, paginateRest)

/** Octokit that paces writes, waits out rate limits, repeats what failed on the other side, and pages. */
export type GitHubClient = Octokit & ReturnType<typeof paginateRest>

export interface ClientOptions {
  /** Absent: requests are anonymous. */
  readonly token?: string
  /** Default `https://api.github.com`; GitHub Enterprise Server has it under `/api/v3`. */
  readonly baseUrl?: string
  /** Seconds that a rate limit may ask to wait for; a longer one is an error. Default 900. */
  readonly patience?: number
  /** Told of each wait, in words. */
  readonly onWait?: (message: string) => void
  /** Overrides for `@octokit/plugin-throttling`, such as groups with a pace of their own. */
  readonly throttle?: Partial<ThrottlingOptions>
  /** Milliseconds that one second of waiting takes. Default 1000. */
  readonly second?: number
}

const repeats = 3

/**
 * A client for api.github.com or a server of one's own. Writes are a second apart and those that notify people three, as
 * "Best practices for using the REST API" of docs.github.com asks; a 403 or 429 of a rate limit is waited for as its headers
 * say; 5xx is repeated up to three times.
 */
export function createClient(options: ClientOptions = {}): GitHubClient {
  const { token, baseUrl, patience = 900, onWait = () => {}, second = 1000 } = options
  const wait =
    (kind: string) =>
    (seconds: number, request: { method: string; url: string }, _: unknown, count: number): boolean => {
      const goesOn = seconds <= patience && count < repeats
      const what = `${request.method} ${request.url}: ${kind} of GitHub`
      onWait(goesOn ? `${what}, going on in ${seconds} s` : `${what} asks to wait ${seconds} s: given up`)
      return goesOn
    }
  return new Plain({
    ...(token === undefined ? {} : { auth: token }),
    ...(baseUrl === undefined ? {} : { baseUrl }),
    userAgent: 'regraft',
    // Its warnings of deprecations and limits would be taken for output of the run.
    log: { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} },
    // 429 is a rate limit: the other plugin waits for it.
    retry: {
      retries: repeats,
      retryAfterBaseValue: second,
      doNotRetry: [400, 401, 403, 404, 409, 410, 422, 429, 451],
    },
    throttle: {
      retryAfterBaseValue: second,
      onRateLimit: wait('the rate limit'),
      onSecondaryRateLimit: wait('the secondary rate limit'),
      ...options.throttle,
    },
  })
}

/** For requests that would make a second comment or pull request when the first one had come through after all. */
export const once: { readonly retries: 0 } = { retries: 0 }

/** `owner/name` in two. */
export interface RepositoryName {
  readonly owner: string
  readonly repo: string
}
