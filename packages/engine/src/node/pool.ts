import { fileURLToPath } from 'node:url'
import { Worker } from 'node:worker_threads'
import type { Evaluation, EvaluationBatch } from '@regraft/core'
import { RegraftError } from '@regraft/model'
import type { EvaluatorPool, PlainLoadOptions, PoolEvaluator } from '../options.ts'

export type WorkerAnswer = readonly Evaluation[]

/** Evaluates batches in worker threads. What comes back does not depend on how many there are. */
export const workerPool: EvaluatorPool = {
  start: async (bundles, options, jobs) => new Pool(bundles, options, jobs),
}

class Pool implements PoolEvaluator {
  readonly #workers: readonly Worker[]

  constructor(bundles: readonly Uint8Array[], options: PlainLoadOptions, jobs: number) {
    const file = workerFile(import.meta.url)
    this.#workers = Array.from({ length: jobs }, () => new Worker(file, { workerData: { bundles, options } }))
    for (const worker of this.#workers) worker.unref()
  }

  async evaluate(batches: readonly EvaluationBatch[]): Promise<readonly Evaluation[]> {
    const size = Math.ceil(batches.length / this.#workers.length)
    const answers = await Promise.all(
      this.#workers.map((worker, i) => ask(worker, batches.slice(i * size, (i + 1) * size))),
    )
    return answers.flat()
  }

  async close(): Promise<void> {
    await Promise.all(this.#workers.map((worker) => worker.terminate()))
  }
}

async function ask(worker: Worker, batches: readonly EvaluationBatch[]): Promise<WorkerAnswer> {
  if (batches.length === 0) return []
  return new Promise((resolve, reject) => {
    const fail = (error: unknown): void =>
      reject(new RegraftError('WORKER_FAILED', 'An evaluation worker ended early', { cause: error }))
    worker.once('message', (answer: WorkerAnswer) => {
      worker.off('error', fail)
      resolve(answer)
    })
    worker.once('error', fail)
    worker.postMessage(batches)
  })
}

/** The built worker beside this file; run from sources, the one that was built last. */
function workerFile(here: string): string {
  const built = here.endsWith('.ts') ? '../../dist/evaluator-worker.js' : './evaluator-worker.js'
  return fileURLToPath(new URL(built, here))
}
