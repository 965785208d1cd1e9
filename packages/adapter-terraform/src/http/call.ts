import { setTimeout as sleep } from 'node:timers/promises'
import type { Limits } from '../limits.ts'
import type { Origins } from '../origins.ts'
import { Refusal } from '../refusal.ts'

const mostRedirects = 3
const longestWait = 30_000

/** One call of HCP Terraform's API. */
export interface Call {
  readonly method: 'GET' | 'PATCH'
  readonly url: URL
  readonly token: string
  /** JSON:API. */
  readonly body?: string
  /** Bytes of an answer that are read. */
  readonly limit: number
}

/**
 * Calls, again where that may help: no answer, 429, or a failure of the server. The token goes to the first server alone, and
 * redirects only to servers that are allowed. Throws `Refusal` with what went wrong at last.
 */
export async function call(
  request: Call,
  {
    origins,
    limits,
    signal,
  }: { readonly origins: Origins; readonly limits: Limits; readonly signal: AbortSignal },
): Promise<Uint8Array> {
  for (let tried = 1; ; tried++) {
    const answer = await once(request, origins, AbortSignal.any([signal, AbortSignal.timeout(limits.callMs)]))
    if (answer instanceof Uint8Array) return answer
    if (tried >= limits.tries || signal.aborted) throw new Refusal(502, answer.problem)
    await sleep(Math.min(answer.afterMs ?? limits.retryMs * 2 ** (tried - 1), longestWait), undefined, {
      signal,
    })
  }
}

/** A try that failed in a way that may pass. */
interface Failed {
  readonly problem: string
  readonly afterMs?: number
}

async function once(request: Call, origins: Origins, signal: AbortSignal): Promise<Uint8Array | Failed> {
  const what = `${request.method} ${request.url.origin}`
  let url = request.url
  try {
    for (let redirects = 0; ; redirects++) {
      const response = await send(request, url, signal)
      const { status, headers } = response
      const location = status >= 301 && status <= 308 && status !== 304 ? headers.get('location') : null
      if (location === null) return await answerOf(response, what, request.limit)
      await response.body?.cancel()
      if (request.method !== 'GET' || redirects >= mostRedirects)
        throw new Refusal(502, `${what} redirects once too often`)
      url = origins.url('a redirect', location, url)
    }
  } catch (error) {
    if (error instanceof Refusal) throw error
    const timedOut = signal.reason instanceof DOMException && signal.reason.name === 'TimeoutError'
    return { problem: `${what} ${timedOut ? 'took too long' : 'got no answer'}` }
  }
}

async function send(
  { method, url: first, token, body }: Call,
  url: URL,
  signal: AbortSignal,
): Promise<Response> {
  return fetch(url, {
    method,
    redirect: 'manual',
    signal,
    headers: {
      ...(url.origin === first.origin ? { authorization: `Bearer ${token}` } : {}),
      ...(body === undefined
        ? { accept: 'application/json' }
        : { 'content-type': 'application/vnd.api+json' }),
    },
    ...(body === undefined ? {} : { body }),
  })
}

async function answerOf(response: Response, what: string, limit: number): Promise<Uint8Array | Failed> {
  const { status, headers } = response
  if (status === 200) return bounded(response, what, limit)
  await response.body?.cancel()
  // A plan that is not there yet is 204.
  if (status === 429 || status >= 500 || (status === 204 && what.startsWith('GET'))) {
    const after = headers.get('retry-after')
    const seconds = after === null ? Number.NaN : Number(after)
    return { problem: `${what} answered ${status}`, ...(seconds >= 0 ? { afterMs: seconds * 1000 } : {}) }
  }
  if (status > 200 && status < 300) return new Uint8Array()
  throw new Refusal(502, `${what} answered ${status}`)
}

async function bounded(response: Response, what: string, limit: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of response.body ?? []) {
    size += chunk.length
    // Leaving the loop ends the connection.
    if (size > limit) throw new Refusal(413, `${what} answered with more than ${limit} bytes`)
    chunks.push(chunk)
  }
  const out = new Uint8Array(size)
  let at = 0
  for (const chunk of chunks) {
    out.set(chunk, at)
    at += chunk.length
  }
  return out
}
