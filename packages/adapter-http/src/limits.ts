import { availableParallelism } from 'node:os'

/** What one service gives away. A request past a limit is refused with the limit's name. */
export interface Limits {
  /** Bytes of a request's body. */
  readonly bodyBytes: number
  /** Files of a request. */
  readonly files: number
  /** Bytes of one file, as UTF-8. */
  readonly fileBytes: number
  /** Bytes of an answer. */
  readonly answerBytes: number
  /** Milliseconds that a run may take; its worker is ended then. */
  readonly runMs: number
  /** Heap of a worker in MiB; a run that needs more is ended. */
  readonly memoryMb: number
  /** Runs at a time, each in a thread of its own. */
  readonly workers: number
  /** Requests that may wait for a worker; more get 429. */
  readonly waiting: number
  /** Milliseconds that a request may wait for a worker; then it gets 503. */
  readonly waitMs: number
  /** Milliseconds that a client has to send a request whole. */
  readonly requestMs: number
  /** Open connections; more are closed at once. */
  readonly connections: number
  /** Milliseconds that `close` lets running requests end. */
  readonly graceMs: number
}

/** What holds where an option names nothing else. */
export const defaultLimits: Limits = {
  bodyBytes: 8 * 1024 * 1024,
  files: 2000,
  fileBytes: 2 * 1024 * 1024,
  answerBytes: 64 * 1024 * 1024,
  runMs: 30_000,
  memoryMb: 1024,
  workers: Math.min(4, availableParallelism()),
  waiting: 32,
  waitMs: 30_000,
  requestMs: 30_000,
  connections: 2048,
  graceMs: 10_000,
}
