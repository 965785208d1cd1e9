import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client'
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio'

const bin: string = fileURLToPath(new URL('../bin/regraft-mcp.js', import.meta.url))
export const built: boolean = existsSync(fileURLToPath(new URL('../dist/bin.js', import.meta.url)))
export const why: string = built ? '' : ' (skipped: not built, run node scripts/build.mjs --fast)'
export const token = 'correct-horse-battery-staple'

/** `legacy`: the protocol of 2025; `auto`: that of 2026-07-28, which the server speaks. */
export type Era = 'legacy' | 'auto'

/** The official client. Roots undefined: it says that it has none. */
export function agent(era: Era, roots?: readonly string[]): Client {
  const client = new Client(
    { name: 'test', version: '1' },
    { capabilities: roots ? { roots: {} } : {}, versionNegotiation: { mode: era } },
  )
  if (roots) client.setRequestHandler('roots/list', async () => ({ roots: roots.map((uri) => ({ uri })) }))
  return client
}

/** Connects over stdio to a server of its own. */
export async function spawned(client: Client, args: readonly string[] = [], cwd?: string): Promise<void> {
  const transport = new StdioClientTransport({
    command: process.execPath,
    args: [bin, ...args],
    ...(cwd === undefined ? {} : { cwd }),
    // Flags of the test runner are not for what was built.
    env: { PATH: process.env['PATH'] ?? '' },
  })
  await client.connect(transport)
}

/** A server over HTTP, in a process of its own. */
export class Reached {
  url = ''
  readonly #child: ChildProcess

  constructor(args: readonly string[]) {
    this.#child = spawn(process.execPath, [bin, '--http', '--port', '0', ...args], {
      stdio: ['ignore', 'ignore', 'pipe'],
      env: { REGRAFT_MCP_TOKEN: token },
    })
  }

  async start(): Promise<void> {
    const { stderr } = this.#child
    if (stderr === null) throw new Error('it has a pipe')
    for await (const line of stderr) {
      this.url = /http:\S+/.exec(String(line))?.[0] ?? ''
      if (this.url === '') throw new Error(String(line))
      break
    }
  }

  async connect(client: Client): Promise<void> {
    const requestInit = { headers: { authorization: `Bearer ${token}` } }
    await client.connect(new StreamableHTTPClientTransport(new URL(this.url), { requestInit }))
  }

  /** Its exit code after it was asked to end. */
  async stop(): Promise<number | null> {
    const ended = new Promise<number | null>((resolve) => this.#child.once('exit', resolve))
    this.#child.kill('SIGTERM')
    return ended
  }
}

export interface Called {
  // biome-ignore lint/suspicious/noExplicitAny: JSON by the tool's schema, which the client has checked
  readonly data: any
  /** The code of an error. */
  readonly code: string | undefined
  readonly text: string
}

/** Calls a tool; the client checks what comes by the tool's output schema. */
export async function call(
  client: Client,
  name: string,
  args: object = {},
  options?: object,
): Promise<Called> {
  const result = await client.callTool({ name, arguments: args as { [name: string]: unknown } }, options)
  const [content] = result.content
  const error = result._meta?.['regraft/error'] as { readonly code: string } | undefined
  return {
    data: result.structuredContent,
    code: error?.code ?? (result.isError === true ? 'SDK' : undefined),
    text: content?.type === 'text' ? content.text : '',
  }
}

/** A run of the program to its end. */
export async function ran(
  args: readonly string[],
): Promise<{ readonly code: number | null; readonly said: string }> {
  const child = spawn(process.execPath, [bin, ...args], { stdio: ['ignore', 'pipe', 'pipe'], env: {} })
  let said = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (said += String(chunk)))
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve))
  return { code, said }
}
