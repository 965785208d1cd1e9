import type { FileWrite } from '@regraft/engine'
import { RegraftError } from '@regraft/model'
import type { GitHubClient, RepositoryName } from '../client.ts'
import { isFailure, told } from '../failure.ts'
import { blobId } from './git-objects.ts'

/** The commit that a healing stands on. */
export interface Base {
  readonly commit: string
  readonly tree: string
}

/**
 * The head of a branch.
 * @throws RegraftError `GITHUB_BRANCH` when there is none
 */
export async function baseOf(
  client: GitHubClient,
  repository: RepositoryName,
  branch: string,
): Promise<Base> {
  return told(`reading the branch ${branch}`, async () => {
    const commit = await headOf(client, repository, branch)
    if (commit === undefined)
      throw new RegraftError('GITHUB_BRANCH', `there is no branch ${branch} in the repository`, {
        hint: 'Name the branch that is to be healed.',
      })
    return { commit, tree: await treeOf(client, repository, commit) }
  })
}

/** The commit at the head of a branch; undefined when there is no such branch. */
export async function headOf(
  client: GitHubClient,
  repository: RepositoryName,
  branch: string,
): Promise<string | undefined> {
  try {
    const { data } = await client.request('GET /repos/{owner}/{repo}/git/ref/{ref}', {
      ...repository,
      ref: `heads/${branch}`,
    })
    return data.object.sha
  } catch (error) {
    if (isFailure(error, 404)) return undefined
    throw error
  }
}

async function treeOf(client: GitHubClient, repository: RepositoryName, commit: string): Promise<string> {
  const { data } = await client.request('GET /repos/{owner}/{repo}/git/commits/{commit_sha}', {
    ...repository,
    commit_sha: commit,
  })
  return data.tree.sha
}

/** How a file stands in a tree: `100644`, or `100755` when it may be executed. */
export type FileMode = '100644' | '100755'

/**
 * The modes of files in a tree, which must hold them with exactly the bytes that were healed.
 * @throws RegraftError `GITHUB_CHECKOUT` when it does not: what was checked out is not the head of the base, or git changed
 * line ends on the way
 */
export async function modesIn(
  client: GitHubClient,
  repository: RepositoryName,
  base: Base,
  files: readonly FileWrite[],
): Promise<ReadonlyMap<string, FileMode>> {
  const folders = new Map<string, Promise<readonly Entry[]>>()
  const list = async (folder: string): Promise<readonly Entry[]> => {
    const known = folders.get(folder)
    if (known) return known
    const entries = entriesOf(client, repository, await idOf(folder))
    folders.set(folder, entries)
    return entries
  }
  const idOf = async (folder: string): Promise<string | undefined> => {
    if (folder === '') return base.tree
    const found = (await list(parent(folder))).find(({ path }) => path === name(folder))
    return found?.type === 'tree' ? found.sha : undefined
  }
  const modes = new Map<string, FileMode>()
  for (const { path, before } of files) {
    const entry = (await list(parent(path))).find((it) => it.path === name(path))
    modes.set(path, modeOf(path, entry, before))
  }
  return modes
}

interface Entry {
  readonly path: string
  readonly mode: string
  readonly type: string
  readonly sha: string
}

async function entriesOf(
  client: GitHubClient,
  repository: RepositoryName,
  tree: string | undefined,
): Promise<readonly Entry[]> {
  if (tree === undefined) return []
  return told('reading the tree of the base', async () => {
    const { data } = await client.request('GET /repos/{owner}/{repo}/git/trees/{tree_sha}', {
      ...repository,
      tree_sha: tree,
    })
    return data.tree
  })
}

function modeOf(path: string, entry: Entry | undefined, before: Uint8Array): FileMode {
  const { mode, sha } = entry ?? {}
  if ((mode === '100644' || mode === '100755') && sha === blobId(before)) return mode
  const why = entry === undefined ? 'is not there' : 'has other bytes'
  throw new RegraftError('GITHUB_CHECKOUT', `${path} ${why} at the head of the branch that is to be healed`, {
    hint: 'Check out the head of that branch, without conversion of line ends, and keep its files as they are.',
  })
}

function parent(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')))
}

function name(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1)
}
