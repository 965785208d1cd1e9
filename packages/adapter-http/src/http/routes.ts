import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Limits } from '../limits.ts'
import { Refusal } from '../problem.ts'
import type { Kind } from '../run/request.ts'
import type { Done } from '../threads/messages.ts'
import type { Pool } from '../threads/pool.ts'
import { readBody } from './body.ts'
import { sendJson } from './send.ts'

/** What the routes share. */
export interface Context {
  readonly limits: Limits
  readonly pool: Pool
  readonly allowed: (header: string | undefined) => boolean
  /** JSON, once the workers are ready. */
  rules: string | undefined
  stopping: boolean
  readonly openapi: string
  readonly onDefect: (cause: string) => void
}

type Route = (context: Context, request: IncomingMessage, response: ServerResponse) => Promise<void> | void

/** By path and method. Those below `/v1` need a token. */
export const routes: { readonly [path: string]: { readonly [method: string]: Route } } = {
  '/healthz': { GET: (_, __, response) => sendJson(response, 200, '{"status":"ok"}') },
  '/readyz': {
    GET: (context, _, response) => {
      requireReady(context)
      sendJson(response, 200, '{"status":"ready"}')
    },
  },
  '/openapi.json': { GET: ({ openapi }, _, response) => sendJson(response, 200, openapi) },
  '/v1/rules': { GET: (context, _, response) => sendJson(response, 200, requireReady(context)) },
  '/v1/check': { POST: (context, ...rest) => run('check', context, ...rest) },
  '/v1/heal': { POST: (context, ...rest) => run('heal', context, ...rest) },
}

function requireReady({ rules, stopping }: Context): string {
  if (stopping) throw new Refusal(503, 'NOT_READY', 'The service is stopping')
  if (rules === undefined) throw new Refusal(503, 'NOT_READY', 'The service is starting')
  return rules
}

async function run(
  kind: Kind,
  context: Context,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { limits, pool } = context
  requireReady(context)
  const place = pool.enter()
  if (place === undefined)
    throw new Refusal(429, 'BUSY', `${limits.workers + limits.waiting} requests run or wait already`, {
      hint: 'Try again after the time that Retry-After gives.',
    })
  const leaving = new AbortController()
  // Closed before the answer was sent whole: nobody waits for it any more.
  response.once('close', () => response.writableFinished || leaving.abort())
  try {
    const body = await readBody(request, limits.bodyBytes)
    const done = body && (await place.run(kind, body, leaving.signal))
    if (done) tell(context, done, response)
  } finally {
    place.leave()
  }
}

function tell({ onDefect }: Context, { status, body, cause }: Done, response: ServerResponse): void {
  if (cause !== undefined) onDefect(cause)
  sendJson(response, status, body, status === 200 ? 'application/json' : 'application/problem+json')
}
