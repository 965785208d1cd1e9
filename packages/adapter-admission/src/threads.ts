import { fileURLToPath } from 'node:url'
import { Worker } from 'node:worker_threads'
import { RegraftError } from '@regraft/model'
import type { Answer, Endpoint } from './admission.ts'
import type { Reviewer } from './listener.ts'
import type { Question, Reply, ThreadSetup } from './protocol.ts'
import { Refusal } from './refusal.ts'

interface Job {
  readonly question: Question
  readonly signal: AbortSignal | undefined
  readonly resolve: (answer: Answer) => void
  readonly reject: (error: unknown) => void
}

/** One megabyte of JSON becomes a hundred while its fixes are proven. */
const heapMb = 512

/**
 * Answers reviews in threads, one each at a time, so that a large object holds up no other. A review whose time is over ends
 * its thread, and another takes its place: nothing that an object holds can stop the server.
 */
export class ReviewThreads implements Reviewer {
  readonly #setup: ThreadSetup
  readonly #waiting: Job[] = []
  readonly #idle: Worker[] = []
  readonly #all = new Set<Worker>()
  #closed = false

  private constructor(setup: ThreadSetup) {
    this.#setup = setup
  }

  /** Starts so many threads. Rejects with `RegraftError` when a policy is no good. */
  static async start(setup: ThreadSetup, count: number): Promise<ReviewThreads> {
    const threads = new ReviewThreads(setup)
    await Promise.all(Array.from({ length: count }, () => threads.#add()))
    return threads
  }

  review(endpoint: Endpoint, body: string, signal?: AbortSignal): Promise<Answer> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ question: { endpoint, body }, signal, resolve, reject })
      this.#next()
    })
  }

  async close(): Promise<void> {
    this.#closed = true
    await Promise.all([...this.#all].map((worker) => worker.terminate()))
  }

  async #add(): Promise<void> {
    const worker = new Worker(workerFile(import.meta.url), {
      workerData: this.#setup,
      // Options of this process, such as conditions of resolution, are not for a built file.
      execArgv: [],
      resourceLimits: { maxOldGenerationSizeMb: heapMb },
    })
    this.#all.add(worker)
    try {
      await started(worker)
    } catch (error) {
      this.#all.delete(worker)
      throw error
    }
    // Whoever asked is told; without a listener an error would end the process.
    worker.on('error', () => {})
    worker.once('exit', () => void this.#replace(worker))
    this.#idle.push(worker)
    this.#next()
  }

  /** A thread that cannot be replaced now is tried again: without threads nothing is ever answered. */
  async #replace(worker: Worker): Promise<void> {
    this.#all.delete(worker)
    const at = this.#idle.indexOf(worker)
    if (at >= 0) this.#idle.splice(at, 1)
    while (!this.#closed) {
      try {
        return await this.#add()
      } catch {
        await new Promise((resolve) => setTimeout(resolve, 1000))
      }
    }
  }

  #next(): void {
    while (this.#waiting[0]?.signal?.aborted)
      this.#waiting.shift()?.reject(new Refusal(504, 'There was no time left.'))
    const worker = this.#waiting.length > 0 ? this.#idle.pop() : undefined
    const job = worker && this.#waiting.shift()
    if (worker && job) void this.#run(worker, job)
  }

  async #run(worker: Worker, { question, signal, resolve, reject }: Job): Promise<void> {
    try {
      const reply = await ask(worker, question, signal)
      this.#idle.push(worker)
      if (reply.kind === 'answer') resolve(reply.answer)
      else reject(refusalOf(reply))
    } catch (error) {
      reject(error)
      await worker.terminate()
    }
    this.#next()
  }
}

/** Resolves when a thread has made its engine. */
async function started(worker: Worker): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    worker.once('error', reject)
    worker.once('exit', () => reject(new Error('a review thread ended while it started')))
    worker.once('message', (reply: Reply) => {
      worker.off('error', reject)
      if (reply.kind !== 'unready') return resolve()
      const { code, message, hint } = reply
      reject(new RegraftError(code, message, hint === undefined ? {} : { hint }))
    })
  })
}

/** One question and its reply. Rejects when the thread ends or the time is over; the thread is of no use then. */
async function ask(worker: Worker, question: Question, signal: AbortSignal | undefined): Promise<Reply> {
  return new Promise((resolve, reject) => {
    const settle = (end: () => void): void => {
      worker.off('message', answered).off('error', failed).off('exit', ended)
      signal?.removeEventListener('abort', late)
      end()
    }
    const answered = (reply: Reply): void => settle(() => resolve(reply))
    const failed = (cause: unknown): void =>
      settle(() => reject(new Refusal(500, 'A review failed.', { cause })))
    const ended = (): void => settle(() => reject(new Refusal(500, 'A review thread ended.')))
    const late = (): void => settle(() => reject(new Refusal(504, 'There was no time left.')))
    worker.once('message', answered).once('error', failed).once('exit', ended)
    signal?.addEventListener('abort', late)
    worker.postMessage(question)
  })
}

function refusalOf(reply: Exclude<Reply, { kind: 'answer' }>): Refusal {
  if (reply.kind !== 'refusal') return new Refusal(500, 'A review thread answered out of turn.')
  const cause = reply.cause === undefined ? {} : { cause: new Error(reply.cause) }
  return new Refusal(reply.status, reply.message, cause)
}

/** The built worker beside this file; run from sources, the one that was built last. */
function workerFile(here: string): string {
  return fileURLToPath(
    new URL(here.endsWith('.ts') ? '../dist/review-worker.js' : './review-worker.js', here),
  )
}
