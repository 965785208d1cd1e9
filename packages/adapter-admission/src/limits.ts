/** What one server takes upon itself. Times in milliseconds, sizes in bytes. */
export interface Limits {
  /** The largest body of a request. An update carries two objects, and the API server takes up to 3 MiB for each. */
  readonly maxBodyBytes: number
  /** Reviews that are held at a time, running or waiting; more are answered with 429. */
  readonly maxInFlight: number
  /** After this long a review is answered with 504. Kubernetes waits 10 s unless the webhook's configuration says otherwise. */
  readonly timeout: number
}

export const defaultLimits: Limits = { maxBodyBytes: 7 * 1024 * 1024, maxInFlight: 128, timeout: 8000 }

/** What is taken off the time that the API server gives: the answer has to travel. */
const travel = 200

/** The time for one review: the server's, or less where the API server says in `?timeout=10s` that it waits less. */
export function timeFor(query: URLSearchParams, limits: Limits): number {
  const seconds = /^(\d{1,3})s$/.exec(query.get('timeout') ?? '')?.[1]
  if (seconds === undefined) return limits.timeout
  return Math.max(1, Math.min(limits.timeout, Number(seconds) * 1000 - travel))
}
