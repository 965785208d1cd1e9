import { Worker } from 'node:worker_threads'
import { RegraftError } from '@regraft/model'
import { workerCode } from './worker.generated.ts'
import type { WorkerAnswer, WorkerCall, WorkerFailure, WorkerStart } from './worker-protocol.ts'

/** A worker thread with one running toolchain. */
export interface Lane {
  /** False once it has failed or was ended. */
  readonly alive: boolean
  /** Settles when the toolchain can take a call. */
  readonly ready: Promise<void>
  /** Sends one request and resolves to its frame; one at a time. Rejects with RegraftError. */
  call(request: WorkerCall, timeoutMs: number): Promise<Uint8Array>
  end(): Promise<void>
}

interface Waiting {
  readonly resolve: (answer: WorkerAnswer) => void
  readonly reject: (error: RegraftError) => void
}

// Room for deeply nested policies; the main thread has about one.
const stackSizeMb = 16

/** Starts a thread. Its code is a string, so that it runs from sources, from dist and from inside another bundle. */
export function startLane(module: Promise<WebAssembly.Module>, memoryMb: number): Lane {
  let alive = true
  let waiting: Waiting | undefined
  const worker = new Worker(workerCode, {
    eval: true,
    env: {},
    execArgv: [],
    resourceLimits: { maxOldGenerationSizeMb: Math.max(64, memoryMb), stackSizeMb },
  })
  const end = async (): Promise<void> => {
    alive = false
    await worker.terminate()
  }
  const fail = (error: RegraftError): void => {
    waiting?.reject(error)
    waiting = undefined
    // A toolchain that failed is of no more use, and holds its memory.
    void end()
  }
  worker.on('message', (answer: WorkerAnswer) => {
    if (answer.kind === 'failure') return fail(errorOf(answer.failure))
    waiting?.resolve(answer)
    waiting = undefined
  })
  worker.on('error', (cause) => fail(crashOf(cause)))
  worker.on('exit', () => {
    const code = alive ? 'REGO_CRASH' : 'REGO_CLOSED'
    fail(new RegraftError(code, 'the Rego worker was ended before it answered'))
  })

  const next = (): Promise<WorkerAnswer> =>
    new Promise((resolve, reject) => {
      waiting = { resolve, reject }
    })
  const ready = async (): Promise<void> => {
    const started = next()
    // Told below, whichever fails first.
    started.catch(() => undefined)
    worker.postMessage({ module: await module, memoryMb } satisfies WorkerStart)
    await started
    worker.unref()
  }
  return {
    get alive() {
      return alive
    },
    ready: ready(),
    call: async (request, timeoutMs) => {
      worker.ref()
      const timer = setTimeout(() => fail(timeout(timeoutMs)), timeoutMs)
      try {
        const answered = next()
        worker.postMessage(request satisfies WorkerCall)
        const answer = await answered
        return answer.kind === 'frame' ? answer.frame : new Uint8Array()
      } finally {
        clearTimeout(timer)
        worker.unref()
      }
    },
    end,
  }
}

function timeout(ms: number): RegraftError {
  return new RegraftError('REGO_TIMEOUT', `the Rego toolchain took longer than ${ms} ms and was stopped`, {
    hint: 'Look for rules that multiply large collections or `with` within `with`, or raise timeoutMs.',
  })
}

function errorOf({ code, message, hint }: WorkerFailure): RegraftError {
  return new RegraftError(code, message, hint === undefined ? {} : { hint })
}

function crashOf(cause: Error & { readonly code?: string }): RegraftError {
  if (cause.code === 'ERR_WORKER_OUT_OF_MEMORY') {
    return new RegraftError('REGO_MEMORY', 'the Rego worker ran out of memory', {
      hint: 'Split the policy or its data, or allow more with memoryMb.',
      cause,
    })
  }
  return new RegraftError('REGO_CRASH', `the Rego worker ended: ${cause.message}`, { cause })
}
