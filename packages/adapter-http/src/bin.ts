import process from 'node:process'
import { RegraftError } from '@regraft/model'
import { help, readArguments } from './arguments.ts'
import { createService } from './service.ts'
import { version } from './version.ts'

async function main(): Promise<void> {
  const args = readArguments(process.argv.slice(2), process.env)
  if (args.help || args.version) {
    process.stdout.write(args.help ? help : `${version}\n`)
    return
  }
  const say = (line: string): void => void process.stderr.write(`${line}\n`)
  const service = createService({
    ...(args.tokens === undefined ? {} : { tokens: args.tokens }),
    bundles: args.bundles,
    limits: args.limits,
    onDefect: say,
    ...(args.log ? { onAnswer: (answer) => say(JSON.stringify(answer)) } : {}),
  })
  const { server } = service
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(args.port, args.host, resolve)
  })
  for (const signal of ['SIGTERM', 'SIGINT'] as const)
    process.once(signal, () => void service.close().then(() => process.exit(0)))
  await service.ready
  const address = server.address()
  const port = typeof address === 'object' ? address?.port : undefined
  process.stdout.write(
    `regraft-http listens on http://${args.host.includes(':') ? `[${args.host}]` : args.host}:${port}\n`,
  )
}

function told(error: unknown): string {
  if (error instanceof RegraftError) return `${error.message} (${error.code}). ${error.hint ?? ''}`.trimEnd()
  return error instanceof Error && 'code' in error
    ? `It cannot listen: ${error.message}`
    : `A defect of regraft, please report it: ${error instanceof Error ? error.stack : String(error)}`
}

main().catch((error: unknown) => {
  process.stderr.write(`regraft-http: ${told(error)}\n`)
  process.exit(error instanceof RegraftError || (error instanceof Error && 'code' in error) ? 2 : 3)
})
