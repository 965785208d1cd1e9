import process from 'node:process'
import { RegraftError } from '@regraft/model'
import { told } from './log.ts'
import { main } from './main.ts'

const output = {
  out: (text: string): void => void process.stdout.write(text),
  err: (text: string): void => void process.stderr.write(text),
}

function fail(error: unknown): never {
  output.err(told(error))
  process.exit(error instanceof RegraftError ? 2 : 3)
}

process.on('uncaughtException', fail)
process.on('unhandledRejection', fail)

main(process.argv.slice(2), output).then((running) => {
  if (running === undefined) return
  for (const signal of ['SIGTERM', 'SIGINT'] as const)
    process.once(signal, () => void running.stop().then(() => process.exit(0)))
}, fail)
