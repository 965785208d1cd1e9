import { type Engine, memoryWorkspace } from '@regraft/engine'
import { setMember } from '@regraft/model'
import { patchOf } from '@regraft/reporters'
import type { Limits } from '../limits.ts'
import { Refusal } from '../problem.ts'
import { type Kind, readRequest } from './request.ts'

/** Carries a request out in memory: nothing of it touches a disk. The answer is JSON. Throws `Refusal`, `RegraftError`. */
export async function answer(
  engine: Engine,
  kind: Kind,
  body: Uint8Array,
  limits: Limits,
  signal: AbortSignal,
): Promise<Uint8Array> {
  const { files, options = {} } = readRequest(kind, body, limits, engine.rules)
  const workspace = memoryWorkspace(files)
  const run = { ...options, signal }
  const result =
    kind === 'check'
      ? { report: await engine.check(workspace, run) }
      : await healed(engine, files, workspace, run)
  const bytes = new TextEncoder().encode(JSON.stringify(result))
  if (bytes.length > limits.answerBytes)
    throw new Refusal(422, 'ANSWER_TOO_LARGE', `The answer is larger than ${limits.answerBytes} bytes`, {
      hint: 'Send fewer files, or ask for fewer rules (`rules`, `minSeverity`).',
    })
  return bytes
}

/** What changed, as texts and as one patch for `git apply`. */
async function healed(
  engine: Engine,
  files: { readonly [path: string]: string },
  workspace: ReturnType<typeof memoryWorkspace>,
  run: Parameters<Engine['heal']>[1],
): Promise<object> {
  const report = await engine.heal(workspace, run)
  const changed: Record<string, string> = {}
  for (const file of new Set(report.edits.map((edit) => edit.file))) {
    const text = workspace.texts.get(file)
    if (text !== undefined) setMember(changed, file, text)
  }
  const patch = patchOf(report, (file) => (Object.hasOwn(files, file) ? files[file] : undefined))
  return { report, files: changed, patch }
}
