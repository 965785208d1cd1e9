import process from 'node:process'
import { serveStdio } from '@modelcontextprotocol/server/stdio'
import { RegraftError } from '@regraft/model'
import { type Arguments, type Http, help, readArguments } from './arguments.ts'
import { mcpHttpServer } from './http/listen.ts'
import { engineWith } from './policies.ts'
import { mcpServers } from './server.ts'
import { version } from './version.ts'

// Standard output belongs to the protocol.
const say = (line: string): void => void process.stderr.write(`${line}\n`)

async function main(): Promise<void> {
  const args = readArguments(process.argv.slice(2), process.env)
  if (args.help || args.version) return void process.stdout.write(args.help ? help : `${version}\n`)
  const engine = engineWith(args.policies, process.cwd())
  // Policies load while the client shakes hands; that they cannot be loaded is told at once.
  engine.catch(fail)
  const servers = mcpServers({
    folders: args.folders,
    writable: args.writable,
    roots: args.http === undefined ? 'widen' : 'narrow',
    engine: () => engine,
    log: say,
  })
  if (args.http) return listen(servers, args.http)
  serveStdio(servers, { onerror: (error) => say(`regraft-mcp: ${error.message}`) })
}

async function listen(
  servers: ReturnType<typeof mcpServers>,
  http: NonNullable<Arguments['http']>,
): Promise<void> {
  const { host, port, hosts, token } = http satisfies Http
  const serving = mcpHttpServer(servers, {
    // A name that it listens on is one that clients use.
    hosts: [...hosts, host],
    ...(token === undefined ? {} : { token }),
    onError: (error) => say(`regraft-mcp: ${error.message}`),
  })
  await new Promise<void>((resolve, reject) => {
    serving.server.once('error', reject)
    serving.server.listen(port, host, resolve)
  })
  for (const signal of ['SIGTERM', 'SIGINT'] as const)
    process.once(signal, () => void serving.close().then(() => process.exit(0)))
  const address = serving.server.address()
  const bound = typeof address === 'object' ? address?.port : undefined
  say(`regraft-mcp listens on http://${host.includes(':') ? `[${host}]` : host}:${bound}/mcp`)
}

function fail(error: unknown): void {
  const known = error instanceof RegraftError
  const what = known
    ? `${error.message} (${error.code}). ${error.hint ?? ''}`.trimEnd()
    : error instanceof Error && 'code' in error
      ? `It cannot listen: ${error.message}`
      : `A defect of regraft, please report it: ${error instanceof Error ? error.stack : String(error)}`
  say(`regraft-mcp: ${what}`)
  process.exit(known || (error instanceof Error && 'code' in error) ? 2 : 3)
}

main().catch(fail)
