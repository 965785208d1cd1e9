import { McpServer, type McpServerFactory } from '@modelcontextprotocol/server'
import { createEngine, type Engine } from '@regraft/engine'
import { builtin } from '@regraft/policies'
import { realFolder } from './folders.ts'
import { Turns } from './run/turns.ts'
import type { Session } from './session.ts'
import { registerCheck } from './tools/check.ts'
import { registerHeal } from './tools/heal.ts'
import { registerPolicyTest } from './tools/policy-test.ts'
import { registerExplain, registerListRules } from './tools/rules.ts'
import { version } from './version.ts'

/** How a server is made. */
export interface McpOptions {
  /** Folders that it works in. None: the client's roots, or without these the current folder. */
  readonly folders?: readonly string[]
  /** Whether `heal` may write when a call says so. Default: no. */
  readonly writable?: boolean
  /**
   * What a client's roots do: `widen` what may be read, as is right for a client that started the server itself, or
   * `narrow` it, for clients that come over a network. Default: widen.
   */
  readonly roots?: 'widen' | 'narrow'
  /** Makes the engine, once. Default: one with the built-in policies. */
  readonly engine?: () => Promise<Engine>
  /** Calls that run or wait; more are refused as busy. Default 32. */
  readonly calls?: number
  /** Told of defects, a line each. */
  readonly log?: (line: string) => void
}

const instructions =
  'regraft finds insecure infrastructure code and heals it with proven edits. Call check first, heal for a dry run with its patch, and heal with write only when the user wants it. Never edit by hand what heal can fix.'

/**
 * Makes servers that share one engine: what `serveStdio` and `createMcpHandler` of `@modelcontextprotocol/server` take.
 * Throws `RegraftError` `PATH_MISSING` for a folder that is not there.
 */
export function mcpServers(options: McpOptions = {}): McpServerFactory {
  const make = options.engine ?? (() => createEngine({ policies: [builtin] }))
  let engine: Promise<Engine> | undefined
  const session: Session = {
    engine: () => {
      engine ??= make()
      return engine
    },
    started: (options.folders ?? []).map(realFolder),
    current: realFolder(process.cwd()),
    roots: options.roots ?? 'widen',
    writable: options.writable ?? false,
    turns: new Turns(options.calls ?? 32),
    log: options.log ?? (() => undefined),
  }
  return () => {
    const server = new McpServer({ name: 'regraft', version }, { instructions, maxToolInputElements: 10_000 })
    registerCheck(server, session)
    registerHeal(server, session)
    registerExplain(server, session)
    registerListRules(server, session)
    registerPolicyTest(server, session)
    return server
  }
}
