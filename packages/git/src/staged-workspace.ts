import { isAbsolute, relative, resolve, sep } from 'node:path'
import {
  type FileGlobs,
  type FileWrite,
  type Listing,
  takesFile,
  type Workspace,
  type WriteOutcome,
} from '@regraft/engine'
import { diskWorkspace } from '@regraft/engine/node'
import { compareText, type Diagnostic } from '@regraft/model'
import { blobsOf, sizesOf } from './blobs.ts'
import { type Index, type IndexUpdate, readIndex, stagedPaths } from './index-entries.ts'
import type { Repository } from './repository.ts'
import { writeStaged } from './write-staged.ts'

export interface StagedOptions extends FileGlobs {
  /** Files and folders to report on, relative to the root or absolute. Default: the root. */
  readonly paths?: readonly string[]
  /** Files below the root that are listed though git does not track them; they are read from the disk. */
  readonly also?: readonly string[]
}

/** The index of a repository as a workspace. */
export interface StagedWorkspace extends Workspace {
  scope(path: string): boolean
  /** What the last `write` left in the work tree as it was, and why. The index holds the new content all the same. */
  readonly left: readonly Diagnostic[]
  /** What the last `write` replaced in the index, by paths of the repository. git keeps the blobs for a while. */
  readonly replaced: readonly IndexUpdate[]
}

/** Folders that hold what tools fetched; the index of a repository that tracks them holds what others wrote. */
const fetched = /(^|\/)(\.terraform|node_modules|\.regraft)\//

/**
 * What would be committed: files are those of the index with their content there, and reported is what differs from HEAD.
 * What git does not track is only read when something names it. `write` changes the index, and the work tree where the
 * same change fits its text; both stay as they are where it cannot.
 */
export async function stagedWorkspace(
  repository: Repository,
  { paths = ['.'], also = [], ...globs }: StagedOptions = {},
): Promise<StagedWorkspace> {
  const { root, git } = repository
  const [index, staged] = await Promise.all([readIndex(repository), stagedPaths(repository)])
  const disk = diskWorkspace(root)
  const blobs = blobsOf(git)
  const starts = paths.map((path) => relative(root, resolve(root, path)).split(sep).join('/'))
  const named = (path: string): boolean =>
    starts.some((start) => start === '' || path === start || path.startsWith(`${start}/`))
  const takes = (path: string): boolean => !fetched.test(path) && takesFile(globs, path)
  let left: readonly Diagnostic[] = []
  let replaced: readonly IndexUpdate[] = []
  return {
    root: '.',
    get left() {
      return left
    },
    get replaced() {
      return replaced
    },
    scope: (path) => named(path) && staged.has(path),
    list: () => list({ repository, index, disk, takes, named, also }),
    read: async (path, limit) => {
      const entry = index.entries.get(path)
      const bytes = entry && (await blobs(entry.blob))
      return bytes ? { ok: true, bytes } : disk.read(path, limit)
    },
    listFolder: async (folder, deep) => {
      if (fetched.test(`${folder}/`)) return disk.listFolder?.(folder, deep)
      const prefix = folder === '.' ? '' : `${folder}/`
      return [...index.entries.keys()]
        .filter((path) => path.startsWith(prefix))
        .map((path) => path.slice(prefix.length))
        .filter((path) => deep || !path.includes('/'))
        .sort(compareText)
    },
    write: async (files: readonly FileWrite[]): Promise<WriteOutcome> => {
      const outcome = await writeStaged(repository, index, disk, files)
      left = outcome.left
      replaced = outcome.replaced
      return outcome.written
    },
  }
}

interface Listed {
  readonly repository: Repository
  readonly index: Index
  readonly disk: Workspace
  readonly takes: (path: string) => boolean
  readonly named: (path: string) => boolean
  readonly also: readonly string[]
}

async function list({ repository, index, disk, takes, named, also }: Listed): Promise<Listing> {
  const files = new Map<string, number>()
  const wanted = [...index.entries].filter(([path]) => takes(path) || also.includes(path))
  const sizes = await sizesOf(
    repository.git,
    wanted.map(([, { blob }]) => blob),
  )
  for (const [path, { blob }] of wanted) files.set(path, sizes.get(blob) ?? 0)
  for (const path of also) {
    const read = files.has(path) || isAbsolute(path) ? undefined : await disk.read(path)
    if (read?.ok) files.set(path, read.bytes.length)
  }
  return {
    files: [...files].map(([path, size]) => ({ path, size })).sort((a, b) => compareText(a.path, b.path)),
    diagnostics: index.unmerged.filter((path) => named(path) && takes(path)).map(unmerged),
  }
}

function unmerged(file: string): Diagnostic {
  return {
    code: 'INDEX_UNMERGED',
    severity: 'error',
    message: `${file} is not checked: a merge left it undecided`,
    file,
    hint: 'Decide it, then git add it.',
  }
}
