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
  writeHead(response, status, body, type)
  response.end(body)
}

function writeHead(response: ServerResponse, status: number, body: string | Uint8Array, type: string): void {
  response.writeHead(status, {
    'content-type': type,
    'content-length': typeof body === 'string' ? Buffer.byteLength(body) : body.byteLength,
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
  })
}

/**
 * Sends a problem. A client that still sends its body has the answer at once and is heard to the end, for a while: ended
 * before, the connection could be gone before the answer is read.
 */
export function sendProblem(request: IncomingMessage, response: ServerResponse, problem: Problem): void {
  if (problem.status === 401) response.setHeader('www-authenticate', 'Bearer')
  if (problem.status === 429 || problem.status === 503) response.setHeader('retry-after', '1')
  const [body, type] = [JSON.stringify(problem), 'application/problem+json']
  if (request.complete || response.headersSent || response.destroyed) {
    sendJson(response, problem.status, body, type)
    return
  }
  writeHead(response, problem.status, body, type)
  response.write(body)
  const cut = setTimeout(() => request.destroy(), drainMs)
  const end = (): void => {
    clearTimeout(cut)
    response.end()
  }
  request.once('end', end)
  request.once('close', end)
  request.resume()
}
