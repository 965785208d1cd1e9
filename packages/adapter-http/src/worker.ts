import { parentPort, workerData } from 'node:worker_threads'
import { createEngine } from '@regraft/engine'
import { builtin } from '@regraft/policies'
import { problemOf } from './problem.ts'
import { answer } from './run/answer.ts'
import type { FromWorker, ToWorker, WorkerStart } from './threads/messages.ts'

// The pool (threads/pool.ts) starts this file with its own data.
const { bundles, limits } = workerData as WorkerStart
const port = parentPort
if (port === null) throw new Error('worker.ts runs in a worker thread')
const tell = (message: FromWorker, move: ArrayBuffer[] = []): void => port.postMessage(message, move)

const engine = createEngine({
  policies: [builtin, ...bundles.map((bundle, i) => ({ id: `bundle ${i + 1}`, bundle }))],
  maxFileBytes: limits.fileBytes,
})
let running: AbortController | undefined

port.on('message', async (message: ToWorker) => {
  if (message.type === 'stop') return running?.abort()
  running = new AbortController()
  const { signal } = running
  try {
    const bytes = await answer(await engine, message.kind, message.body, limits, signal)
    // The encoder's buffer holds nothing else, so it may leave.
    tell(
      { type: 'done', status: 200, body: bytes },
      bytes.byteOffset === 0 ? [bytes.buffer as ArrayBuffer] : [],
    )
  } catch (error) {
    const problem = problemOf(error)
    const cause =
      problem.status === 500 && error instanceof Error ? (error.stack ?? error.message) : undefined
    const body = new TextEncoder().encode(JSON.stringify(problem))
    if (signal.aborted) tell({ type: 'stopped' })
    else tell({ type: 'done', status: problem.status, body, ...(cause === undefined ? {} : { cause }) })
  } finally {
    running = undefined
  }
})
void engine.then(({ rules }) => tell({ type: 'ready', rules }))
