import { Worker } from 'node:worker_threads'
import type { Rule } from '@regraft/model'
import { problemOf, Refusal } from '../problem.ts'
import type { Kind } from '../run/request.ts'
import type { Done, FromWorker, ToWorker, WorkerStart } from './messages.ts'
import { workerFile } from './worker-file.ts'

/** Milliseconds that a run which was told to stop has to do so; then its thread is ended. */
const stopMs = 250

/** One worker thread with an engine of its own. It runs one request at a time, and is good until `dead`. */
export class Thread {
  readonly ready: Promise<readonly Rule[]>
  /** Resolves when it is dead, whatever ended it. */
  readonly ended: Promise<void>
  started = false
  dead = false
  readonly #worker: Worker
  #settle: ((answer: Done | undefined) => void) | undefined
  #failed = (_: Error): void => undefined

  constructor(start: WorkerStart) {
    this.#worker = new Worker(workerFile(import.meta.url), {
      workerData: start,
      // Flags of the process, such as conditions of imports, are not for what was built.
      execArgv: [],
      resourceLimits: { maxOldGenerationSizeMb: start.limits.memoryMb },
    })
    this.ready = new Promise((resolve, reject) => {
      this.#failed = reject
      this.#worker.on('message', (message: FromWorker) => {
        if (message.type === 'ready') {
          this.started = true
          resolve(message.rules)
        } else this.#settle?.(message.type === 'done' ? message : undefined)
      })
    })
    this.ready.catch(() => undefined)
    this.#worker.on('error', (error) => this.#end(failure(error), error))
    this.ended = new Promise((resolve) => {
      this.#worker.on('exit', () => {
        this.#end(undefined, new Error('the worker of the service ended early'))
        resolve()
      })
    })
  }

  /** The answer; undefined when `signal` ended the run. Past `ms` the run is refused, and the thread is dead. */
  async run(kind: Kind, body: Uint8Array, ms: number, signal: AbortSignal): Promise<Done | undefined> {
    if (signal.aborted) return undefined
    const timers: NodeJS.Timeout[] = []
    const end = (answer: Done | undefined): void => {
      this.dead = true
      void this.#worker.terminate()
      this.#settle?.(answer)
    }
    const stop = (): void => {
      this.#tell({ type: 'stop' })
      timers.push(setTimeout(() => end(undefined), stopMs))
    }
    try {
      return await new Promise((resolve) => {
        this.#settle = resolve
        signal.addEventListener('abort', stop, { once: true })
        timers.push(setTimeout(() => end(tooLong(ms)), ms))
        this.#tell({ type: 'run', kind, body })
      })
    } finally {
      this.#settle = undefined
      signal.removeEventListener('abort', stop)
      for (const timer of timers) clearTimeout(timer)
    }
  }

  async close(): Promise<void> {
    this.dead = true
    await this.#worker.terminate()
  }

  #tell(message: ToWorker): void {
    // The body is in a buffer of its own: it moves instead of being copied.
    const move = message.type === 'run' ? [message.body.buffer as ArrayBuffer] : []
    this.#worker.postMessage(message, move)
  }

  #end(answer: Done | undefined, error: Error): void {
    this.dead = true
    this.#failed(error)
    this.#settle?.(answer)
  }
}

function refused(refusal: Refusal): Done {
  const body = new TextEncoder().encode(JSON.stringify(refusal.problem))
  return { type: 'done', status: refusal.status, body }
}

function tooLong(ms: number): Done {
  return refused(
    new Refusal(422, 'TIME_LIMIT', `The run took longer than ${ms} ms and was ended`, {
      hint: 'Send fewer files, or ask for fewer rules (`rules`, `frameworks`).',
    }),
  )
}

function failure(error: unknown): Done {
  if (error instanceof Error && 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY')
    return refused(
      new Refusal(422, 'MEMORY_LIMIT', 'The run needed more memory than it may have and was ended', {
        hint: 'Send fewer files, or ask for fewer rules (`rules`, `frameworks`).',
      }),
    )
  const problem = problemOf(error)
  const cause = error instanceof Error ? (error.stack ?? error.message) : String(error)
  return {
    type: 'done',
    status: problem.status,
    body: new TextEncoder().encode(JSON.stringify(problem)),
    cause,
  }
}
