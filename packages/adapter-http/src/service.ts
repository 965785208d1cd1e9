import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { type Context, routes } from './http/routes.ts'
import { sendProblem } from './http/send.ts'
import { defaultLimits, type Limits } from './limits.ts'
import { openapi } from './openapi.ts'
import { problemOf, Refusal } from './problem.ts'
import { Pool } from './threads/pool.ts'
import { tokenCheck } from './token.ts'

/** How a service is made. */
export interface ServiceOptions {
  /** What `Authorization: Bearer …` may carry. None: everybody is served; then bind it where only trusted ones are. */
  readonly tokens?: readonly string[]
  /** OPA bundles (gzip tar) beside the built-in policies; their rules take the place of those with the same id. */
  readonly bundles?: readonly Uint8Array[]
  readonly limits?: Partial<Limits>
  /** Told of each answer. */
  readonly onAnswer?: (answer: Answer) => void
  /** Told of errors that are defects. */
  readonly onDefect?: (cause: string) => void
}

/** One answer, for a log. The path is as it was asked, without its query. */
export interface Answer {
  readonly method: string
  readonly path: string
  /** 0 when the client went away before it had an answer. */
  readonly status: number
  readonly ms: number
}

/** The service: a server of `node:http` that the caller lets listen. */
export interface Service {
  readonly server: Server
  /** Resolves when every worker has loaded the policies; rejects when they cannot be loaded. */
  readonly ready: Promise<void>
  /** Refuses what is new, lets what runs end for a while, then ends it. */
  close(): Promise<void>
}

/** Makes a service and starts its workers. Texts that are sent stay in memory; no file is read or written for them. */
export function createService(options: ServiceOptions = {}): Service {
  const limits = { ...defaultLimits, ...options.limits }
  const pool = new Pool({ bundles: options.bundles ?? [], limits })
  const context: Context = {
    limits,
    pool,
    allowed: options.tokens === undefined ? () => true : tokenCheck(options.tokens),
    rules: undefined,
    stopping: false,
    openapi: JSON.stringify(openapi({ limits, token: options.tokens !== undefined })),
    onDefect: options.onDefect ?? (() => undefined),
  }
  const server = createServer({ requestTimeout: limits.requestMs, connectionsCheckingInterval: 1000 })
  server.maxConnections = limits.connections
  server.on('request', (request, response) => {
    if (options.onAnswer) note(request, response, options.onAnswer)
    void serve(context, request, response)
  })
  const ready = pool.ready.then((rules) => {
    context.rules = JSON.stringify({ rules })
  })
  return { server, ready, close: () => close(context, server) }
}

async function serve(context: Context, request: IncomingMessage, response: ServerResponse): Promise<void> {
  try {
    const path = pathOf(request)
    // Before anything is told about what there is.
    if (path.startsWith('/v1/') && !context.allowed(request.headers.authorization))
      throw new Refusal(401, 'TOKEN', 'The request carries no token that is known here', {
        hint: 'Send `Authorization: Bearer <token>`.',
      })
    const methods = Object.hasOwn(routes, path) ? routes[path] : undefined
    if (methods === undefined) throw new Refusal(404, 'NOT_FOUND', 'There is no such path')
    const method = request.method === 'HEAD' ? 'GET' : (request.method ?? '')
    const route = Object.hasOwn(methods, method) ? methods[method] : undefined
    if (route === undefined) {
      response.setHeader('allow', Object.keys(methods).join(', '))
      throw new Refusal(405, 'METHOD', `Only ${Object.keys(methods).join(', ')} is answered here`)
    }
    await route(context, request, response)
  } catch (error) {
    const problem = problemOf(error)
    if (problem.status === 500 && error instanceof Error) context.onDefect(error.stack ?? error.message)
    sendProblem(request, response, problem)
  }
}

function pathOf({ url = '/' }: IncomingMessage): string {
  return url.split('?', 1)[0] ?? '/'
}

function note(request: IncomingMessage, response: ServerResponse, tell: (answer: Answer) => void): void {
  const started = performance.now()
  response.once('close', () =>
    tell({
      method: request.method ?? '',
      path: pathOf(request),
      status: response.headersSent ? response.statusCode : 0,
      ms: Math.round(performance.now() - started),
    }),
  )
}

async function close(context: Context, server: Server): Promise<void> {
  context.stopping = true
  const closed = new Promise<void>((resolve) => server.close(() => resolve()))
  // Connections that clients keep are idle as soon as their last answer is sent.
  const idle = setInterval(() => server.closeIdleConnections(), 50)
  const grace = setTimeout(() => server.closeAllConnections(), context.limits.graceMs)
  await closed
  clearTimeout(grace)
  clearInterval(idle)
  await context.pool.close()
}
