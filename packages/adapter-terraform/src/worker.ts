import { parentPort, workerData } from 'node:worker_threads'
import { createEngine, memoryWorkspace } from '@regraft/engine'
import { RegraftError } from '@regraft/model'
import { builtin } from '@regraft/policies'
import type { Judged, ThreadStart } from './thread/messages.ts'

// `thread/judge.ts` starts this file with its own data.
const { bundles, planBytes, choice } = workerData as ThreadStart
const port = parentPort
if (port === null) throw new Error('worker.ts runs in a worker thread')

const engine = createEngine({
  policies: [builtin, ...bundles.map((bundle, i) => ({ id: `bundle ${i + 1}`, bundle }))],
  maxFileBytes: planBytes,
})

async function judge(plan: Uint8Array): Promise<Judged> {
  const { rules, check } = await engine
  const report = await check(memoryWorkspace({ 'plan.json': plan }), {
    ...choice,
    frameworks: ['terraform-plan'],
  })
  const [broken] = report.diagnostics.filter(({ severity }) => severity === 'error')
  if (broken) return { ok: false, problem: `The plan cannot be read: ${broken.message} (${broken.code})` }
  if (report.files.length === 0) return { ok: false, problem: 'What was sent as the plan is none' }
  const found = new Set(report.findings.map(({ rule }) => rule))
  return { ok: true, report, rules: rules.filter(({ id }) => found.has(id)) }
}

port.on('message', (plan: Uint8Array) => {
  judge(plan).then(
    (judged) => port.postMessage(judged),
    (error: unknown) => {
      const message = error instanceof Error ? error.message : String(error)
      const problem =
        error instanceof RegraftError ? `${message} (${error.code})` : `A defect of regraft: ${message}`
      port.postMessage({ ok: false, problem } satisfies Judged)
    },
  )
})
engine.then(
  () => port.postMessage('ready'),
  (error: unknown) => {
    throw error
  },
)
