import { type Diagnostic, RegraftError } from '@regraft/model'
import { told } from './annotations.ts'
import { check } from './check.ts'
import { eventOf } from './event.ts'
import { heal, requireTrusted } from './heal.ts'
import type { Host } from './host.ts'
import { inputsOf } from './inputs.ts'
import { openAction } from './opened.ts'

/** Runs the action and gives its exit code: 0, 1 when something remains, 2 for a mistake in its use, 3 for a defect. Never throws. */
export async function runAction(host: Host): Promise<0 | 1 | 2 | 3> {
  try {
    const inputs = inputsOf(host.env)
    const event = eventOf(host.env)
    if (inputs.mode === 'heal') requireTrusted(event)
    const run = await openAction(host, inputs, event)
    try {
      return inputs.mode === 'heal' ? await heal(run) : await check(run)
    } finally {
      await run.engine.close()
    }
  } catch (error) {
    host.log(told(diagnosticsOf(error)))
    return error instanceof RegraftError ? 2 : 3
  }
}

function diagnosticsOf(error: unknown): readonly Diagnostic[] {
  if (!(error instanceof RegraftError)) {
    const message = error instanceof Error ? (error.stack ?? error.message) : String(error)
    return [
      { code: 'GITHUB_DEFECT', severity: 'error', message: `a defect of regraft stopped it: ${message}` },
    ]
  }
  const { code, message, hint, diagnostics } = error
  return [{ code, severity: 'error', message, ...(hint === undefined ? {} : { hint }) }, ...diagnostics]
}
