import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import {
  changesSince,
  openRepository,
  type StagedOptions,
  type StagedWorkspace,
  stagedWorkspace,
} from '../src/index.ts'
import { env, Repo } from './repo.ts'

let repo: Repo
beforeEach(() => {
  repo = Repo.init()
})
afterEach(() => repo.remove())

const bad = 'resource "x" "y" {\n  a = 1\n  on = false\n  z = 1\n}\n'
const good = bad.replace('false', 'true')

async function open(options: StagedOptions = {}, root = repo.path): Promise<StagedWorkspace> {
  return stagedWorkspace(await openRepository(root, { env }), options)
}

/** Does to the staged texts what a heal would. */
async function heal(workspace: StagedWorkspace, paths: readonly string[]) {
  const files = await Promise.all(
    paths.map(async (path) => {
      const read = await workspace.read(path)
      if (!read.ok) throw new Error(read.diagnostic.message)
      const text = Buffer.from(read.bytes).toString()
      return { path, before: read.bytes, after: Buffer.from(text.replace('on = false', 'on = true')) }
    }),
  )
  const outcome = await workspace.write(files)
  return { outcome, left: workspace.left.map(({ code, file }) => `${code} ${file}`) }
}

const status = (): string => repo.git('status', '--porcelain')

describe('the index as a workspace', () => {
  it('lists its own files with their own content, and reports those that HEAD has otherwise', async () => {
    repo.commit({ 'old.tf': 'o\n', 'b/c.tf': 'c\n', 'node_modules/m.tf': 'm\n' })
    repo.write({ 'a.tf': 'staged\n', 'b/c.tf': 'staged too\n' })
    repo.git('add', '.')
    repo.write({ 'a.tf': 'not\n', 'untracked.tf': 'u\n', 'old.tf': 'changed\n' })
    symlinkSync('a.tf', join(repo.path, 'link.tf'))
    repo.git('add', 'link.tf')
    const workspace = await open()
    expect((await workspace.list()).files).toEqual([
      { path: 'a.tf', size: 7 },
      { path: 'b/c.tf', size: 11 },
      { path: 'old.tf', size: 2 },
    ])
    expect(['a.tf', 'b/c.tf', 'old.tf'].map((path) => workspace.scope(path))).toEqual([true, true, false])
    const texts = await Promise.all(['a.tf', 'old.tf', 'untracked.tf'].map((path) => workspace.read(path)))
    expect(texts.map((it) => it.ok && Buffer.from(it.bytes).toString())).toEqual(['staged\n', 'o\n', 'u\n'])
    expect(await workspace.listFolder?.('.', true)).toEqual(['a.tf', 'b/c.tf', 'node_modules/m.tf', 'old.tf'])
  })

  it('takes paths, globs and a folder below the top', async () => {
    repo.write({ 'x/a.tf': '1\n', 'x/y/b.tf': '2\n', 'x/y/c.yaml': '3\n', 'z.tf': '4\n' }).git('add', '.')
    const listed = async (options: StagedOptions, root?: string) =>
      (await (await open(options, root)).list()).files.map(({ path }) => path)
    expect(await listed({ include: ['**/*.tf'], exclude: ['x/y'] })).toEqual(['x/a.tf', 'z.tf'])
    expect(await listed({ exclude: ['x/**/c.yaml'] }, join(repo.path, 'x'))).toEqual([
      'a.tf',
      'y/b.tf',
      'y/c.yaml',
    ])
    const workspace = await open({ paths: ['x/y', join(repo.path, 'z.tf')] })
    expect(['x/a.tf', 'x/y/b.tf', 'z.tf'].map((path) => workspace.scope(path))).toEqual([false, true, true])
  })

  it('tells what a merge left undecided', async () => {
    repo.commit({ 'a.tf': 'a\n' })
    repo.git('switch', '-q', '-c', 'topic')
    repo.commit({ 'a.tf': 'b\n' })
    repo.git('switch', '-q', 'main')
    repo.commit({ 'a.tf': 'c\n' })
    expect(() => repo.git('merge', 'topic')).toThrow()
    const { files, diagnostics } = await (await open()).list()
    expect([files, diagnostics.map(({ code, file }) => [code, file])]).toEqual([
      [],
      [['INDEX_UNMERGED', 'a.tf']],
    ])
  })
})

