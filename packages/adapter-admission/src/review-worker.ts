import { parentPort, workerData } from 'node:worker_threads'
import { createEngine } from '@regraft/engine'
import { RegraftError } from '@regraft/model'
import { builtin } from '@regraft/policies'
import type { Admission } from './admission.ts'
import { createAdmission } from './admission.ts'
import type { Question, Reply, ThreadSetup } from './protocol.ts'
import { Refusal } from './refusal.ts'

// A worker has a port, and `ReviewThreads` is who starts this one.
const port = parentPort as NonNullable<typeof parentPort>
const setup = workerData as ThreadSetup

/** Answers one review after the other. */
async function serve(): Promise<void> {
  const { bundles, ...options } = setup
  const engine = await createEngine({ policies: [builtin, ...bundles] })
  const admission = createAdmission({ engine, ...options })
  port.on(
    'message',
    (question: Question) => void reply(admission, question).then((it) => port.postMessage(it)),
  )
  port.postMessage({ kind: 'ready' } satisfies Reply)
}

async function reply(admission: Admission, { endpoint, body }: Question): Promise<Reply> {
  try {
    return { kind: 'answer', answer: await admission.review(endpoint, body) }
  } catch (error) {
    if (error instanceof Refusal)
      return { kind: 'refusal', status: error.status, message: error.message, cause: undefined }
    const cause = error instanceof Error ? (error.stack ?? error.message) : String(error)
    return { kind: 'refusal', status: 500, message: 'A defect of regraft; its log says more.', cause }
  }
}

serve().catch((error: unknown) => {
  if (!(error instanceof RegraftError)) throw error
  const { code, message, hint } = error
  port.postMessage({ kind: 'unready', code, message, hint } satisfies Reply)
})
