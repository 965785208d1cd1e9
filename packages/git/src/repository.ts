import { relative, sep } from 'node:path'
import { RegraftError } from '@regraft/model'
import { type Git, gitIn } from './git.ts'

/** A folder in the work tree of a repository, and git in it. */
export interface Repository {
  /** Calls git in the folder. */
  readonly git: Git
  /** The folder, absolute, links followed. */
  readonly root: string
  /** Absolute path of git's own folder, that of a linked work tree or of a submodule too. */
  readonly gitFolder: string
  /** The index that git was told to use, when it was told. */
  readonly indexFile: string | undefined
  /** A path of the repository as one relative to the folder; undefined when it lies outside of it. */
  inRoot(path: string): string | undefined
  /** The reverse. */
  inRepository(path: string): string
}

export interface RepositoryOptions {
  /** Variables that git is run with. Default: those of this process. Hooks need theirs, such as `GIT_INDEX_FILE`. */
  readonly env?: { readonly [name: string]: string | undefined }
}

/**
 * The repository that a folder lies in. Nothing that the repository's own configuration names is run.
 * @throws RegraftError `GIT_MISSING`, `GIT_NO_REPOSITORY`
 */
export async function openRepository(
  root: string,
  { env = process.env }: RepositoryOptions = {},
): Promise<Repository> {
  const plain = gitIn(root, env)
  const [[top, gitFolder], filters] = await Promise.all([places(plain, root), withoutFilters(plain, env)])
  const prefix = relative(top, root).split(sep).join('/')
  const before = prefix === '' ? '' : `${prefix}/`
  return {
    git: plain.with(filters),
    root,
    gitFolder,
    indexFile: env['GIT_INDEX_FILE'],
    inRoot: (path) => (path.startsWith(before) ? path.slice(before.length) : undefined),
    inRepository: (path) => before + path,
  }
}

async function places(git: Git, root: string): Promise<[top: string, gitFolder: string]> {
  const ask = async (what: string): Promise<string> =>
    (await git.run(['rev-parse', what])).stdout.toString().replace(/\n$/, '')
  try {
    // One by one: a folder's name may hold a line break.
    return await Promise.all([ask('--show-toplevel'), ask('--absolute-git-dir')])
  } catch (error) {
    if (!(error instanceof RegraftError) || error.code !== 'GIT_FAILED') throw error
    throw new RegraftError('GIT_NO_REPOSITORY', `${root} lies in no work tree of git`, {
      hint: `${error.message}. Run regraft inside of a repository, or leave --since and --staged out.`,
      cause: error,
    })
  }
}

/**
 * Variables that switch off the content filters which the repository's own configuration names: they are programs, and
 * git would run them to compare a file. Those of the user and of the system, such as an installed LFS, stay.
 */
async function withoutFilters(
  git: Git,
  env: { readonly [name: string]: string | undefined },
): Promise<{ [name: string]: string }> {
  const { stdout } = await git.run(
    ['config', '--show-scope', '-z', '--name-only', '--get-regexp', '^filter\\.'],
    {
      answers: [0, 1],
    },
  )
  const fields = stdout.toString().split('\0')
  const drivers = new Set<string>()
  for (let i = 0; i + 1 < fields.length; i += 2) {
    const driver = /^filter\.(.*)\.[^.]*$/s.exec(fields[i + 1] ?? '')?.[1]
    if (driver !== undefined && ['local', 'worktree'].includes(fields[i] ?? '')) drivers.add(driver)
  }
  const pairs = [...drivers].flatMap((driver) => [
    ...['clean', 'smudge', 'process'].map((key) => [`filter.${driver}.${key}`, ''] as const),
    [`filter.${driver}.required`, 'false'] as const,
  ])
  const count = Number(env['GIT_CONFIG_COUNT'] ?? 0)
  const out: { [name: string]: string } = { GIT_CONFIG_COUNT: String(count + pairs.length) }
  for (const [i, [key, value]] of pairs.entries()) {
    out[`GIT_CONFIG_KEY_${count + i}`] = key
    out[`GIT_CONFIG_VALUE_${count + i}`] = value
  }
  return out
}
