import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { regraft, tree } from '../cli.ts'
import { manifest } from './samples.ts'

const mount = mkdtempSync(join(tmpdir(), 'regraft-full-'))
const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=128k', 'tmpfs', mount]).status === 0
if (!mounted) console.info('skipped: a full disk needs the right to mount a tmpfs')

test.skipIf(!mounted)('on a full disk every file is whole, and the report says which was not written', () => {
  try {
    const names = Array.from({ length: 12 }, (_, i) => `pod-${String(i).padStart(2, '0')}.yaml`)
    for (const name of names) writeFileSync(join(mount, name), manifest(name))
    const filler = 4096
    for (let i = 0; ; i++) {
      try {
        writeFileSync(join(mount, `filler-${i}.bin`), Buffer.alloc(filler))
      } catch {
        break
      }
    }
    // Room for a few originals, not for all.
    for (const i of [0, 1, 2, 3, 4, 5, 6]) rmSync(join(mount, `filler-${i}.bin`))
    const before = tree(mount)
    const { status, report } = regraft(['heal', '--unsafe'], mount)
    expect(status).toBe(1)
    const after = tree(mount)
    const full = report.diagnostics
      .filter((diagnostic) => diagnostic.code === 'DISK_FULL')
      .map(({ file }) => file)
    expect(full.length).toBeGreaterThan(0)
    for (const name of names) {
      const healed = report.edits.some((edit) => edit.file === name)
      expect(after[name] === before[name]).toBe(!healed)
      expect(full.includes(name)).toBe(!healed)
    }
    expect(Object.keys(after)).toEqual(Object.keys(before))
    if (report.edits.length > 0) regraft(['undo'], mount)
    expect(tree(mount)).toEqual(before)
  } finally {
    spawnSync('umount', [mount])
    rmSync(mount, { recursive: true, force: true })
  }
})
