import process from 'node:process'
import { runAction } from './run.ts'

// The exit code is set, not forced: what is still being written gets there.
void runAction({
  env: process.env,
  log: (text) => process.stdout.write(text),
  today: () => new Date().toISOString().slice(0, 10),
}).then((code) => {
  process.exitCode = code
})
