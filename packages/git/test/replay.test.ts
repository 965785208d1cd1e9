import { join } from 'node:path'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { openRepository, stagedWorkspace } from '../src/index.ts'
import { env, Repo } from './repo.ts'

/** Each starts git some twenty times. */
const runs = Number(process.env['REGRAFT_GIT_RUNS'] ?? 2)

const block = (n: number): string[] => [
  `resource "x" "r${n}" {`,
  '  a = 1',
  '  on = false',
  '  z = 1',
  '}',
  '',
]
const edit = fc.record({
  at: fc.nat(60),
  remove: fc.nat(2),
  add: fc.array(fc.constantFrom('mine', '  on = false', '}'), { maxLength: 2 }),
})

it(`loses nothing of ${runs} work trees`, async () => {
  let carried = 0
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 1, max: 6 }),
      fc.array(edit, { maxLength: 3 }),
      fc.constantFrom('\n', '\r\n'),
      async (blocks, edits, end) => {
        const repo = Repo.init()
        try {
          repo.git('config', 'core.autocrlf', end === '\n' ? 'false' : 'true')
          const lines = Array.from({ length: blocks }, (_, n) => block(n)).flat()
          repo.write({ 'in/m.tf': lines.join(end) }).git('add', '.')
          const own = [...lines]
          for (const { at, remove, add } of edits)
            own.splice(at % own.length, Math.min(remove, own.length - 1), ...add)
          repo.write({ 'in/m.tf': own.join(end) })
          const workspace = await stagedWorkspace(await openRepository(join(repo.path, 'in'), { env }))
          const read = await workspace.read('m.tf')
          const staged = lines.join('\n')
          expect(read.ok && Buffer.from(read.bytes).toString()).toBe(staged)
          const healed = staged.replaceAll('on = false', 'on = true')
          const before = Buffer.from(staged)
          await workspace.write([{ path: 'm.tf', before, after: Buffer.from(healed) }])
          expect(repo.staged('in/m.tf')).toBe(healed)
          const after = repo.read('in/m.tf')
          expect(after.replaceAll('on = true', 'on = false')).toBe(own.join(end))
          const changed = after.split('on = true').length - 1
          expect(changed).toBe(workspace.left.length === 0 ? blocks : 0)
          if (changed > 0) carried++
          if (edits.length === 0) expect(workspace.left).toEqual([])
        } finally {
          repo.remove()
        }
      },
    ),
    { numRuns: runs, seed: 7 },
  )
  if (runs > 20) expect(carried).toBeGreaterThan(runs / 20)
}, 600_000)
