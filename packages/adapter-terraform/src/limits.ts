/** What the server gives away. */
export interface Limits {
  /** Bytes of a request of HCP Terraform. */
  readonly requestBytes: number
  /** Bytes of a plan. */
  readonly planBytes: number
  /** Plans that are judged at a time, each in a thread of its own. */
  readonly workers: number
  /** Tasks that may wait; more are refused with 429, and HCP Terraform asks again. */
  readonly waiting: number
  /** Milliseconds that judging a plan may take; its thread is ended then. */
  readonly judgeMs: number
  /** Heap of a thread in MiB. */
  readonly memoryMb: number
  /** Milliseconds that one call of HCP Terraform may take. */
  readonly callMs: number
  /** Tries of a call that fails in a way that may pass. */
  readonly tries: number
  /** Milliseconds before the second try; doubled before each further one. */
  readonly retryMs: number
  /** Milliseconds that `close` gives tasks that were begun. */
  readonly graceMs: number
  /** Outcomes of one task. */
  readonly outcomes: number
  /** Characters of an outcome's text. */
  readonly outcomeLength: number
}

/** What holds where an option names nothing else. HCP Terraform waits ten minutes for an answer. */
export const defaultLimits: Limits = {
  requestBytes: 256 * 1024,
  planBytes: 64 * 1024 * 1024,
  workers: 2,
  waiting: 500,
  judgeMs: 120_000,
  memoryMb: 1024,
  callMs: 30_000,
  tries: 5,
  retryMs: 500,
  graceMs: 30_000,
  outcomes: 100,
  outcomeLength: 8000,
}
