import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'
import type { Admission, Answer, Endpoint } from './admission.ts'
import { bodyOf } from './body.ts'
import { defaultLimits, type Limits, timeFor } from './limits.ts'
import { createMetrics, type Metrics } from './metrics.ts'
import { Refusal, statusBody } from './refusal.ts'

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
}

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
  { reviewer, limits, options, held }: Context,
  endpoint: Endpoint,
  timeout: number,
  request: IncomingMessage,
): Promise<Answer> {
  if (request.method !== 'POST') throw new Refusal(405, 'Reviews are sent with POST.')
  if (!(options.trusted?.(request) ?? true)) throw new Refusal(403, 'A client certificate is needed.')
  if (!/^application\/json\b/i.test(request.headers['content-type'] ?? ''))
    throw new Refusal(415, 'A review is application/json.')
  if (held > limits.maxInFlight) throw new Refusal(429, `More than ${limits.maxInFlight} reviews at a time.`)
  return withDeadline(timeout, async (signal) => {
    const body = await bodyOf(request, limits.maxBodyBytes)
    return reviewer.review(endpoint, body, signal)
  })
}

/** What a task answers, or 504 when it takes longer. */
async function withDeadline<T>(timeout: number, task: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const controller = new AbortController()
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(new Refusal(504, `There was no verdict after ${timeout} ms.`))
      controller.abort()
    }, timeout)
  })
  try {
    return await Promise.race([task(controller.signal), late])
  } finally {
    clearTimeout(timer)
  }
}

function refusalOf(error: unknown): Refusal {
  if (error instanceof Refusal) return error
  return new Refusal(500, 'A defect of regraft; its log says more.', { cause: error })
}

/** A body that was not read to its end would be taken for the next request: the connection ends with it. */
function refuse(response: ServerResponse, refusal: Refusal): void {
  if (refusal.status === 413 || refusal.status === 504) response.setHeader('connection', 'close')
  // The API server sends again what is answered so, within its own timeout.
  if (refusal.status === 429) response.setHeader('retry-after', '1')
  send(response, refusal.status, 'application/json', statusBody(refusal))
}

function send(response: ServerResponse, status: number, type: string, body: string): void {
  if (response.headersSent || response.destroyed) return
  response.writeHead(status, { 'content-type': type, 'content-length': Buffer.byteLength(body) })
  response.end(body)
}
