// Runs in the worker. scripts/build-worker.mjs bundles it into worker.generated.ts.
import { parentPort } from 'node:worker_threads'
import { RegraftError } from '@regraft/model'
import { type Reactor, startReactor } from './reactor.ts'
import type { WorkerAnswer, WorkerCall, WorkerFailure, WorkerStart } from './worker-protocol.ts'

function answer(value: WorkerAnswer): void {
  parentPort?.postMessage(value, value.kind === 'frame' ? [value.frame.buffer as ArrayBuffer] : [])
}

function failureOf(cause: unknown): WorkerFailure {
  if (cause instanceof RegraftError) return { code: cause.code, message: cause.message, hint: cause.hint }
  return { code: 'REGO_CRASH', message: String(cause), hint: undefined }
}

function serve(reactor: Reactor): void {
  parentPort?.on('message', (request: WorkerCall) => {
    try {
      answer({ kind: 'frame', frame: reactor.call(request) })
    } catch (cause) {
      answer({ kind: 'failure', failure: failureOf(cause) })
    }
  })
  answer({ kind: 'ready' })
}

parentPort?.once('message', ({ module, memoryMb }: WorkerStart) => {
  startReactor(module, { memoryMb }).then(serve, (cause: unknown) => {
    answer({ kind: 'failure', failure: failureOf(cause) })
  })
})
