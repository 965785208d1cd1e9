import { execFileSync, spawn, spawnSync } from 'node:child_process'
import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { preCommit as preCommitEntry } from '../packages/cli/src/init/pipelines.ts'
import { snippetsOf } from './snippets.ts'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const cli = join(root, 'packages/cli/bin/regraft.js')
const isBuilt =
  existsSync(join(root, 'packages/cli/dist/index.js')) && existsSync(join(root, 'packages/git/dist/index.js'))

/** The real pre-commit, where it is installed: by PATH, or as REGRAFT_PRE_COMMIT names it. */
const preCommit = process.env['REGRAFT_PRE_COMMIT'] ?? 'pre-commit'
const hasPreCommit = isBuilt && spawnSync(preCommit, ['--version']).status === 0

const bad =
  'resource "aws_s3_bucket_versioning" "b" {\n  bucket = "b"\n\n  versioning_configuration {\n    status = "Suspended"\n  }\n}\n'
const good = bad.replace('Suspended', 'Enabled')
const more = `# not staged\n${bad}`

/** What the page tells its readers to paste, by the file it is for. */
const markdown = readFileSync(join(root, 'docs/adapters/pre-commit.md'), 'utf8')
const page = new Map(
  snippetsOf(markdown).flatMap((it) => (it.kind === 'file' ? [[it.path, it.text] as const] : [])),
)
const husky = page.get('.husky/pre-commit') ?? ''

let folder: string
beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'regraft-hooks-')))
  // What npx finds as the project's own regraft.
  execFileSync('mkdir', ['-p', join(folder, 'bin')])
  writeFileSync(join(folder, 'bin/npx'), `#!/bin/sh\nshift 2\nexec '${process.execPath}' '${cli}' "$@"\n`, {
    mode: 0o755,
  })
  git('init', '-q', '-b', 'main', 'repo')
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const env = () => ({
  PATH: [join(folder, 'bin'), process.env['PATH']].join(delimiter),
  HOME: folder,
  GIT_CONFIG_NOSYSTEM: '1',
  ...Object.fromEntries(
    ['AUTHOR', 'COMMITTER'].flatMap((who) => [
      [`GIT_${who}_NAME`, 'a'],
      [`GIT_${who}_EMAIL`, 'a@b.c'],
    ]),
  ),
})

function started(command: string, args: readonly string[]) {
  const cwd = existsSync(join(folder, 'repo')) ? join(folder, 'repo') : folder
  return spawnSync(command, args, { cwd, env: env(), encoding: 'utf8' })
}

function git(...args: string[]): string {
  const { status, stdout, stderr } = started('git', args)
  if (status !== 0) throw new Error(stderr)
  return stdout
}

function write(path: string, text: string): void {
  writeFileSync(join(folder, 'repo', path), text)
}

const read = (path: string): string => readFileSync(join(folder, 'repo', path), 'utf8')

it('the page names hooks that there are, for the files that they are for', () => {
  const hooks = parse(readFileSync(join(root, '.pre-commit-hooks.yaml'), 'utf8'))
  const ids = hooks.map(({ id }: { id: string }) => id)
  const used = parse(page.get('.pre-commit-config.yaml') ?? '').repos[0].hooks.map(
    ({ id }: { id: string }) => id,
  )
  expect([ids, used]).toEqual([
    ['regraft-check', 'regraft-heal'],
    ['regraft-heal', 'regraft-check'],
  ])
  expect(markdown).toContain(preCommitEntry.text)
  expect(husky).toBe('npx --no-install regraft heal --staged\n')
  const [glob = ''] = Object.keys(JSON.parse(page.get('.lintstagedrc.json') ?? '{}'))
  for (const name of ['a.tf', 'a.tofu', 'a.tfvars', 'a.yaml', 'a.yml', 'a.json', 'a.ts']) {
    expect(new RegExp(hooks[0].files).test(name), name).toBe(true)
    expect(glob).toContain(name.slice(2))
  }
})

