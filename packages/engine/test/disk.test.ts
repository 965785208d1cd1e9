import { execFileSync } from 'node:child_process'
import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { RegraftError } from '@regraft/model'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { diskWorkspace } from '../src/node.ts'

let root: string
let outside: string

beforeEach(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), 'regraft-disk-')))
  outside = realpathSync(mkdtempSync(join(tmpdir(), 'regraft-outside-')))
})

afterEach(() => {
  rmSync(root, { recursive: true, force: true })
  rmSync(outside, { recursive: true, force: true })
})

function put(path: string, text: string): void {
  mkdirSync(join(root, path, '..'), { recursive: true })
  writeFileSync(join(root, path), text)
}

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text)
const paths = async (options = {}): Promise<string[]> =>
  (await diskWorkspace(root, options).list()).files.map(({ path }) => path)

/** Every file below a folder with its bytes and mode. */
function tree(folder: string, prefix = ''): Record<string, string> {
  const out: Record<string, string> = {}
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) Object.assign(out, tree(path, `${prefix}${entry.name}/`))
    else out[prefix + entry.name] = `${lstatSync(path).mode}:${readFileSync(path, 'utf8')}`
  }
  return out
}

describe('list', () => {
  test('sees what git would see, sorted', async () => {
    mkdirSync(join(root, '.git'))
    put('.gitignore', 'out/\n*.bak.tf\n!keep.bak.tf\n')
    put('b/main.tf', '')
    put('a.tf', '')
    put('out/x.tf', '')
    put('old.bak.tf', '')
    put('keep.bak.tf', '')
    put('b/.gitignore', 'secret.tf\n')
    put('b/secret.tf', '')
    put('node_modules/x/y.tf', '')
    put('.terraform/modules/z.tf', '')
    expect(await paths()).toEqual(['.gitignore', 'a.tf', 'b/.gitignore', 'b/main.tf', 'keep.bak.tf'])
    expect(await paths({ paths: ['out/x.tf'] })).toEqual(['out/x.tf'])
    expect(await paths({ exclude: ['b/**', '.gitignore'] })).toEqual(['a.tf', 'keep.bak.tf'])
  })

  test('a folder named like a file is a folder', async () => {
    put('main.tf/inner.tf', '')
    expect(await paths()).toEqual(['main.tf/inner.tf'])
  })

  test('links never leave the root and never count a file twice', async () => {
    writeFileSync(join(outside, 'secret.tf'), 'secret')
    put('real.tf', 'x')
    symlinkSync(join(outside, 'secret.tf'), join(root, 'escape.tf'))
    symlinkSync(join(root, 'real.tf'), join(root, 'twice.tf'))
    symlinkSync(outside, join(root, 'folder'))
    symlinkSync('loop.tf', join(root, 'loop.tf'))
    const { files, diagnostics } = await diskWorkspace(root).list()
    expect(files.map(({ path }) => path)).toEqual(['real.tf'])
    expect(diagnostics.map(({ code, file }) => `${code} ${file}`)).toEqual([
      'LINK_LEAVES_ROOT escape.tf',
      'LINK_LEAVES_ROOT folder',
      'LINK_LOOP loop.tf',
    ])
    const read = await diskWorkspace(root).read('escape.tf')
    expect(read.ok ? '' : read.diagnostic.code).toBe('LINK_LEAVES_ROOT')
  })

  test('a pipe is named and not opened', async () => {
    execFileSync('mkfifo', [join(root, 'main.tf')])
    const { files, diagnostics } = await diskWorkspace(root).list()
    expect([files, diagnostics.map(({ code }) => code)]).toEqual([[], ['NOT_A_FILE']])
  })

  test('beside a named file its folder is read, but only the file is in scope', async () => {
    put('main.tf', '')
    put('variables.tf', '')
    put('deeper/x.tf', '')
    const workspace = diskWorkspace(root, { paths: ['main.tf'] })
    expect((await workspace.list()).files.map(({ path }) => path)).toEqual(['main.tf', 'variables.tf'])
    expect(['main.tf', 'variables.tf'].map((path) => workspace.scope(path))).toEqual([true, false])
  })

  test('a path that is not there, or lies outside, is a configuration error', () => {
    const code = (run: () => unknown): string => {
      try {
        run()
      } catch (error) {
        return error instanceof RegraftError ? error.code : String(error)
      }
      return 'none'
    }
    expect(code(() => diskWorkspace(join(root, 'nowhere')))).toBe('PATH_MISSING')
    expect(code(() => diskWorkspace(root, { paths: ['nowhere'] }))).toBe('PATH_MISSING')
    expect(code(() => diskWorkspace(root, { paths: [outside] }))).toBe('PATH_OUTSIDE')
  })
})

