import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { regraft, tree } from './cli.ts'
import { bucket, manifest } from './hostile/samples.ts'

/** The same files, created in one order or the other: directories list them as they were made on some file systems. */
function repository(turned: boolean): string {
  const root = mkdtempSync(join(tmpdir(), 'regraft-same-'))
  const files = Array.from({ length: 90 }, (_, i) => [`k8s/pod-${i}.yaml`, manifest(`pod-${i}`)] as const)
  const all = [...files, ['tf/main.tf', bucket('a')] as const, ['tf/deep/main.tf', bucket('b')] as const]
  for (const [path, text] of turned ? [...all].reverse() : all) {
    mkdirSync(join(root, path, '..'), { recursive: true })
    writeFileSync(join(root, path), text)
  }
  return root
}

test('one worker or two, files and rules in any order, any locale: the same bytes', () => {
  const ways: readonly (readonly [turned: boolean, args: readonly string[], locale: string])[] = [
    [false, ['--jobs', '1'], 'C'],
    [false, ['--jobs', '2'], 'C'],
    [true, ['--jobs', '2', '--rule', 'kubernetes/*', '--rule', 'aws/*'], 'tr_TR.UTF-8'],
    [true, ['--jobs', '1', '--rule', 'aws/*', '--rule', 'kubernetes/*'], 'sv_SE.UTF-8'],
  ]
  const outcomes = ways.map(([turned, args, locale]) => {
    const root = repository(turned)
    try {
      const env = { ...process.env, LC_ALL: locale, LANG: locale }
      const { stdout } = regraft(['heal', '--unsafe', ...args], root, 1024, env)
      return { stdout, tree: tree(root) }
    } finally {
      rmSync(root, { recursive: true, force: true })
    }
  })
  const [first, ...others] = outcomes
  expect(first?.stdout).toContain('"healed"')
  for (const other of others) {
    expect(other.stdout).toBe(first?.stdout)
    expect(other.tree).toEqual(first?.tree)
  }
})