describe.skipIf(!isBuilt)(`a git hook${isBuilt ? '' : ' (skipped: not built)'}`, () => {
  const hook = (text: string): void => {
    write('.git/hooks/pre-commit', `#!/bin/sh\n${text}\n`)
    chmodSync(join(folder, 'repo/.git/hooks/pre-commit'), 0o755)
  }

  it('commits what it healed, and leaves what is not staged as it was', () => {
    hook(husky)
    write('a.tf', bad)
    git('add', '.')
    write('a.tf', more)
    git('commit', '-q', '-m', 'x')
    expect([git('show', 'HEAD:a.tf'), git('show', ':a.tf'), read('a.tf')]).toEqual([
      good,
      good,
      more.replace('Suspended', 'Enabled'),
    ])
  })

  it('changes both indexes of a commit of some files', () => {
    hook('npx --no-install regraft heal --staged --quiet --rule aws/s3-versioning')
    write('a.tf', '# a\n')
    write('b.tf', bad.replaceAll('"b"', '"c"'))
    git('add', '.')
    write('a.tf', bad)
    git('commit', '-q', '-m', 'x', 'a.tf')
    expect(git('show', '--name-only', '--format=', 'HEAD')).toBe('a.tf\n')
    expect([git('show', 'HEAD:a.tf'), git('show', ':a.tf'), read('a.tf')]).toEqual([good, good, good])
    expect(git('status', '--porcelain')).toBe('A  b.tf\n')
  })

  it('keeps a commit back that it cannot heal', () => {
    hook('npx --no-install regraft check --staged --quiet --rule aws/s3-versioning')
    write('a.tf', bad)
    git('add', '.')
    expect(started('git', ['commit', '-q', '-m', 'x']).status).toBe(1)
    expect(started('git', ['rev-parse', '--verify', '-q', 'HEAD']).status).toBe(1)
  })
})

const kills = Number(process.env['REGRAFT_KILLS'] ?? 0)

describe.skipIf(!isBuilt || kills === 0)(
  `a killed heal${kills === 0 ? ' (skipped: REGRAFT_KILLS asks for it)' : ''}`,
  () => {
    it('leaves each place as it was or healed, and the work tree never ahead of the index', async () => {
      for (let i = 0; i < kills; i++) {
        write('a.tf', bad)
        git('add', '.')
        write('a.tf', more)
        const child = spawn(process.execPath, [cli, 'heal', '--staged'], {
          cwd: join(folder, 'repo'),
          env: env(),
          stdio: 'ignore',
          detached: true,
        })
        const ended = new Promise((resolve) => child.on('close', resolve))
        const timer = setTimeout(
          () => child.exitCode ?? process.kill(-(child.pid ?? 0), 'SIGKILL'),
          200 + (i / kills) * 1500,
        )
        await ended
        clearTimeout(timer)
        rmSync(join(folder, 'repo/.git/index.lock'), { force: true })
        const [index, tree] = [git('show', ':a.tf'), read('a.tf')]
        const healed = more.replace('Suspended', 'Enabled')
        expect([bad, good]).toContain(index)
        expect(index === good ? [more, healed] : [more]).toContain(tree)
      }
    }, 600_000)
  },
)

describe.skipIf(!hasPreCommit)(`pre-commit${hasPreCommit ? '' : ' (skipped: it is not installed)'}`, () => {
  /** The hooks of this folder, in a repository of their own as pre-commit wants them. */
  function configured(hook: string): void {
    const hooks = join(folder, 'hooks')
    execFileSync('git', ['init', '-q', hooks])
    writeFileSync(join(hooks, '.pre-commit-hooks.yaml'), readFileSync(join(root, '.pre-commit-hooks.yaml')))
    for (const args of [
      ['add', '.'],
      ['commit', '-q', '-m', 'x'],
      ['tag', 'v1'],
    ])
      execFileSync('git', args, { cwd: hooks, env: env() })
    write(
      '.pre-commit-config.yaml',
      `repos:\n  - repo: ${hooks}\n    rev: v1\n    hooks:\n      - id: ${hook}\n        args: [--rule, aws/s3-versioning]\n`,
    )
    expect(started(preCommit, ['validate-manifest', join(root, '.pre-commit-hooks.yaml')]).status).toBe(0)
    expect(started(preCommit, ['install']).status).toBe(0)
  }

  it('heals, stops the commit, lets it pass once it is added, and keeps what is not staged', () => {
    configured('regraft-heal')
    write('a.tf', bad)
    write('note.txt', 'n\n')
    git('add', '.')
    write('a.tf', more)
    const first = started('git', ['commit', '-m', 'x'])
    expect([first.status, first.stdout + first.stderr]).toEqual([
      1,
      expect.stringContaining('files were modified by this hook'),
    ])
    expect([git('show', ':a.tf'), read('a.tf')]).toEqual([bad, more.replace('Suspended', 'Enabled')])
    git('add', 'a.tf')
    git('commit', '-q', '-m', 'x')
    expect(git('show', 'HEAD:a.tf')).toBe(more.replace('Suspended', 'Enabled'))
  })

  it('checks', () => {
    configured('regraft-check')
    write('a.tf', bad)
    git('add', '.')
    const { status, stdout, stderr } = started('git', ['commit', '-m', 'x'])
    expect([status, stdout + stderr]).toEqual([
      1,
      expect.stringContaining('a.tf:5:14  medium  aws/s3-versioning'),
    ])
    expect(read('a.tf')).toBe(bad)
  })
})
