import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { killed, regraft, tree } from '../cli.ts'
import { manifest } from './samples.ts'

const kills = Number(process.env['REGRAFT_KILLS'] ?? 100)
const names = Array.from({ length: 24 }, (_, i) => `pod-${i}.yaml`)
let root: string
let fullMs: number

beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'regraft-kill-'))
  for (const name of names) writeFileSync(join(root, name), manifest(name.replace('.yaml', '')))
  const started = performance.now()
  regraft(['heal'], root)
  fullMs = performance.now() - started
  regraft(['undo'], root)
})

afterAll(() => rmSync(root, { recursive: true, force: true }))

const isTemporary = (path: string): boolean => path.endsWith('.regraft-tmp')

test(`killed at ${kills} moments, every file is whole: old or healed; undo restores all`, async () => {
  const before = tree(root)
  regraft(['heal'], root)
  const after = tree(root)
  regraft(['undo'], root)
  let partly = 0
  for (let i = 0; i < kills; i++) {
    // Most moments fall where files are written: the last third of a run.
    await killed(['heal'], root, fullMs * (0.4 + (0.65 * ((i * 37) % kills)) / kills))
    const now = tree(root)
    const states = names.map((name) =>
      now[name] === before[name] ? 'old' : now[name] === after[name] ? 'healed' : 'torn',
    )
    expect(states).not.toContain('torn')
    expect(Object.keys(now).filter((path) => !isTemporary(path))).toEqual(Object.keys(before))
    if (states.includes('old') && states.includes('healed')) partly++
    // What a kill left does not stop the next run.
    expect([0, 1]).toContain(regraft(['heal'], root).status)
    expect(tree(root)).toEqual(after)
    for (let runs = 0; runs < 3 && regraft(['undo'], root).status === 0; runs++);
    expect(tree(root)).toEqual(before)
  }
  console.info(`${partly} of ${kills} kills fell between two files`)
}, 600_000)
