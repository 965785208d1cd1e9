import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { type MessagePort, workerData } from 'node:worker_threads'
import type { Engine } from '@regraft/engine'
import { createEngine } from '@regraft/engine'
import { RegraftError } from '@regraft/model'
import { builtin } from '@regraft/policies'
import type { Answer, Request } from './protocol.ts'
import { inspect } from './thread/inspect.ts'

// `ask.ts` starts this thread with them.
const { port, flag } = workerData as { readonly port: MessagePort; readonly flag: Int32Array }
const engines = new Map<string, Promise<Engine>>()

function engineFor({ cwd, bundles }: Request): Promise<Engine> {
  const files = bundles.map((file) => resolve(cwd, file))
  const key = JSON.stringify(files)
  const known = engines.get(key)
  if (known) return known
  const own = files.map((file) => ({ id: file, bundle: bytesOf(file) }))
  const engine = createEngine({ policies: [builtin, ...own] })
  engines.set(key, engine)
  return engine
}

function bytesOf(file: string): Uint8Array {
  try {
    return new Uint8Array(readFileSync(file))
  } catch (cause) {
    throw new RegraftError('POLICY_SOURCE', `The bundle ${file} of settings.regraft.bundles cannot be read`, {
      hint: '`regraft policy build` makes one.',
      cause,
    })
  }
}

async function answer(request: Request): Promise<Answer> {
  try {
    return { ok: true, told: await inspect(await engineFor(request), request) }
  } catch (error) {
    if (error instanceof RegraftError)
      return {
        ok: false,
        code: error.code,
        message: error.message,
        ...(error.hint ? { hint: error.hint } : {}),
      }
    return { ok: false, message: error instanceof Error ? (error.stack ?? error.message) : String(error) }
  }
}

port.on('message', ({ id, request }: { readonly id: number; readonly request: Request }) => {
  void answer(request).then((result) => {
    port.postMessage(result)
    Atomics.store(flag, 0, id)
    Atomics.notify(flag, 0)
  })
})
