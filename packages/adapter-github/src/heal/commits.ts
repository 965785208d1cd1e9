import { createHash } from 'node:crypto'
import type { FileWrite } from '@regraft/engine'
import { RegraftError } from '@regraft/model'
import type { GitHubClient, RepositoryName } from '../client.ts'
import { told } from '../failure.ts'
import type { Base, FileMode } from './base.ts'
import { blobId } from './git-objects.ts'
import type { HealStep } from './plan.ts'

/** A commit to be: paths are relative to the repository. */
export interface HealCommit {
  readonly message: string
  readonly writes: readonly FileWrite[]
}

/** Requests that make something: GitHub takes 500 an hour, and a run is not alone. */
const most = 400

const trailer = /^Regraft-Heal: ([0-9a-f]{40})$/m

/** The digest in the message of a commit of ours. */
export function digestIn(message: string): string | undefined {
  return trailer.exec(message)?.[1]
}

/**
 * One commit for each step; where that would be more requests than an hour has, one for all. Messages hold words of the policies
 * and numbers, nothing of the files: GitHub acts on words such as `fixes #1`. A trailer tells commits of ours from others,
 * and whether they are still the right ones.
 * @throws RegraftError `GITHUB_TOO_MANY`
 */
export function commitsOf(steps: readonly HealStep[], folder: string, base: Base): readonly HealCommit[] {
  const located = steps.map(({ writes, ...step }) => ({
    ...step,
    writes: writes.map((it) => ({ ...it, path: folder === '' ? it.path : `${folder}/${it.path}` })),
  }))
  const each = located.map((it) => ({
    message: messageOf(`Heal ${it.rule}`, [it]),
    writes: it.writes,
  }))
  const commits = requests(each) <= most ? each : [joined(located)]
  if (requests(commits) > most)
    throw new RegraftError('GITHUB_TOO_MANY', `${commits[0]?.writes.length} files are too many for one run`, {
      hint: 'Heal some rules or folders first.',
    })
  return signed(commits, base)
}

function requests(commits: readonly HealCommit[]): number {
  return commits.reduce((sum, { writes }) => sum + writes.length + 2, 0)
}

function joined(steps: readonly HealStep[]): HealCommit {
  const writes = new Map<string, FileWrite>()
  for (const it of steps.flatMap((step) => step.writes))
    writes.set(it.path, { ...it, before: writes.get(it.path)?.before ?? it.before })
  const rules = new Set(steps.map(({ rule }) => rule)).size
  return { message: messageOf(`Heal ${rules} rules`, steps), writes: [...writes.values()] }
}

function messageOf(subject: string, steps: readonly HealStep[]): string {
  const lines = steps.map(({ rule, title, healed, writes }) => {
    const findings = `${healed.length} ${healed.length === 1 ? 'finding' : 'findings'}`
    return `${rule}: ${title}. ${findings} in ${writes.length} ${writes.length === 1 ? 'file' : 'files'}.`
  })
  return `${subject}\n\n${lines.join('\n')}\n`
}

/** Puts the digest of all commits and of what they stand on into the message of each. */
function signed(commits: readonly HealCommit[], { commit }: Base): readonly HealCommit[] {
  const said = commits.map(({ message, writes }) => [
    message,
    writes.map(({ path, after }) => [path, blobId(after)]),
  ])
  const digest = createHash('sha256')
    .update(JSON.stringify([commit, said]))
    .digest('hex')
    .slice(0, 40)
  return commits.map((it) => ({ ...it, message: `${it.message}\nRegraft-Heal: ${digest}\n` }))
}

interface Blob {
  readonly path: string
  readonly mode: FileMode
  readonly type: 'blob'
  readonly sha: string
}

/** Makes the commits and gives the last one; no branch is moved. GitHub signs what it makes for an app's token. */
export async function makeCommits(
  client: GitHubClient,
  repository: RepositoryName,
  base: Base,
  commits: readonly HealCommit[],
  modes: ReadonlyMap<string, FileMode>,
): Promise<string> {
  let { commit, tree } = base
  for (const { message, writes } of commits) {
    const blobs: Blob[] = []
    for (const { path, after } of writes) {
      const mode = modes.get(path) ?? '100644'
      blobs.push({ path, mode, type: 'blob', sha: await makeBlob(client, repository, path, after) })
    }
    const made = await told('making a tree', () =>
      client.request('POST /repos/{owner}/{repo}/git/trees', { ...repository, base_tree: tree, tree: blobs }),
    )
    tree = made.data.sha
    const { data } = await told('making a commit', () =>
      client.request('POST /repos/{owner}/{repo}/git/commits', {
        ...repository,
        message,
        tree,
        parents: [commit],
      }),
    )
    commit = data.sha
  }
  return commit
}

async function makeBlob(
  client: GitHubClient,
  repository: RepositoryName,
  path: string,
  bytes: Uint8Array,
): Promise<string> {
  const { data } = await told('making a blob', () =>
    client.request('POST /repos/{owner}/{repo}/git/blobs', {
      ...repository,
      content: Buffer.from(bytes).toString('base64'),
      encoding: 'base64',
    }),
  )
  if (data.sha === blobId(bytes)) return data.sha
  throw new RegraftError('GITHUB_REFUSED', `GitHub keeps other bytes of ${path} than were sent`)
}
