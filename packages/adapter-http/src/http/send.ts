import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Problem } from '../problem.ts'

/** Milliseconds for which what a refused client still sends is thrown away; cut at once, it would not see the answer. */
const drainMs = 2000

/** Sends JSON that is ready. */
export function sendJson(
  response: ServerResponse,
  status: number,
  body: string | Uint8Array,
  type = 'application/json',
): void {
  if (response.headersSent || response.destroyed) return
  response.writeHead(status, {
    'content-type': type,
    'content-length': typeof body === 'string' ? Buffer.byteLength(body) : body.byteLength,
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
  })
  response.end(body)
}

/**
 * Sends a problem. A client that still sends its body is heard to the end, for a while: `Connection: close` would have the
 * connection end with the answer.
 */
export function sendProblem(request: IncomingMessage, response: ServerResponse, problem: Problem): void {
  if (problem.status === 401) response.setHeader('www-authenticate', 'Bearer')
  if (problem.status === 429 || problem.status === 503) response.setHeader('retry-after', '1')
  if (!request.complete) {
    request.resume()
    const cut = setTimeout(() => request.destroy(), drainMs)
    request.once('close', () => clearTimeout(cut))
  }
  sendJson(response, problem.status, JSON.stringify(problem), 'application/problem+json')
}
