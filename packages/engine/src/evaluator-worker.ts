import { parentPort, workerData } from 'node:worker_threads'
import type { EvaluationBatch } from '@regraft/core'
import { loadPolicySet } from '@regraft/core'
import type { WorkerAnswer } from './node/pool.ts'
import type { PlainLoadOptions } from './options.ts'

/** What `pool.ts` starts the worker with. */
interface Start {
  readonly bundles: readonly Uint8Array[]
  readonly options: PlainLoadOptions
}

const { bundles, options } = workerData as Start
const policies = loadPolicySet(bundles, options)
const port = parentPort

port?.on('message', async (batches: readonly EvaluationBatch[]) => {
  const set = await policies
  const answer: WorkerAnswer = batches.map((batch) => set.evaluate(batch))
  port.postMessage(answer)
})
