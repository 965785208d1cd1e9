import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { MessageChannel, type MessagePort, receiveMessageOnPort, Worker } from 'node:worker_threads'
import { RegraftError } from '@regraft/model'
import type { Answer, Request, Told } from './protocol.ts'

interface Thread {
  readonly worker: Worker
  readonly port: MessagePort
  readonly flag: Int32Array
}

let thread: Thread | undefined
let asked = 0

/**
 * Asks the engine and waits: rules of ESLint answer at once, the engine later. It runs in a thread that this one sleeps for.
 * The first question starts the thread, which ends with the process.
 * Throws `RegraftError`: `LINT_THREAD` when no answer comes in time, else what the engine throws.
 */
export function ask(request: Request, timeoutMs: number): readonly Told[] {
  thread ??= start()
  const { worker, port, flag } = thread
  const id = ++asked
  port.postMessage({ id, request })
  if (!answered(flag, id, timeoutMs)) {
    thread = undefined
    void worker.terminate()
    throw new RegraftError('LINT_THREAD', `${request.file} was not checked within ${timeoutMs} ms`, {
      hint: 'Raise settings.regraft.timeoutMs, or leave the file out with `ignores`.',
    })
  }
  const received: { readonly message: Answer } | undefined = receiveMessageOnPort(port)
  return toldBy(received?.message ?? { ok: false, message: 'the thread sent no answer' })
}

/** Sleeps until the thread has answered a question. A wake-up may be a late one for the question before. */
function answered(flag: Int32Array, id: number, timeoutMs: number): boolean {
  const until = performance.now() + timeoutMs
  for (let last = Atomics.load(flag, 0); last !== id; last = Atomics.load(flag, 0)) {
    const left = until - performance.now()
    if (left <= 0) return false
    Atomics.wait(flag, 0, last, left)
  }
  return true
}

function toldBy(answer: Answer): readonly Told[] {
  if (answer.ok) return answer.told
  const { code, message, hint } = answer
  if (code === undefined) throw new Error(`A defect of regraft, please report it: ${message}`)
  throw new RegraftError(code, `${message} (${code}).${hint === undefined ? '' : ` ${hint}`}`)
}

function start(): Thread {
  const flag = new Int32Array(new SharedArrayBuffer(4))
  const { port1, port2 } = new MessageChannel()
  const worker = new Worker(workerFile(import.meta.url), {
    workerData: { port: port2, flag },
    transferList: [port2],
    // What ESLint was started with may not be for threads.
    execArgv: [],
  })
  worker.unref()
  port1.unref()
  return { worker, port: port1, flag }
}

/** The built thread beside this file; run from sources, the one that was built last. */
function workerFile(here: string): string {
  const built = here.endsWith('.ts') ? '../dist/worker.js' : './worker.js'
  const file = fileURLToPath(new URL(built, here))
  if (!existsSync(file)) throw new Error(`${file} is missing: the package is not whole`)
  return file
}
