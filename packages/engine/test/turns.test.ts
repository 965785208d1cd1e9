import { builtin } from '@regraft/policies'
import { expect, it } from 'vitest'
import { createEngine, memoryWorkspace } from '../src/index.ts'

it('hears a signal that is aborted while it works', async () => {
  const engine = await createEngine({ policies: [builtin] })
  const text = 'resource "aws_kms_key" "k" {\n  enable_key_rotation = false\n}\n'
  const files = Object.fromEntries(Array.from({ length: 300 }, (_, i) => [`m${i}/main.tf`, text]))
  for (const run of ['check', 'heal'] as const) {
    const stop = new AbortController()
    let last = 0
    const onProgress = ({ phase, done }: { phase: string; done: number }): void => {
      if (phase !== 'load') return
      last = done
      // Whoever aborts is another task: it needs its turn.
      if (done === 1) setTimeout(() => stop.abort(new Error('enough')))
    }
    const workspace = memoryWorkspace(files)
    await expect(engine[run](workspace, { signal: stop.signal, onProgress })).rejects.toThrow('enough')
    expect(last).toBeLessThan(299)
    expect([...workspace.texts.values()].every((now) => now === text)).toBe(true)
  }
})
