import {
  CLIENT_CAPABILITIES_META_KEY,
  type ClientCapabilities,
  type InputRequiredResult,
  inputRequired,
  inputResponse,
  type McpServer,
  type ServerContext,
} from '@modelcontextprotocol/server'

/** What a client says of its roots: their URIs, or the question that it has to be asked first. */
export type Roots = { readonly known: readonly string[] | undefined } | { readonly ask: InputRequiredResult }

/**
 * Asks on every call, for roots change. A client of the protocol before 2026-07-28 is asked by `roots/list`, a newer one by
 * the result: the library does either for the same answer. A client without the ability has no roots to tell.
 */
export function rootsOf(server: McpServer, { mcpReq }: ServerContext): Roots {
  // A newer client says it with each request; the library types only the keys that every one must have.
  const envelope: { readonly [key: string]: unknown } | undefined = mcpReq.envelope
  const own = envelope?.[CLIENT_CAPABILITIES_META_KEY] as ClientCapabilities | undefined
  const capabilities = own ?? server.server.getClientCapabilities()
  if (capabilities?.roots === undefined) return { known: undefined }
  const told = inputResponse(mcpReq.inputResponses, 'roots')
  if (told.kind !== 'roots')
    return { ask: inputRequired({ inputRequests: { roots: inputRequired.listRoots() } }) }
  return { known: told.roots.map(({ uri }) => String(uri)) }
}
