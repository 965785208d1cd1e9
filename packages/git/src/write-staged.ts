import { join } from 'node:path'
import type { FileWrite, Workspace, WriteFailure, WriteOutcome } from '@regraft/engine'
import { type Diagnostic, RegraftError } from '@regraft/model'
import { type Index, type IndexEntry, type IndexUpdate, readIndex, updateIndex } from './index-entries.ts'
import type { Repository } from './repository.ts'
import { leftAlone, refusalOf, unwritten } from './staged-diagnostics.ts'
import { storeBlob } from './store.ts'
import { type TreePlan, treePlan } from './work-tree.ts'

/** What became of a write to the index, and what of it the work tree did not take. */
export interface StagedOutcome {
  readonly written: WriteOutcome
  readonly left: readonly Diagnostic[]
  /** Former entries of the index, by paths of the repository. */
  readonly replaced: readonly IndexUpdate[]
}

/** A file whose new blob is stored, before anything refers to it. */
interface Ready {
  readonly file: FileWrite
  readonly update: IndexUpdate
  readonly plan: TreePlan
}

/**
 * Changes the index in one step, then the work tree file by file with an undo. Blobs and plans come first, so that what
 * fails before the index changes leaves everything as it was, and what fails after it leaves a file of the work tree as
 * the user wrote it.
 */
export async function writeStaged(
  repository: Repository,
  known: Index,
  disk: Workspace,
  files: readonly FileWrite[],
): Promise<StagedOutcome> {
  const failures: WriteFailure[] = []
  const tracked = files.filter(({ path }) => known.entries.has(path))
  const now = await readIndex(
    repository,
    tracked.map(({ path }) => path),
  )
  const ready: Ready[] = []
  for (const file of tracked) {
    const entry = known.entries.get(file.path)
    const refusal = entry && refusalOf(file.path, entry, now.entries.get(file.path))
    if (refusal) failures.push({ path: file.path, diagnostic: refusal })
    else if (entry) ready.push(await prepared(repository, disk, file, entry))
  }
  try {
    const updates = ready.map(({ update }) => update)
    if (updates.length > 0) await updateIndex(repository.git, repository, updates)
  } catch (error) {
    if (!(error instanceof RegraftError)) throw error
    for (const { file } of ready) failures.push({ path: file.path, diagnostic: unwritten(file.path, error) })
    ready.length = 0
  }
  const others = await updateStaying(repository, known, ready)
  const untracked = files.filter(({ path }) => !known.entries.has(path))
  const tree = await writeTree(disk, ready, untracked)
  // The index knows again which files of the work tree are what it holds. It may be held by now, and that is all right.
  if (ready.length > 0)
    await repository.git.run(['update-index', '-q', '--refresh'], { answers: [0, 1, 128] })
  const written = [...ready.map(({ file }) => file.path), ...tree.untracked].sort()
  return {
    written: {
      ...(tree.run === undefined ? {} : { run: tree.run }),
      written,
      failures: [...failures, ...tree.failures],
    },
    left: [...tree.left, ...others],
    replaced: ready.flatMap(({ file: { path } }) => {
      const entry = known.entries.get(path)
      return entry ? [{ path: repository.inRepository(path), mode: entry.mode, blob: entry.blob }] : []
    }),
  }
}

async function prepared(
  repository: Repository,
  disk: Workspace,
  file: FileWrite,
  entry: IndexEntry,
): Promise<Ready> {
  const blob = await storeBlob(repository.git, file.after)
  const plan = await treePlan(repository, disk, file, { old: entry.blob, new: blob })
  return { file, update: { path: file.path, mode: entry.mode, blob }, plan }
}

/**
 * While `git commit <paths>` runs its hook there are two indexes: the one of this commit, which git names, and the one
 * that will stay. Both get the change, or the next commit would take it back. See `prepare_index` of git's commit.c.
 * Gives the files that the other one did not take.
 */
async function updateStaying(
  repository: Repository,
  known: Index,
  ready: readonly Ready[],
): Promise<readonly Diagnostic[]> {
  if (!/next-index-\d+\.lock$/.test(repository.indexFile ?? '')) return []
  const staying = repository.git.with({ GIT_INDEX_FILE: join(repository.gitFolder, 'index.lock') })
  const paths = ready.map(({ file }) => file.path)
  let taken: readonly string[] = []
  try {
    const { entries } = await readIndex({ ...repository, git: staying }, paths)
    const same = ready.filter(
      ({ file }) => entries.get(file.path)?.blob === known.entries.get(file.path)?.blob,
    )
    const updates = same.map(({ update }) => update)
    if (updates.length > 0) await updateIndex(staying, repository, updates)
    taken = updates.map(({ path }) => path)
  } catch (error) {
    if (!(error instanceof RegraftError)) throw error
  }
  return paths
    .filter((path) => !taken.includes(path))
    .map((path) => leftAlone(path, 'the index that stays after this commit has it otherwise'))
}

interface TreeOutcome {
  readonly run?: string
  readonly untracked: readonly string[]
  readonly failures: readonly WriteFailure[]
  readonly left: readonly Diagnostic[]
}

async function writeTree(
  disk: Workspace,
  ready: readonly Ready[],
  untracked: readonly FileWrite[],
): Promise<TreeOutcome> {
  const writes = ready.flatMap(({ plan }) => ('write' in plan ? [plan.write] : []))
  const left = ready.flatMap(({ file, plan }) => ('left' in plan ? [leftAlone(file.path, plan.left)] : []))
  if (writes.length + untracked.length === 0) return { untracked: [], failures: [], left }
  const outcome = await disk.write([...writes, ...untracked])
  const own = new Set(untracked.map(({ path }) => path))
  const others = outcome.failures.filter(({ path }) => !own.has(path))
  return {
    ...(outcome.run === undefined ? {} : { run: outcome.run }),
    untracked: outcome.written.filter((path) => own.has(path)),
    failures: outcome.failures.filter(({ path }) => own.has(path)),
    left: [...left, ...others.map(({ path, diagnostic }) => leftAlone(path, diagnostic.message))],
  }
}
