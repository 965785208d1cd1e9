import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { hostHeaderValidation, originValidation, toNodeHandler } from '@modelcontextprotocol/node'
import { createMcpHandler, isLegacyRequest, type McpServerFactory } from '@modelcontextprotocol/server'
import { Sessions } from './sessions.ts'
import { tokenCheck } from './token.ts'

/** Bytes of a request. Calls are small: files stay on disk. */
const maxRequestBodySize = 1024 * 1024

/** How a server is reached over HTTP. */
export interface HttpOptions {
  /** What `Authorization: Bearer …` must carry. Absent: everybody who reaches the address is served. */
  readonly token?: string
  /** Names beside localhost that `Host` and `Origin` may have; others are refused, against DNS rebinding. */
  readonly hosts?: readonly string[]
  /** Sessions of older clients that are kept. Default 64. */
  readonly sessions?: number
  readonly onError?: (error: Error) => void
}

/** A server of `node:http` that the caller lets listen; the endpoint is `/mcp`. */
export interface McpHttpServer {
  readonly server: Server
  close(): Promise<void>
}

const local = ['localhost', '127.0.0.1', '[::1]']

/** Serves MCP over streamable HTTP, to clients of 2026-07-28 and of the versions before. */
export function mcpHttpServer(factory: McpServerFactory, options: HttpOptions = {}): McpHttpServer {
  const hosts = [...local, ...(options.hosts ?? [])]
  const [isHost, isOrigin] = [hostHeaderValidation(hosts), originValidation(hosts)]
  const isAllowed = options.token === undefined ? () => true : tokenCheck(options.token)
  const sessions = new Sessions(factory, options.sessions ?? 64, maxRequestBodySize)
  const onerror = options.onError ?? (() => undefined)
  const modern = createMcpHandler(factory, {
    legacy: 'reject',
    maxRequestBodySize,
    maxSubscriptions: 64,
    onerror,
  })
  const fetch: typeof modern.fetch = async (request, more) =>
    (await isLegacyRequest(request, undefined, { maxRequestBodySize }))
      ? sessions.fetch(request)
      : modern.fetch(request, more)
  const handle = toNodeHandler({ fetch }, { maxRequestBodySize, onerror })
  const server = createServer({ requestTimeout: 30_000 }, (request, response) => {
    if (!isHost(request, response) || !isOrigin(request, response)) return
    if (request.url?.split('?', 1)[0] !== '/mcp')
      return refuse(request, response, 404, 'The endpoint is /mcp')
    if (!isAllowed(request.headers.authorization)) {
      response.setHeader('www-authenticate', 'Bearer')
      return refuse(request, response, 401, 'The request carries no token that is known here')
    }
    // Node's own request: it differs in that members which may be absent may be undefined, too.
    void handle(request as Parameters<typeof handle>[0], response)
  })
  server.maxConnections = 2048
  return {
    server,
    close: async () => {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()))
      await Promise.all([modern.close(), sessions.close()])
      server.closeAllConnections()
      await closed
    },
  }
}

function refuse(request: IncomingMessage, response: ServerResponse, status: number, message: string): void {
  request.resume()
  const body = JSON.stringify({ jsonrpc: '2.0', error: { code: -32000, message }, id: null })
  response.writeHead(status, { 'content-type': 'application/json', connection: 'close' }).end(body)
}
