import process from 'node:process'
import { RegraftError } from '@regraft/model'
import { help, readArguments } from './arguments.ts'
import { createRunTaskServer } from './server.ts'
import { version } from './version.ts'

async function main(): Promise<void> {
  const args = readArguments(process.argv.slice(2), process.env)
  if (args.type !== 'serve') {
    process.stdout.write(args.type === 'help' ? help : `${version}\n`)
    return
  }
  const { host, port, log, options } = args
  const { server, ready, close } = createRunTaskServer({
    ...options,
    ...(log ? { onDone: (done) => void process.stderr.write(`${JSON.stringify(done)}\n`) } : {}),
  })
  await ready
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, resolve)
  })
  for (const signal of ['SIGTERM', 'SIGINT'] as const)
    process.once(signal, () => void close().then(() => process.exit(0)))
  const address = server.address()
  const bound = typeof address === 'object' ? address?.port : undefined
  process.stdout.write(
    `regraft-run-task listens on http://${host.includes(':') ? `[${host}]` : host}:${bound}\n`,
  )
}

function told(error: unknown): string {
  if (error instanceof RegraftError) return `${error.message} (${error.code}). ${error.hint ?? ''}`.trimEnd()
  return error instanceof Error && 'code' in error
    ? `It cannot listen: ${error.message}`
    : `A defect of regraft, please report it: ${error instanceof Error ? error.stack : String(error)}`
}

main().catch((error: unknown) => {
  process.stderr.write(`regraft-run-task: ${told(error)}\n`)
  process.exit(error instanceof RegraftError || (error instanceof Error && 'code' in error) ? 2 : 3)
})