describe('writing to the index', () => {
  it('changes the work tree too, which shows no difference then', async () => {
    repo.write({ 'm.tf': bad }).git('add', '.')
    chmodSync(join(repo.path, 'm.tf'), 0o755)
    repo.git('add', '.')
    const { outcome, left } = await heal(await open(), ['m.tf'])
    expect([outcome.written, outcome.failures, outcome.run, left]).toEqual([['m.tf'], [], '0001', []])
    expect([repo.staged('m.tf'), repo.read('m.tf')]).toEqual([good, good])
    expect(repo.git('ls-files', '--stage')).toMatch(/^100755 /)
    expect(status()).toBe('A  m.tf\n')
  })

  it('keeps what is not staged beside the change', async () => {
    repo.write({ 'm.tf': bad }).git('add', '.')
    const more = `# mine\n${bad.replace('}', '  more = 2\n}')}`
    repo.write({ 'm.tf': more })
    const { left } = await heal(await open(), ['m.tf'])
    expect([repo.staged('m.tf'), repo.read('m.tf'), left]).toEqual([good, more.replace('false', 'true'), []])
    expect(status()).toBe('AM m.tf\n')
  })

  it.each([
    ['the same line', bad.replace('on = false', 'on = false # why')],
    ['the line beside', bad.replace('a = 1', 'a = 2')],
    ['a line that is gone', bad.replace('  on = false\n', '')],
    ['the whole file', 'other\n'],
    ['nothing but bytes', Buffer.from([0xff, 0xfe, 0])],
  ])('leaves a work tree alone that changed %s', async (_, own) => {
    repo.write({ 'm.tf': bad }).git('add', '.')
    repo.write({ 'm.tf': own })
    const before = repo.read('m.tf')
    const { outcome, left } = await heal(await open(), ['m.tf'])
    expect([outcome.written, left]).toEqual([['m.tf'], ['WORK_TREE_LEFT m.tf']])
    expect([repo.staged('m.tf'), repo.read('m.tf')]).toEqual([good, before])
  })

  it('leaves alone what is a link or nothing in the work tree', async () => {
    repo.write({ 'm.tf': bad, 'n.tf': bad, 'other.tf': bad }).git('add', 'm.tf', 'n.tf')
    rmSync(join(repo.path, 'm.tf'))
    rmSync(join(repo.path, 'n.tf'))
    symlinkSync('other.tf', join(repo.path, 'm.tf'))
    const { left } = await heal(await open(), ['m.tf', 'n.tf'])
    expect(left).toEqual(['WORK_TREE_LEFT m.tf', 'WORK_TREE_LEFT n.tf'])
    expect([repo.staged('m.tf'), repo.staged('n.tf'), repo.read('other.tf')]).toEqual([good, good, bad])
    expect(existsSync(join(repo.path, 'n.tf'))).toBe(false)
  })

  it.each([
    ['autocrlf, checked out with CRLF', 'core.autocrlf', 'true', '', bad.replaceAll('\n', '\r\n')],
    ['autocrlf, but LF in the work tree', 'core.autocrlf', 'true', '', bad],
    ['an attribute eol=crlf', 'core.autocrlf', 'false', '*.tf text eol=crlf\n', bad.replaceAll('\n', '\r\n')],
    ['autocrlf=input and CRLF typed', 'core.autocrlf', 'input', '', bad.replaceAll('\n', '\r\n')],
  ])(
    'with %s has LF in the index and the ends of the work tree there',
    async (_, key, value, attributes, own) => {
      repo.git('config', key, value)
      repo.write({ 'in/.gitattributes': attributes, 'in/m.tf': own })
      repo.git('-c', 'core.safecrlf=false', 'add', '.')
      expect(repo.staged('in/m.tf')).toBe(bad)
      const { left } = await heal(await open({}, join(repo.path, 'in')), ['m.tf'])
      expect([repo.staged('in/m.tf'), repo.read('in/m.tf'), left]).toEqual([
        good,
        own.replace('false', 'true'),
        [],
      ])
      expect(status()).toBe('A  in/.gitattributes\nA  in/m.tf\n')
    },
  )

  it('keeps CRLF where the index holds it', async () => {
    const crlf = bad.replaceAll('\n', '\r\n')
    repo.git('config', 'core.autocrlf', 'false')
    repo.write({ 'm.tf': crlf }).git('add', '.')
    await heal(await open(), ['m.tf'])
    expect([repo.staged('m.tf'), repo.read('m.tf')]).toEqual([
      crlf.replace('false', 'true'),
      crlf.replace('false', 'true'),
    ])
  })

  it('writes the encoding that an attribute wants in the work tree', async () => {
    const utf16 = (text: string) => Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, 'utf16le')])
    repo
      .write({ '.gitattributes': '*.tf text working-tree-encoding=UTF-16\n', 'm.tf': utf16(bad) })
      .git('add', '.')
    expect(repo.staged('m.tf')).toBe(bad)
    const { left } = await heal(await open(), ['m.tf'])
    expect([repo.staged('m.tf'), left, status()]).toEqual([good, [], 'A  .gitattributes\nA  m.tf\n'])
    expect(new TextDecoder('utf-16le').decode(readFileSync(join(repo.path, 'm.tf')))).toBe(good)
  })

  it('follows a renamed file, and works in a submodule and a linked work tree', async () => {
    repo.commit({ 'm.tf': bad })
    repo.git('mv', 'm.tf', 'n.tf')
    await heal(await open(), ['n.tf'])
    expect([repo.staged('n.tf'), repo.read('n.tf'), status()]).toEqual([good, good, 'R  m.tf -> n.tf\n'])
    const linked = new Repo(`${repo.path}-linked`)
    repo.git('worktree', 'add', '-q', linked.path)
    linked.write({ 'l.tf': bad }).git('add', '.')
    await heal(await open({}, linked.path), ['l.tf'])
    expect([linked.staged('l.tf'), linked.read('l.tf'), linked.git('status', '--porcelain')]).toEqual([
      good,
      good,
      'A  l.tf\n',
    ])
    const other = Repo.init().commit({ 's.tf': 's\n' })
    repo.git('-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'add', other.path, 'dep')
    const inside = new Repo(join(repo.path, 'dep'))
    inside.write({ 's.tf': bad }).git('add', '.')
    expect((await (await open()).list()).files.map(({ path }) => path)).toEqual(['.gitmodules', 'n.tf'])
    await heal(await open({}, inside.path), ['s.tf'])
    expect([inside.staged('s.tf'), inside.read('s.tf'), inside.git('status', '--porcelain')]).toEqual([
      good,
      good,
      'M  s.tf\n',
    ])
    linked.remove()
    other.remove()
  })

  it('writes nothing where the index changed, is held, or is told to look away', async () => {
    repo.write({ 'm.tf': bad }).git('add', '.')
    const stale = await open()
    repo.write({ 'm.tf': `${bad}#\n` }).git('add', '.')
    const codes = async (workspace: StagedWorkspace) =>
      (await heal(workspace, ['m.tf'])).outcome.failures.map(({ diagnostic }) => diagnostic.code)
    expect(await codes(stale)).toEqual(['FILE_CHANGED'])
    writeFileSync(join(repo.path, '.git/index.lock'), '')
    expect(await codes(await open())).toEqual(['INDEX_UNWRITTEN'])
    rmSync(join(repo.path, '.git/index.lock'))
    repo.git('update-index', '--skip-worktree', 'm.tf')
    expect(await codes(await open())).toEqual(['INDEX_FLAGGED'])
    expect([repo.staged('m.tf'), repo.read('m.tf')]).toEqual([`${bad}#\n`, `${bad}#\n`])
    expect(existsSync(join(repo.path, '.regraft'))).toBe(false)
  })
})

