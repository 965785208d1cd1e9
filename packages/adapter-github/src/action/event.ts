import { readFileSync } from 'node:fs'
import { isObject, type Json, type JsonObject, RegraftError } from '@regraft/model'
import type { RepositoryName } from '../client.ts'
import type { RunnerEnvironment } from './host.ts'

/** The pull request that a run is for. */
interface EventPullRequest {
  readonly number: number
  readonly head: string
  /** Its commits come from another repository, whose owner may write anything into them. */
  readonly isFork: boolean
}

/** Why a workflow runs, and where. */
export interface WorkflowEvent {
  readonly name: string
  readonly repository: RepositoryName
  readonly pullRequest: EventPullRequest | undefined
  readonly defaultBranch: string | undefined
  /** The branch that was pushed or chosen; undefined for tags and pull requests. */
  readonly branch: string | undefined
}

/**
 * Reads what the runner says of the event. Of the payload only its own fields are believed in, and these by type.
 * @throws RegraftError `GITHUB_EVENT`
 */
export function eventOf(env: RunnerEnvironment): WorkflowEvent {
  const [owner, repo, ...more] = (env.GITHUB_REPOSITORY ?? '').split('/')
  if (!owner || !repo || more.length > 0)
    throw new RegraftError('GITHUB_EVENT', 'the runner does not say which repository this is', {
      hint: 'Run it as an action, or set GITHUB_REPOSITORY to owner/name.',
    })
  const payload = payloadOf(env.GITHUB_EVENT_PATH)
  const name = env.GITHUB_EVENT_NAME ?? ''
  const defaultBranch = text(member(payload, 'repository'), 'default_branch')
  return {
    name,
    repository: { owner, repo },
    pullRequest: pullRequestOf(member(payload, 'pull_request')),
    defaultBranch,
    branch: /^refs\/heads\/(.+)$/.exec(env.GITHUB_REF ?? '')?.[1],
  }
}

function payloadOf(path: string | undefined): JsonObject {
  if (path === undefined || path === '') return {}
  try {
    const payload = JSON.parse(readFileSync(path, 'utf8')) as Json
    return isObject(payload) ? payload : {}
  } catch (cause) {
    throw new RegraftError('GITHUB_EVENT', `the event ${path} cannot be read`, { cause })
  }
}

function pullRequestOf(it: JsonObject | undefined): EventPullRequest | undefined {
  const number = it?.['number']
  const head = member(it, 'head')
  const sha = text(head, 'sha')
  if (typeof number !== 'number' || sha === undefined) return undefined
  const from = text(member(head, 'repo'), 'full_name')
  const to = text(member(member(it, 'base'), 'repo'), 'full_name')
  // The repository of a fork may be gone.
  return { number, head: sha, isFork: from === undefined || from !== to }
}

function member(it: JsonObject | undefined, key: string): JsonObject | undefined {
  const value = it?.[key]
  return isObject(value) ? value : undefined
}

function text(it: JsonObject | undefined, key: string): string | undefined {
  const value = it?.[key]
  return typeof value === 'string' ? value : undefined
}
