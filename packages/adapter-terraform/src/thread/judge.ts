import { fileURLToPath } from 'node:url'
import { Worker } from 'node:worker_threads'
import type { Limits } from '../limits.ts'
import type { Judged, ThreadStart } from './messages.ts'

/** A thread that judges one plan at a time. Its engine is there when `ready` is; it is good for nothing once it is `dead`. */
export class Judge {
  readonly ready: Promise<void>
  dead = false
  readonly #worker: Worker
  #settle: ((judged: Judged) => void) | undefined

  constructor(start: ThreadStart, memoryMb: number) {
    this.#worker = new Worker(workerFile(import.meta.url), {
      workerData: start,
      // Flags of the process, such as conditions of imports, are not for what was built.
      execArgv: [],
      resourceLimits: { maxOldGenerationSizeMb: memoryMb },
    })
    this.ready = new Promise((resolve, reject) => {
      this.#worker.on('message', (message: Judged | 'ready') =>
        message === 'ready' ? resolve() : this.#settle?.(message),
      )
      this.#worker.on('error', (error: Error & { readonly code?: string }) => {
        const memory = error.code === 'ERR_WORKER_OUT_OF_MEMORY'
        this.#end(
          memory ? `The plan needs more than ${memoryMb} MiB` : `A defect of regraft: ${error.message}`,
        )
        reject(error)
      })
      this.#worker.on('exit', () => this.#end('regraft ended while it judged the plan'))
    })
    this.ready.catch(() => undefined)
  }

  /** Moves the plan to the thread. Past the limit of time the thread is ended. */
  async judge(plan: Uint8Array, { judgeMs }: Limits): Promise<Judged> {
    if (this.dead) return { ok: false, problem: 'regraft could not start' }
    const timer = setTimeout(() => {
      this.#end(`The plan took longer than ${judgeMs} ms`)
      void this.#worker.terminate()
    }, judgeMs)
    try {
      return await new Promise<Judged>((resolve) => {
        this.#settle = resolve
        // `call` read it into a buffer of its own.
        this.#worker.postMessage(plan, [plan.buffer as ArrayBuffer])
      })
    } finally {
      clearTimeout(timer)
      this.#settle = undefined
    }
  }

  async close(): Promise<void> {
    await this.#worker.terminate()
  }

  #end(problem: string): void {
    this.dead = true
    this.#settle?.({ ok: false, problem })
  }
}

/** The built worker beside this file; run from sources, the one that was built last. */
function workerFile(here: string): string {
  return fileURLToPath(new URL(here.endsWith('.ts') ? '../../dist/worker.js' : './worker.js', here))
}
