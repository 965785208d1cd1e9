import type { Git } from './git.ts'
import type { Repository } from './repository.ts'

/** A regular file as the index holds it. */
export interface IndexEntry {
  /** `100644` or `100755`. */
  readonly mode: string
  readonly blob: string
  /** Why its entry is left alone: git does not compare it with the work tree. */
  readonly flag?: 'skip-worktree' | 'assume-unchanged'
}

export interface Index {
  /** By path relative to the folder. */
  readonly entries: ReadonlyMap<string, IndexEntry>
  /** Paths that a merge left undecided. */
  readonly unmerged: readonly string[]
}

/** Reads the index below the repository's folder. Links and submodules are no files. */
export async function readIndex({ git }: Repository, paths: readonly string[] = []): Promise<Index> {
  // -v: the tag says what is skipped or assumed to be unchanged, see git-ls-files(1).
  const { stdout } = await git.run(['ls-files', '--stage', '-v', '-z', '--', ...paths])
  const entries = new Map<string, IndexEntry>()
  const unmerged = new Set<string>()
  for (const record of stdout.toString().split('\0')) {
    const match = /^(\S) (\d+) ([0-9a-f]+) (\d)\t(.+)$/s.exec(record)
    if (!match) continue
    const [, tag = '', mode = '', blob = '', stage = '', path = ''] = match
    if (stage !== '0') unmerged.add(path)
    else if (mode.startsWith('100')) entries.set(path, { mode, blob, ...flagOf(tag) })
  }
  return { entries, unmerged: [...unmerged] }
}

function flagOf(tag: string): Pick<IndexEntry, 'flag'> {
  if (tag.toUpperCase() === 'S') return { flag: 'skip-worktree' }
  return tag === tag.toLowerCase() ? { flag: 'assume-unchanged' } : {}
}

/** Paths whose content in the index is not that of HEAD, relative to the folder. Before the first commit: all. */
export async function stagedPaths(repository: Repository): Promise<ReadonlySet<string>> {
  const { stdout } = await repository.git.run([
    ...['diff', '--cached', '--name-only', '-z', '--no-renames', '--diff-filter=d', '--no-relative'],
    ...['--ignore-submodules=all', '--no-ext-diff', '--no-textconv', '--no-color'],
  ])
  return new Set(
    stdout
      .toString()
      .split('\0')
      .flatMap((path) => (path === '' ? [] : (repository.inRoot(path) ?? []))),
  )
}

/** One file's new content in the index. */
export interface IndexUpdate {
  readonly path: string
  readonly mode: string
  readonly blob: string
}

/** Puts blobs into the index in one step: all of them, or none; paths are relative to the folder. Throws `GIT_FAILED` when another process holds it. */
export async function updateIndex(
  git: Git,
  { inRepository }: Repository,
  updates: readonly IndexUpdate[],
): Promise<void> {
  const input = updates.map(({ path, mode, blob }) => `${mode} ${blob}\t${inRepository(path)}\0`).join('')
  await git.run(['update-index', '-z', '--index-info'], { input })
}
