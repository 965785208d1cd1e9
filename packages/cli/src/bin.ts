import { processIo } from './io/node.ts'
import { main } from './main.ts'

const io = processIo()
const argv = process.argv.slice(2)

// Whatever escapes every other net is a defect too, and is told like one.
for (const event of ['uncaughtException', 'unhandledRejection'] as const)
  process.on(event, (error: unknown) => {
    void import('./failure.ts').then(({ fail }) => process.exit(fail(error, argv, io)))
  })

// The exit code is set, not forced: what is still being written to a pipe gets there.
void main(argv, io).then((code) => {
  process.exitCode = code
})