it('runs nothing that the configuration of a repository names', async () => {
  repo.commit({ 'm.tf': bad, '.gitattributes': '*.tf filter=evil diff=evil\n' })
  const ran = join(repo.path, 'ran')
  const evil = `touch ${ran}; cat`
  mkdirSync(join(repo.path, '.git/hooks'), { recursive: true })
  writeFileSync(join(repo.path, '.git/hooks/post-index-change'), `#!/bin/sh\ntouch ${ran}\n`, { mode: 0o755 })
  for (const [key, value] of [
    ['core.fsmonitor', evil],
    ['core.hooksPath', join(repo.path, '.git/hooks')],
    ['core.pager', evil],
    ['diff.external', evil],
    ['diff.evil.command', evil],
    ['diff.evil.textconv', evil],
    ...['clean', 'smudge'].map((it) => [`filter.evil.${it}`, evil]),
    ['filter.evil.required', 'true'],
    ['filter.a=b c.process', evil],
  ] as const)
    repo.git('config', key ?? '', value ?? '')
  writeFileSync(join(repo.path, 'm.tf'), `# new\n${bad}`)
  repo.git('--no-pager', 'diff', '--stat', 'HEAD')
  expect(existsSync(ran), 'what git itself would run').toBe(true)
  rmSync(ran)
  const { files } = await changesSince(await openRepository(repo.path, { env }), 'HEAD')
  expect(files.get('m.tf')?.lines).toEqual([{ start: 1, end: 2 }])
  const workspace = await open()
  await workspace.list()
  await heal(workspace, ['m.tf'])
  expect([repo.read('m.tf'), existsSync(ran)]).toEqual([`# new\n${good}`, false])
})
