import { spawn } from 'node:child_process'
import { RegraftError } from '@regraft/model'

/** What one call of git may be told beside its arguments. */
export interface GitCall {
  /** Standard input. */
  readonly input?: string | Uint8Array
  /** Further variables of the environment. */
  readonly env?: { readonly [name: string]: string }
  /** Exit codes that are an answer too. Default: 0 alone. */
  readonly answers?: readonly number[]
}

export interface GitAnswer {
  readonly code: number
  readonly stdout: Buffer
}

/** Calls git in one folder: with a list of arguments, never through a shell. */
export interface Git {
  /** Throws RegraftError `GIT_MISSING` without git, `GIT_FAILED` with what it said. */
  run(args: readonly string[], call?: GitCall): Promise<GitAnswer>
  /** The same git with further variables of the environment. */
  with(env: { readonly [name: string]: string }): Git
}

type Environment = { readonly [name: string]: string | undefined }

/**
 * Settings that keep a repository's own configuration from running programs: a monitor of files, hooks that an index
 * calls, a repository that lies in the checked-out files themselves. See gitconfig(5).
 */
const settings = [
  ...['core.fsmonitor=false', 'core.hooksPath=/dev/null', 'core.pager=cat', 'safe.bareRepository=explicit'],
  ...['core.quotePath=true', 'diff.external=', 'diff.autoRefreshIndex=true', 'protocol.allow=never'],
].flatMap((setting) => ['-c', setting])

/** No lock for what only looks; no fetch of what a partial clone lacks, which could run a transport; no question. */
const fixed: Environment = {
  GIT_OPTIONAL_LOCKS: '0',
  GIT_NO_LAZY_FETCH: '1',
  GIT_ALLOW_PROTOCOL: 'none',
  GIT_TERMINAL_PROMPT: '0',
  GIT_LITERAL_PATHSPECS: '1',
  GIT_EXTERNAL_DIFF: undefined,
  GIT_TRACE: undefined,
  LC_ALL: 'C',
}

export function gitIn(folder: string, env: Environment): Git {
  return {
    run: (args, call = {}) => start(folder, { ...env, ...fixed, ...call.env }, args, call),
    with: (more) => gitIn(folder, { ...env, ...more }),
  }
}

function start(
  cwd: string,
  env: Environment,
  args: readonly string[],
  { input = '', answers = [0] }: GitCall,
): Promise<GitAnswer> {
  return new Promise((resolve, reject) => {
    const child = spawn('git', ['--no-pager', ...settings, ...args], { cwd, env: { ...env }, shell: false })
    const out: Buffer[] = []
    const err: Buffer[] = []
    child.stdout.on('data', (chunk: Buffer) => out.push(chunk))
    child.stderr.on('data', (chunk: Buffer) => err.push(chunk))
    child.on('error', (cause) => reject(missing(cause)))
    child.on('close', (code) => {
      if (code !== null && answers.includes(code)) resolve({ code, stdout: Buffer.concat(out) })
      else reject(failed(args, Buffer.concat(err).toString()))
    })
    // A git that ends early closes its input: what it says then is the answer.
    child.stdin.on('error', () => undefined)
    child.stdin.end(input)
  })
}

function missing(cause: unknown): RegraftError {
  return new RegraftError('GIT_MISSING', 'git cannot be run', {
    hint: 'Install git, and look that it is found by PATH.',
    cause,
  })
}

function failed(args: readonly string[], said: string): RegraftError {
  const why = said.trim().replace(/^(fatal|error): /, '')
  return new RegraftError('GIT_FAILED', `git ${args[0]} failed: ${why || 'it gave no reason'}`, {
    hint: 'Run that command by hand to see more.',
  })
}
