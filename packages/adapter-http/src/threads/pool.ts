import type { Rule } from '@regraft/model'
import { Refusal } from '../problem.ts'
import type { Kind } from '../run/request.ts'
import type { Done, WorkerStart } from './messages.ts'
import { Thread } from './thread.ts'

const retryMs = 1000

/** A place in the service: taken before a body is read, so that bodies that wait are bounded, too. */
export interface Place {
  /** Runs when a thread is free. Undefined when `signal` ended it. Throws `Refusal` when none is free in time. */
  run(kind: Kind, body: Uint8Array, signal: AbortSignal): Promise<Done | undefined>
  leave(): void
}

/** As many threads as there are workers, each with an engine; one that was ended is replaced. */
export class Pool {
  readonly ready: Promise<readonly Rule[]>
  readonly #start: WorkerStart
  readonly #idle: Thread[] = []
  readonly #all: Set<Thread> = new Set()
  readonly #waiting: ((thread: Thread) => void)[] = []
  #taken = 0
  #closed = false

  constructor(start: WorkerStart) {
    this.#start = start
    this.ready = Promise.all(Array.from({ length: start.limits.workers }, () => this.#add())).then(
      ([rules]) => rules ?? [],
    )
    this.ready.catch(() => undefined)
  }

  /** Undefined when all places are taken. */
  enter(): Place | undefined {
    const { workers, waiting } = this.#start.limits
    if (this.#taken >= workers + waiting) return undefined
    this.#taken++
    return {
      run: (kind, body, signal) => this.#run(kind, body, signal),
      leave: () => {
        this.#taken--
      },
    }
  }

  /** Requests that run or wait. */
  get taken(): number {
    return this.#taken
  }

  async close(): Promise<void> {
    this.#closed = true
    await Promise.all([...this.#all].map((thread) => thread.close()))
  }

  async #run(kind: Kind, body: Uint8Array, signal: AbortSignal): Promise<Done | undefined> {
    const thread = await this.#next(signal)
    if (thread === undefined) return undefined
    try {
      return await thread.run(kind, body, this.#start.limits.runMs, signal)
    } finally {
      if (!thread.dead) this.#free(thread)
    }
  }

  async #add(): Promise<readonly Rule[]> {
    const thread = new Thread(this.#start)
    this.#all.add(thread)
    void thread.ended.then(() => this.#replace(thread))
    const rules = await thread.ready
    this.#free(thread)
    return rules
  }

  #replace(thread: Thread): void {
    this.#all.delete(thread)
    const at = this.#idle.indexOf(thread)
    if (at >= 0) this.#idle.splice(at, 1)
    if (this.#closed) return
    // One that never started says that the next will not either; it is tried again, but not in a circle.
    const add = (): void => void this.#add().catch(() => undefined)
    if (thread.started) add()
    else setTimeout(() => this.#closed || add(), retryMs).unref()
  }

  #free(thread: Thread): void {
    const next = this.#waiting.shift()
    if (next) next(thread)
    else this.#idle.push(thread)
  }

  /** The next thread that is free; undefined when nobody waits for it any more. */
  async #next(signal: AbortSignal): Promise<Thread | undefined> {
    if (signal.aborted) return undefined
    const idle = this.#idle.pop()
    if (idle !== undefined) return idle
    return new Promise((resolve, reject) => {
      const leave = (): void => {
        clearTimeout(timer)
        signal.removeEventListener('abort', give)
        const at = this.#waiting.indexOf(take)
        if (at >= 0) this.#waiting.splice(at, 1)
      }
      const take = (thread: Thread): void => {
        leave()
        resolve(thread)
      }
      const give = (): void => {
        leave()
        resolve(undefined)
      }
      const timer = setTimeout(() => {
        leave()
        reject(new Refusal(503, 'BUSY', 'No worker became free in time'))
      }, this.#start.limits.waitMs)
      this.#waiting.push(take)
      signal.addEventListener('abort', give, { once: true })
    })
  }
}
