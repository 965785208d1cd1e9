import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

/** What git is told in tests: nobody's settings, and names for commits. */
export const env: { readonly [name: string]: string } = {
  PATH: process.env['PATH'] ?? '',
  HOME: '/nonexistent',
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_AUTHOR_NAME: 'a',
  GIT_AUTHOR_EMAIL: 'a@example.com',
  GIT_COMMITTER_NAME: 'a',
  GIT_COMMITTER_EMAIL: 'a@example.com',
}

/** A git repository in a temporary folder. */
export class Repo {
  readonly path: string

  constructor(path: string = realpathSync(mkdtempSync(join(tmpdir(), 'regraft-git-')))) {
    this.path = path
  }

  static init(): Repo {
    const repo = new Repo()
    repo.git('init', '-q', '-b', 'main')
    return repo
  }

  git(...args: string[]): string {
    return execFileSync('git', args, {
      cwd: this.path,
      env,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
    })
  }

  write(files: { readonly [path: string]: string | Uint8Array }): this {
    for (const [path, content] of Object.entries(files)) {
      mkdirSync(dirname(join(this.path, path)), { recursive: true })
      writeFileSync(join(this.path, path), content)
    }
    return this
  }

  commit(files: { readonly [path: string]: string | Uint8Array } = {}): this {
    this.write(files)
    this.git('add', '-A')
    this.git('commit', '-q', '--allow-empty', '-m', 'x')
    return this
  }

  /** A file of the work tree, byte by byte. */
  read(path: string): string {
    return readFileSync(join(this.path, path), 'latin1')
  }

  /** A file as the index holds it. */
  staged(path: string): string {
    return execFileSync('git', ['cat-file', 'blob', `:${path}`], { cwd: this.path, env, encoding: 'latin1' })
  }

  remove(): void {
    rmSync(this.path, { recursive: true, force: true })
  }
}
