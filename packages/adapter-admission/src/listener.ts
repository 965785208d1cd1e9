import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'
import type { Admission, Answer, Endpoint } from './admission.ts'
import { bodyOf } from './body.ts'
import { withDeadline } from './deadline.ts'
import { defaultLimits, type Limits, timeFor } from './limits.ts'
import { createMetrics, type Metrics } from './metrics.ts'
import { Refusal } from './refusal.ts'
import { refusalOf, refuse, send } from './reply.ts'

/** Something that answers reviews; gives up when `signal` says so, if it can. */
export interface Reviewer {
  review(endpoint: Endpoint, body: string, signal?: AbortSignal): Promise<Answer>
}

export interface ListenerOptions extends Partial<Limits> {
  /** Whether `/readyz` is well. Default: always. */
  readonly ready?: () => boolean
  /** Whether a request may ask for a review. Default: every one. */
  readonly trusted?: (request: IncomingMessage) => boolean
  /** Told about every review, for a log. */
  readonly onReview?: (event: ReviewEvent) => void
  /** @internal */
  readonly metrics?: Metrics
}

/** How one review went: its answer, or why there was none. */
export interface ReviewEvent {
  readonly endpoint: Endpoint
  readonly status: number
  readonly seconds: number
  readonly answer?: Answer
  readonly error?: unknown
}

interface Context {
  readonly reviewer: Reviewer
  readonly limits: Limits
  readonly metrics: Metrics
  readonly options: ListenerOptions
  held: number
  heldBytes: number
}

/** Bodies of the largest size whose bytes are held at a time; small ones come to many more. */
const largeAtOnce = 8

/** Serves `/validate`, `/mutate`, `/healthz`, `/readyz` and `/metrics` in a Node server of one's own. */
export function admissionListener(
  reviewer: Admission | Reviewer,
  options: ListenerOptions = {},
): RequestListener {
  const { maxBodyBytes, maxInFlight, timeout } = options
  const context: Context = {
    reviewer,
    limits: {
      maxBodyBytes: maxBodyBytes ?? defaultLimits.maxBodyBytes,
      maxInFlight: maxInFlight ?? defaultLimits.maxInFlight,
      timeout: timeout ?? defaultLimits.timeout,
    },
    metrics: options.metrics ?? createMetrics(),
    options,
    held: 0,
    heldBytes: 0,
  }
  return (request, response) => {
    // A client that goes away is its own affair.
    request.on('error', () => {})
    void route(context, request, response).catch((error: unknown) => refuse(response, refusalOf(error)))
  }
}

async function route(context: Context, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = new URL(request.url ?? '/', 'https://localhost')
  if (url.pathname === '/validate' || url.pathname === '/mutate') {
    const endpoint = url.pathname === '/validate' ? 'validate' : 'mutate'
    return reviewed(context, endpoint, timeFor(url.searchParams, context.limits), request, response)
  }
  if (request.method !== 'GET' && request.method !== 'HEAD')
    throw new Refusal(405, 'Only GET is served here.')
  switch (url.pathname) {
    case '/healthz':
      return send(response, 200, 'text/plain', 'ok\n')
    case '/readyz': {
      const ready = context.options.ready?.() ?? true
      return send(response, ready ? 200 : 503, 'text/plain', ready ? 'ok\n' : 'stopping\n')
    }
    case '/metrics':
      return send(response, 200, context.metrics.contentType, await context.metrics.text())
    default:
      throw new Refusal(404, 'There is /validate, /mutate, /healthz, /readyz and /metrics.')
  }
}

async function reviewed(
  context: Context,
  endpoint: Endpoint,
  timeout: number,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { metrics, options } = context
  const started = performance.now()
  const seconds = (): number => (performance.now() - started) / 1000
  metrics.inFlight(++context.held)
  try {
    const answer = await answerTo(context, endpoint, timeout, request)
    send(response, 200, 'application/json', answer.body)
    metrics.answered(endpoint, answer, seconds())
    options.onReview?.({ endpoint, status: 200, seconds: seconds(), answer })
  } catch (error) {
    const refusal = refusalOf(error)
    refuse(response, refusal)
    metrics.refused(endpoint, refusal.status, seconds())
    options.onReview?.({ endpoint, status: refusal.status, seconds: seconds(), error })
  } finally {
    metrics.inFlight(--context.held)
  }
}

async function answerTo(
  context: Context,
  endpoint: Endpoint,
  timeout: number,
  request: IncomingMessage,
): Promise<Answer> {
  const { reviewer, limits, options, held } = context
  if (request.method !== 'POST') throw new Refusal(405, 'Reviews are sent with POST.')
  if (!(options.trusted?.(request) ?? true)) throw new Refusal(403, 'A client certificate is needed.')
  if (!/^application\/json\b/i.test(request.headers['content-type'] ?? ''))
    throw new Refusal(415, 'A review is application/json.')
  if (held > limits.maxInFlight) throw new Refusal(429, `More than ${limits.maxInFlight} reviews at a time.`)
  return withDeadline(timeout, async (signal) => {
    let bytes = 0
    try {
      const body = await bodyOf(request, limits.maxBodyBytes, (more) => {
        bytes += more
        context.heldBytes += more
        if (context.heldBytes > largeAtOnce * limits.maxBodyBytes)
          throw new Refusal(429, 'More bytes of reviews than are held at a time.')
      })
      return await reviewer.review(endpoint, body, signal)
    } finally {
      context.heldBytes -= bytes
    }
  })
}
