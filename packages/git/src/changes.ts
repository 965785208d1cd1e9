import type { Location } from '@regraft/model'
import { RegraftError } from '@regraft/model'
import { type LineRange, patchedLines } from './patch-lines.ts'
import { type RawChange, rawChanges } from './raw.ts'
import type { Repository } from './repository.ts'

/** One file that is not what it was. */
export interface FileChange {
  /** Its added and modified lines; `all` for a new file and one that is no text for git. */
  readonly lines: readonly LineRange[] | 'all'
  /** Something was taken out of it, which a line that stayed may now lack. */
  readonly removes: boolean
  /** The blob it was before; absent for a new file. */
  readonly blob?: string
}

/** What the work tree holds that a commit does not. */
export interface Changes {
  /** The commit that was compared with: where the given one and HEAD parted. */
  readonly base: string
  /** By path relative to the root of the repository's folder. A renamed file stands under its new name. */
  readonly files: ReadonlyMap<string, FileChange>
  /** Paths of the folder that are there no more, with their blobs. */
  readonly gone: ReadonlyMap<string, string>
  /** Whether a file changed, or lies in a repository that git does not track. */
  has(path: string): boolean
  /** Whether a place stands on a changed line. */
  touches(location: Location): boolean
}

/**
 * Compares the work tree with the merge base of HEAD and a commit: staged or not, and files that git does not track
 * count whole. Submodules are repositories of their own and left out.
 * @throws RegraftError `GIT_REF_UNKNOWN`, `GIT_SHALLOW`, `GIT_NO_BASE`
 */
export async function changesSince(repository: Repository, ref: string): Promise<Changes> {
  const base = await baseOf(repository, ref)
  const differing = await diff(repository, base)
  const files = new Map<string, FileChange>()
  const gone = new Map<string, string>()
  for (const [change, file] of differing) {
    const [path, from] = [repository.inRoot(change.path), repository.inRoot(change.from)]
    if (change.status !== 'D' && path !== undefined) files.set(path, file)
    if (from !== undefined && from !== path && change.blob !== undefined) gone.set(from, change.blob)
    if (change.status === 'D' && path !== undefined && change.blob !== undefined) gone.set(path, change.blob)
  }
  const folders: string[] = []
  for (const path of await untracked(repository)) {
    if (path.endsWith('/')) folders.push(path)
    else files.set(path, { lines: 'all', removes: false })
  }
  const has = (path: string): boolean => files.has(path) || folders.some((folder) => path.startsWith(folder))
  return {
    base,
    files,
    gone,
    has,
    touches: (location) => has(location.file) && onLines(files.get(location.file)?.lines ?? 'all', location),
  }
}

function onLines(lines: FileChange['lines'], { start, end }: Location): boolean {
  if (lines === 'all') return true
  // An end at the beginning of a line is that of the line before.
  const last = Math.max(start.line, end.column === 1 ? end.line - 1 : end.line)
  return lines.some((range) => range.start <= last && range.end > start.line)
}

async function diff(
  { git }: Repository,
  base: string,
): Promise<readonly (readonly [RawChange, FileChange])[]> {
  const shared = [
    '--find-renames',
    '--ignore-submodules=all',
    '--no-ext-diff',
    '--no-textconv',
    '--no-color',
  ].concat('--no-relative', '--inter-hunk-context=0', '--submodule=short')
  const compare = (...how: string[]): Promise<Buffer> =>
    git.run(['diff', ...how, ...shared, '--end-of-options', base, '--']).then(({ stdout }) => stdout)
  const raw = rawChanges(await compare('--raw', '-z', '--no-abbrev'))
  const text = (await compare('--patch', '--unified=0')).toString()
  // What is only unmerged has a line in the one and no lines in the other.
  const shown = raw.filter(({ status }) => status !== 'U')
  const patches = patchedLines(text)
  // A file that became a link, or the reverse, is told as one that went and one that came.
  if (patches.length !== shown.reduce((sum, { status }) => sum + (status === 'T' ? 2 : 1), 0))
    throw new RegraftError('GIT_FAILED', 'the work tree changed while it was compared', {
      hint: 'Try again.',
    })
  let at = 0
  return raw
    .map((change) => {
      const patched = change.status === 'U' ? undefined : patches[at]
      if (change.status !== 'U') at += change.status === 'T' ? 2 : 1
      return [change, changeOf(change, patched)] as const
    })
    .filter(([{ isFile }]) => isFile)
}

const whole: FileChange = { lines: 'all', removes: false }

function changeOf(
  { status, blob }: RawChange,
  patched: ReturnType<typeof patchedLines>[number] | undefined,
): FileChange {
  if (patched === undefined || blob === undefined || status === 'A' || status === 'T') return whole
  return { lines: patched.binary ? 'all' : patched.added, removes: patched.removes, blob }
}

/** Relative to the folder; one that ends with `/` is a repository in it. */
async function untracked({ git }: Repository): Promise<readonly string[]> {
  const { stdout } = await git.run(['ls-files', '--others', '--exclude-standard', '-z'])
  return stdout.toString().split('\0').filter(Boolean)
}

async function baseOf({ git }: Repository, ref: string): Promise<string> {
  const commit = await git
    .run(['rev-parse', '--verify', '--quiet', '--end-of-options', `${ref}^{commit}`], {
      answers: [0, 1, 128],
    })
    .then(({ stdout }) => /[0-9a-f]{40,64}$/m.exec(stdout.toString())?.[0])
  if (commit === undefined)
    throw new RegraftError('GIT_REF_UNKNOWN', `git knows no commit ${ref}`, {
      hint: 'Check the name, and fetch it first where it is a branch of a remote.',
    })
  const base = await git.run(['merge-base', 'HEAD', commit], { answers: [0, 1] })
  if (base.code === 0) return base.stdout.toString().trim()
  const shallow =
    (await git.run(['rev-parse', '--is-shallow-repository'])).stdout.toString().trim() === 'true'
  if (shallow)
    throw new RegraftError(
      'GIT_SHALLOW',
      `this shallow clone does not reach back to where HEAD and ${ref} parted`,
      {
        hint: 'Fetch more: git fetch --unshallow, or fetch-depth: 0 of actions/checkout.',
      },
    )
  throw new RegraftError('GIT_NO_BASE', `HEAD and ${ref} have no commit in common`, {
    hint: 'Name a commit that HEAD comes from.',
  })
}