describe('write and undo', () => {
  test('keeps mode and link, and undo restores the tree byte for byte', async () => {
    put('a.tf', 'old a')
    put('deep/b.tf', '\ufeffold b\r\n')
    chmodSync(join(root, 'a.tf'), 0o750)
    symlinkSync('deep/b.tf', join(root, 'link.tf'))
    const before = tree(root)
    const workspace = diskWorkspace(root)
    const outcome = await workspace.write([
      { path: 'a.tf', before: bytes('old a'), after: bytes('new a') },
      { path: 'link.tf', before: bytes('\ufeffold b\r\n'), after: bytes('\ufeffnew b\r\n') },
    ])
    expect(outcome).toEqual({ run: '0001', written: ['a.tf', 'link.tf'], failures: [] })
    expect(readFileSync(join(root, 'deep/b.tf'), 'utf8')).toBe('\ufeffnew b\r\n')
    expect(lstatSync(join(root, 'link.tf')).isSymbolicLink()).toBe(true)
    expect(statSync(join(root, 'a.tf')).mode & 0o777).toBe(0o750)
    expect(readFileSync(join(root, '.regraft/.gitignore'), 'utf8')).toBe('*\n')
    expect(await paths()).not.toContain('.regraft/runs/0001/journal.json')
    expect(await workspace.undo()).toEqual({ run: '0001', restored: ['a.tf', 'link.tf'], failures: [] })
    expect(tree(root)).toEqual(before)
    expect(existsSync(join(root, '.regraft'))).toBe(false)
    await expect(workspace.undo()).rejects.toMatchObject({ code: 'UNDO_NOTHING' })
  })

  test('runs are undone by name, or the last first', async () => {
    put('a.tf', '1')
    const workspace = diskWorkspace(root)
    await workspace.write([{ path: 'a.tf', before: bytes('1'), after: bytes('2') }])
    await workspace.write([{ path: 'a.tf', before: bytes('2'), after: bytes('3') }])
    const early = await workspace.undo('1')
    expect(early.failures.map(({ diagnostic }) => diagnostic.code)).toEqual(['UNDO_REFUSED'])
    expect((await workspace.undo()).run).toBe('0002')
    expect((await workspace.undo()).run).toBe('0001')
    expect(readFileSync(join(root, 'a.tf'), 'utf8')).toBe('1')
  })

  test('a file that changed, is read-only, or became a link out is named and left; others are written', async () => {
    put('changed.tf', 'somebody was here')
    put('locked.tf', 'old')
    chmodSync(join(root, 'locked.tf'), 0o444)
    writeFileSync(join(outside, 'x.tf'), 'old')
    symlinkSync(join(outside, 'x.tf'), join(root, 'out.tf'))
    put('fine.tf', 'old')
    const files = ['changed.tf', 'locked.tf', 'out.tf', 'fine.tf', 'gone.tf']
    const outcome = await diskWorkspace(root).write(
      files.map((path) => ({ path, before: bytes('old'), after: bytes('new') })),
    )
    expect(outcome.written).toEqual(['fine.tf'])
    expect(outcome.failures.map(({ path, diagnostic }) => `${path} ${diagnostic.code}`)).toEqual([
      'changed.tf FILE_CHANGED',
      'locked.tf FILE_READ_ONLY',
      'out.tf LINK_LEAVES_ROOT',
      'gone.tf FILE_MISSING',
    ])
    expect(readFileSync(join(outside, 'x.tf'), 'utf8')).toBe('old')
    expect(readFileSync(join(root, 'locked.tf'), 'utf8')).toBe('old')
  })

  test('undo leaves a file that changed since, and says so', async () => {
    put('a.tf', 'old')
    put('b.tf', 'old')
    const workspace = diskWorkspace(root)
    await workspace.write(
      ['a.tf', 'b.tf'].map((path) => ({ path, before: bytes('old'), after: bytes('new') })),
    )
    writeFileSync(join(root, 'a.tf'), 'mine')
    const outcome = await workspace.undo()
    expect([outcome.restored, outcome.failures.map(({ path }) => path)]).toEqual([['b.tf'], ['a.tf']])
    expect(readFileSync(join(root, 'a.tf'), 'utf8')).toBe('mine')
  })

  test('a journal folder that is a link is refused and nothing is written', async () => {
    put('a.tf', 'old')
    symlinkSync(outside, join(root, '.regraft'))
    const outcome = await diskWorkspace(root).write([
      { path: 'a.tf', before: bytes('old'), after: bytes('new') },
    ])
    expect([outcome.written, readFileSync(join(root, 'a.tf'), 'utf8'), readdirSync(outside)]).toEqual([
      [],
      'old',
      [],
    ])
  })

  test('a temporary file that somebody planted as a link is not written through', async () => {
    put('a.tf', 'old')
    writeFileSync(join(outside, 'target'), 'precious')
    symlinkSync(join(outside, 'target'), join(root, '.a.tf.regraft-tmp'))
    await diskWorkspace(root).write([{ path: 'a.tf', before: bytes('old'), after: bytes('new') }])
    expect(readFileSync(join(outside, 'target'), 'utf8')).toBe('precious')
    expect(readFileSync(join(root, 'a.tf'), 'utf8')).toBe('new')
  })
})
