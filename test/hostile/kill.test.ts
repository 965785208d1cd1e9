import { existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { createEngine, type Engine } from '@regraft/engine'
import { diskWorkspace } from '@regraft/engine/node'
import { builtin } from '@regraft/policies'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startRegraft, tree } from '../cli.ts'
import { manifest } from './samples.ts'

const kills = Number(process.env['REGRAFT_KILLS'] ?? 8)
const names = Array.from({ length: 40 }, (_, i) => `pod-${i}.yaml`)
let root: string
let engine: Engine

beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'regraft-kill-'))
  for (const name of names) writeFileSync(join(root, name), manifest(name.replace('.yaml', '')))
  engine = await createEngine({ policies: [builtin] })
})

afterAll(() => rmSync(root, { recursive: true, force: true }))

const isTemporary = (path: string): boolean => path.endsWith('.regraft-tmp')
const heal = async (): Promise<unknown> => engine.heal(diskWorkspace(root), { unsafe: true })

async function undoAll(): Promise<void> {
  while (existsSync(join(root, '.regraft'))) {
    const { failures } = await diskWorkspace(root).undo()
    expect(failures).toEqual([])
  }
}

/** A file that is written anew is another one. */
const inodes = (): readonly number[] => names.map((name) => statSync(join(root, name)).ino)

/**
 * Lets a heal run for some part of its way, told by what it has done to the disk, and kills it there. Every tenth falls
 * anywhere before the first write, every other of the rest a little later than that many files were written.
 */
async function healAndKill(moment: number, isLate: boolean): Promise<void> {
  const before = inodes()
  const written = (): number => inodes().filter((inode, i) => inode !== before[i]).length
  const child = startRegraft(['heal', '--unsafe'], root)
  const gone = new Promise((resolve) => child.once('exit', resolve))
  const deadline = performance.now() + 20_000
  if (moment < 0.1) await sleep(moment * 3000)
  else {
    const wanted = Math.ceil(((moment - 0.1) / 0.9) * names.length)
    while (written() < wanted && child.exitCode === null && performance.now() < deadline) await sleep(0)
    if (isLate) await sleep(moment * 10)
  }
  child.kill('SIGKILL')
  await gone
}

test(`killed at ${kills} moments, every file is whole: old or healed; undo restores all`, async () => {
  const before = tree(root)
  await heal()
  const after = tree(root)
  await undoAll()
  let between = 0
  for (let i = 0; i < kills; i++) {
    await healAndKill(((i * 37) % kills) / kills, i % 2 === 1)
    const now = tree(root)
    const states = names.map((name) =>
      now[name] === before[name] ? 'old' : now[name] === after[name] ? 'healed' : 'torn',
    )
    expect(states).not.toContain('torn')
    expect(Object.keys(now).filter((path) => !isTemporary(path))).toEqual(Object.keys(before))
    if (states.includes('old') && states.includes('healed')) between++
    // What a kill left behind neither stops the next run nor stays after undo.
    await heal()
    expect(tree(root)).toEqual(after)
    await undoAll()
    expect(tree(root)).toEqual(before)
  }
  console.info(`${between} of ${kills} kills fell between two files`)
  expect(between).toBeGreaterThan(0)
}, 600_000)
