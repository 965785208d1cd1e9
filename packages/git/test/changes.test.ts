import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { changesSince, openRepository } from '../src/index.ts'
import { env, Repo } from './repo.ts'

let repo: Repo
beforeEach(() => {
  repo = Repo.init()
})
afterEach(() => repo.remove())

async function since(ref: string, root: string = repo.path) {
  return changesSince(await openRepository(root, { env }), ref)
}

const numbered = (count: number): string =>
  Array.from({ length: count }, (_, i) => `line ${i + 1}\n`).join('')

describe('what changed since a commit', () => {
  it('is told by lines, staged or not, and untracked files whole', async () => {
    repo.commit({ 'a.tf': numbered(10), 'b.tf': numbered(3), 'same.tf': 'x\n' })
    repo.write({ 'a.tf': numbered(10).replace('line 4\n', 'LINE 4\nline 4b\n') })
    repo.git('add', 'a.tf')
    repo.write({ 'a.tf': `${repo.read('a.tf')}last\n`, 'b.tf': 'line 1\nline 3\n', 'new.tf': 'n\n' })
    const { files } = await since('HEAD')
    const blob = expect.stringMatching(/^[0-9a-f]{40}$/)
    expect(Object.fromEntries(files)).toEqual({
      'a.tf': {
        lines: [
          { start: 4, end: 6 },
          { start: 12, end: 13 },
        ],
        removes: true,
        blob,
      },
      'b.tf': { lines: [], removes: true, blob },
      'new.tf': { lines: 'all', removes: false },
    })
  })

  it('counts from where two branches parted', async () => {
    repo.commit({ 'a.tf': 'a\n' })
    repo.git('switch', '-q', '-c', 'topic')
    repo.commit({ 'mine.tf': 'm\n' })
    repo.git('switch', '-q', 'main')
    repo.commit({ 'theirs.tf': 't\n', 'a.tf': 'b\n' })
    repo.git('switch', '-q', 'topic')
    expect([...(await since('main')).files.keys()]).toEqual(['mine.tf'])
  })

  it('follows a renamed file, into the folder and out of it', async () => {
    repo.commit({ 'old.tf': numbered(20), 'in/gone.tf': numbered(30), 'x.tf': 'x\n' })
    repo.git('mv', 'old.tf', 'in/new.tf')
    repo.git('mv', 'in/gone.tf', 'moved.tf')
    repo.write({ 'in/new.tf': numbered(20).replace('line 7', 'LINE 7') })
    const { files, gone } = await since('HEAD', join(repo.path, 'in'))
    expect([...files].map(([path, { lines }]) => [path, lines])).toEqual([['new.tf', [{ start: 7, end: 8 }]]])
    expect([...gone.keys()]).toEqual(['gone.tf'])
  })

  it('takes any name', async () => {
    const names = [
      '"q".tf',
      "it's.tf",
      'a\nb.tf',
      '-x.tf',
      'ü.tf',
      'tab\t.tf',
      ':(glob)*.tf',
      'diff --git a/x b/x.tf',
    ]
    repo.commit(Object.fromEntries(names.map((name) => [name, 'a\nb\n'])))
    for (const name of names) repo.write({ [name]: 'a\nB\ndiff --git a/y b/y\n' })
    const { files } = await since('HEAD')
    expect(new Set(files.keys())).toEqual(new Set(names))
    for (const { lines } of files.values()) expect(lines).toEqual([{ start: 2, end: 4 }])
  })

  it('knows CRLF checkouts, links and modes for what they are', async () => {
    repo.git('config', 'core.autocrlf', 'true')
    repo.commit({ 'crlf.tf': 'a\r\nb\r\n', 'link.tf': 'l\n', 'mode.tf': 'm\n' })
    repo.write({ 'crlf.tf': 'a\r\nB\r\n' })
    rmSync(join(repo.path, 'link.tf'))
    const { symlinkSync, chmodSync } = await import('node:fs')
    symlinkSync('crlf.tf', join(repo.path, 'link.tf'))
    chmodSync(join(repo.path, 'mode.tf'), 0o755)
    const { files } = await since('HEAD')
    expect([...files].map(([path, { lines }]) => [path, lines])).toEqual([
      ['crlf.tf', [{ start: 2, end: 3 }]],
      ['link.tf', 'all'],
      ['mode.tf', []],
    ])
  })

  it('passes submodules over, and is told inside of one', async () => {
    const other = Repo.init().commit({ 'sub.tf': 'a\n' })
    repo.commit({ 'a.tf': 'a\n' })
    repo.git('-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'add', other.path, 'dep')
    repo.commit()
    repo.write({ 'dep/sub.tf': 'b\n', 'a.tf': 'b\n' })
    expect([...(await since('HEAD')).files.keys()]).toEqual(['a.tf'])
    expect([...(await since('HEAD', join(repo.path, 'dep'))).files.keys()]).toEqual(['sub.tf'])
    other.remove()
  })

  it('works in a linked work tree', async () => {
    repo.commit({ 'a.tf': 'a\n' })
    const linked = new Repo(`${repo.path}-linked`)
    repo.git('worktree', 'add', '-q', linked.path)
    linked.write({ 'a.tf': 'b\n' })
    expect([...(await since('main', linked.path)).files.keys()]).toEqual(['a.tf'])
    expect((await since('main')).files.size).toBe(0)
    linked.remove()
  })
})

describe('what cannot be compared', () => {
  it.each([
    ['nope', 'GIT_REF_UNKNOWN', 'git knows no commit nope'],
    ['--output=x', 'GIT_REF_UNKNOWN', 'git knows no commit --output=x'],
    ['HEAD:a.tf', 'GIT_REF_UNKNOWN', 'git knows no commit HEAD:a.tf'],
    ['', 'GIT_REF_UNKNOWN', 'git knows no commit '],
  ])('a commit %j', async (ref, code, message) => {
    repo.commit({ 'a.tf': 'a\n' })
    await expect(since(ref)).rejects.toMatchObject({ code, message })
  })

  it('a folder without a repository, and a machine without git', async () => {
    const { mkdtempSync } = await import('node:fs')
    const { tmpdir } = await import('node:os')
    const folder = mkdtempSync(join(tmpdir(), 'regraft-none-'))
    await expect(since('HEAD', folder)).rejects.toMatchObject({ code: 'GIT_NO_REPOSITORY' })
    await expect(openRepository(repo.path, { env: { PATH: folder } })).rejects.toMatchObject({
      code: 'GIT_MISSING',
    })
    rmSync(folder, { recursive: true })
  })

  it('branches with nothing in common, and a shallow clone that ends too early', async () => {
    repo.commit({ 'a.tf': 'a\n' })
    repo.git('switch', '-q', '--orphan', 'other')
    repo.commit({ 'b.tf': 'b\n' })
    await expect(since('main')).rejects.toMatchObject({ code: 'GIT_NO_BASE' })
    repo.git('switch', '-q', 'main')
    repo.git('switch', '-q', '-c', 'topic')
    repo.commit({ 'c.tf': 'c\n' })
    repo.git('switch', '-q', 'main')
    repo.commit({ 'd.tf': 'd\n' })
    const clone = new Repo(`${repo.path}-shallow`)
    repo.git('clone', '-q', '--depth=1', '--no-single-branch', `file://${repo.path}`, clone.path)
    await expect(since('origin/topic', clone.path)).rejects.toMatchObject({ code: 'GIT_SHALLOW' })
    clone.remove()
  })
})
