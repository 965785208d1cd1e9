import type {
  CallToolResult,
  InputRequiredResult,
  McpServer,
  ServerContext,
} from '@modelcontextprotocol/server'
import type { Engine } from '@regraft/engine'
import { failed } from './failure.ts'
import { type Folders, foldersOf } from './folders.ts'
import { rootsOf } from './roots.ts'
import type { Turns } from './run/turns.ts'

/** What the tools share. */
export interface Session {
  readonly engine: () => Promise<Engine>
  /** Folders that the server was started for; absolute, links followed. */
  readonly started: Folders
  /** The folder that is meant where none was named and the client has no roots. */
  readonly current: string
  readonly roots: 'widen' | 'narrow'
  readonly writable: boolean
  readonly turns: Turns
  readonly log: (line: string) => void
}

/** A tool's result: text for clients that know no other, data by its schema for the rest. */
export function result(data: object): CallToolResult {
  // A copy of plain data, so that the cast holds: interfaces have no index signature.
  const structuredContent = data as { [name: string]: unknown }
  return { content: [{ type: 'text', text: JSON.stringify(data) }], structuredContent }
}

/** Carries a call out, its errors told as results. */
export async function answer(
  { log }: Session,
  { mcpReq }: ServerContext,
  work: () => Promise<CallToolResult | InputRequiredResult>,
): Promise<CallToolResult | InputRequiredResult> {
  try {
    return await work()
  } catch (error) {
    // Nobody waits for the result of a call that was cancelled.
    if (mcpReq.signal.aborted) throw error
    return failed(error, log)
  }
}

/** The same for a call that works in folders: the client's roots are asked first. */
export async function answerIn(
  session: Session,
  server: McpServer,
  context: ServerContext,
  work: (folders: Folders) => Promise<CallToolResult>,
): Promise<CallToolResult | InputRequiredResult> {
  return answer(session, context, async () => {
    const roots = rootsOf(server, context)
    if ('ask' in roots) return roots.ask
    return work(foldersOf(session.started, session.current, roots.known, session.roots))
  })
}
