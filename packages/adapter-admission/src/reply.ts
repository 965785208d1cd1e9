import type { ServerResponse } from 'node:http'
import { Refusal, statusBody } from './refusal.ts'

/** What an error is to the client. Only a log says more of a defect. */
export function refusalOf(error: unknown): Refusal {
  if (error instanceof Refusal) return error
  return new Refusal(500, 'A defect of regraft; its log says more.', { cause: error })
}

export function refuse(response: ServerResponse, refusal: Refusal): void {
  // Whoever sends so slowly may begin anew.
  if (refusal.status === 504) response.setHeader('connection', 'close')
  // With this header client-go, and so the API server, sends again (rest/with_retry.go), within its own timeout.
  if (refusal.status === 429) response.setHeader('retry-after', '1')
  send(response, refusal.status, 'application/json', statusBody(refusal))
}

export function send(response: ServerResponse, status: number, type: string, body: string): void {
  if (response.headersSent || response.destroyed) return
  response.writeHead(status, { 'content-type': type, 'content-length': Buffer.byteLength(body) })
  response.end(body)
}
