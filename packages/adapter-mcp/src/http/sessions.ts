import { randomUUID } from 'node:crypto'
import {
  type McpServer,
  type McpServerFactory,
  type Server,
  WebStandardStreamableHTTPServerTransport,
} from '@modelcontextprotocol/server'

interface Open {
  readonly transport: WebStandardStreamableHTTPServerTransport
  readonly server: McpServer | Server
}

/**
 * Sessions of clients that speak the protocol before 2026-07-28: cancelling a call and asking for roots need one. The
 * one that was left alone longest ends when there are too many; its client opens another, as the protocol has it.
 */
export class Sessions {
  readonly #factory: McpServerFactory
  readonly #most: number
  readonly #maxRequestBodySize: number
  /** In the order of their last use. */
  readonly #open: Map<string, Open> = new Map()

  constructor(factory: McpServerFactory, most: number, maxRequestBodySize: number) {
    this.#factory = factory
    this.#most = most
    this.#maxRequestBodySize = maxRequestBodySize
  }

  readonly fetch = async (request: Request): Promise<Response> => {
    const id = request.headers.get('mcp-session-id')
    if (id === null) return this.#begin(request)
    const known = this.#open.get(id)
    if (known === undefined) return unknown()
    this.#open.delete(id)
    this.#open.set(id, known)
    return known.transport.handleRequest(request)
  }

  get size(): number {
    return this.#open.size
  }

  async close(): Promise<void> {
    const all = [...this.#open.values()]
    this.#open.clear()
    await Promise.all(all.map(({ server }) => server.close()))
  }

  async #begin(request: Request): Promise<Response> {
    const server = await this.#factory({ era: 'legacy', requestInfo: request })
    const transport: WebStandardStreamableHTTPServerTransport = new WebStandardStreamableHTTPServerTransport({
      sessionIdGenerator: () => randomUUID(),
      onsessioninitialized: (id) => this.#keep(id, { transport, server }),
      onsessionclosed: (id) => void this.#open.delete(id),
      maxRequestBodySize: this.#maxRequestBodySize,
    })
    await server.connect(transport)
    const response = await transport.handleRequest(request)
    // It was no `initialize`, and has its answer.
    if (transport.sessionId === undefined) await server.close()
    return response
  }

  #keep(id: string, open: Open): void {
    this.#open.set(id, open)
    for (const [oldest, { server }] of this.#open) {
      if (this.#open.size <= this.#most) return
      this.#open.delete(oldest)
      void server.close()
    }
  }
}

function unknown(): Response {
  const error = { code: -32001, message: 'Session not found' }
  return Response.json({ jsonrpc: '2.0', error, id: null }, { status: 404 })
}
