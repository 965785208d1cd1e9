import { RegraftError } from '@regraft/model'
import { loadModule } from './artifact.ts'
import { encodeRequest, regoOver } from './operations.ts'
import type { Rego } from './rego.ts'
import { decodeReply, type Reply } from './reply.ts'
import { type Lane, startLane } from './worker-lane.ts'

export interface WorkerOptions {
  /** Cap on the toolchain's memory in MiB, 64 to 4096. Default 1024. */
  readonly memoryMb?: number
  /** Longest time of one call in milliseconds, without the start of the worker. Default 30,000. */
  readonly timeoutMs?: number
  /** The worker, and with it all its memory, is ended after so many milliseconds without a call. Default 250. */
  readonly idleMs?: number
}

/** A toolchain in a worker thread, which is started on the first call and again after it was ended. */
export interface WorkerRego extends Rego {
  /** Ends the worker now; the call it works on rejects with `REGO_CLOSED`. A later call starts another. */
  close(): Promise<void>
}

/**
 * The toolchain of this package in a worker thread with bounded memory and time. Calls run one after another.
 * They reject with RegraftError `REGO_TIMEOUT` or `REGO_MEMORY` when a bound is met; the next call finds a new worker.
 * Throws RegraftError `REGO_OPTIONS` for bounds that are not positive numbers.
 */
export function regoInWorker(options: WorkerOptions = {}): WorkerRego {
  const { memoryMb = 1024, timeoutMs = 30_000, idleMs = 250 } = options
  if (!(timeoutMs > 0 && timeoutMs <= 2 ** 31 - 1 && idleMs >= 0)) {
    throw new RegraftError(
      'REGO_OPTIONS',
      `timeoutMs is ${timeoutMs} and idleMs ${idleMs}; both must be positive`,
    )
  }
  let lane: Lane | undefined
  let idle: NodeJS.Timeout | undefined
  let queue: Promise<unknown> = Promise.resolve()
  let queued = 0

  const end = async (): Promise<void> => {
    clearTimeout(idle)
    const ending = lane
    lane = undefined
    await ending?.end()
  }
  const giveUp = async (cause: unknown): Promise<never> => {
    await end()
    throw cause
  }
  const run = async (request: string): Promise<Reply> => {
    if (lane === undefined || !lane.alive) lane = startLane(loadModule(memoryMb), memoryMb)
    await lane.ready.catch(giveUp)
    return decodeReply(await lane.call(request, timeoutMs))
  }
  const rest = (): void => {
    queued--
    if (queued > 0 || lane === undefined) return
    idle = setTimeout(() => void end(), idleMs)
    idle.unref()
  }
  const rego = regoOver((request) => {
    const text = encodeRequest(request)
    clearTimeout(idle)
    queued++
    const reply = queue.then(() => run(text)).finally(rest)
    queue = reply.catch(() => undefined)
    return reply
  })
  return { ...rego, close: end }
}
