import { memoryWorkspace } from '@regraft/engine'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { commitsOf } from '../src/heal/commits.ts'
import type { HealStep } from '../src/heal/plan.ts'
import { type ChangedFile, changedFiles, type HealPullRequestOutcome, healPullRequest } from '../src/index.ts'
import { GitHub, pullRequest } from './github.ts'
import { clientOf, engineOfTests, kms, repository } from './support.ts'

let at: GitHub
let waits: string[]
beforeEach(async () => {
  at = new GitHub()
  waits = []
  await at.start()
  at.commit('main', { 'keys.tf': kms('a') })
})
afterEach(() => at.stop())

async function heal(): Promise<HealPullRequestOutcome> {
  const workspace = memoryWorkspace({ 'keys.tf': kms('a') })
  const options = { base: 'main', rules: ['aws/kms-rotation'] }
  return healPullRequest(clientOf(at.url), repository, await engineOfTests(), workspace, options)
}

function asked(line: string): number {
  return at.asked.filter(({ method, path }) => `${method} ${path}` === line).length
}

const secondary = {
  message: 'You have exceeded a secondary rate limit. Please wait a few minutes before you try again.',
  documentation_url:
    'https://docs.github.com/free-pro-team@latest/rest/overview/rate-limits-for-the-rest-api#about-secondary-rate-limits',
}
const primary = {
  message: 'API rate limit exceeded for installation ID 1.',
  documentation_url: 'https://docs.github.com/rest',
}

const path = '/pulls/1/files?per_page=100'
const files = (): Promise<readonly ChangedFile[]> => changedFiles(clientOf(at.url, waits), repository, 1)

describe('a rate limit', () => {
  beforeEach(() => {
    at.pulls.push(pullRequest(1))
  })

  it.each([403, 429])('is waited for as Retry-After of a %s says', async (status) => {
    at.instead.push({ on: /files/, answer: { status, body: secondary, headers: { 'retry-after': '7' } } })
    expect(await files()).toEqual([])
    expect(asked(`GET ${path}`)).toBe(2)
    expect(waits).toEqual([
      expect.stringMatching(/^GET .*\/files.*: the secondary rate limit of GitHub, going on in 7 s$/),
    ])
  })

  it('is waited for until it is reset', async () => {
    const reset = String(Math.floor(Date.now() / 1000) + 30)
    const headers = { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': reset }
    at.instead.push({ on: /files/, answer: { status: 403, body: primary, headers } })
    expect(await files()).toEqual([])
    expect(waits).toEqual([expect.stringMatching(/the rate limit of GitHub, going on in 3[01] s$/)])
  })

  it('that asks for too long is an error', async () => {
    at.instead.push({
      on: /files/,
      answer: { status: 403, body: secondary, headers: { 'retry-after': '3600' } },
    })
    await expect(files()).rejects.toMatchObject({ code: 'GITHUB_RATE_LIMIT' })
    expect(waits).toEqual([expect.stringContaining('asks to wait 3600 s: given up')])
  })

  it('is waited for three times', async () => {
    for (let i = 0; i < 4; i++)
      at.instead.push({
        on: /files/,
        answer: { status: 429, body: secondary, headers: { 'retry-after': '1' } },
      })
    await expect(files()).rejects.toMatchObject({ code: 'GITHUB_RATE_LIMIT' })
    expect(asked(`GET ${path}`)).toBe(4)
  })
})

describe('an answer of 5xx', () => {
  it('is asked for again', async () => {
    at.pulls.push(pullRequest(1))
    for (const status of [500, 502, 503])
      at.instead.push({ on: /files/, answer: { status, body: { message: 'Server Error' } } })
    expect(await files()).toEqual([])
    expect(asked(`GET ${path}`)).toBe(4)
  })

  it('is an error after three times', async () => {
    for (let i = 0; i < 4; i++)
      at.instead.push({ on: /files/, answer: { status: 502, body: { message: 'Bad Gateway' } } })
    await expect(files()).rejects.toMatchObject({
      code: 'GITHUB_UNREACHABLE',
      message: 'reading what pull request 1 changes: GitHub answers 502: Bad Gateway',
    })
  })

  it('to a new pull request is not asked for again: it might be there', async () => {
    at.instead.push({ on: /^POST \/pulls$/, answer: { status: 502, body: { message: 'Bad Gateway' } } })
    await expect(heal()).rejects.toMatchObject({ code: 'GITHUB_UNREACHABLE' })
    expect(asked('POST /pulls')).toBe(1)
    // What was made so far is found and used.
    expect(await heal()).toMatchObject({ state: 'opened' })
  })
})

describe('a refusal', () => {
  it.each([
    [/^GET \/pulls/, 401, 'Bad credentials', 'GITHUB_DENIED'],
    [/^POST \/git\/blobs/, 403, 'Resource not accessible by integration', 'GITHUB_DENIED'],
    [/^POST \/git\/refs/, 422, 'Reference update failed', 'GITHUB_REFUSED'],
    [/^POST \/pulls$/, 422, 'Validation Failed', 'GITHUB_REFUSED'],
  ])('of %s with %s says so', async (on, status, message, code) => {
    at.instead.push({
      on,
      answer: { status, body: { message, documentation_url: 'https://docs.github.com/rest' } },
    })
    await expect(heal()).rejects.toMatchObject({
      code,
      message: expect.stringMatching(new RegExp(`: ${message} \\(${status}\\)$`)),
    })
  })

  it('of pull requests by actions names the setting', async () => {
    const message = 'GitHub Actions is not permitted to create or approve pull requests.'
    at.instead.push({ on: /^POST \/pulls$/, answer: { status: 403, body: { message } } })
    await expect(heal()).rejects.toMatchObject({
      code: 'GITHUB_DENIED',
      hint: expect.stringContaining('Workflow permissions'),
    })
  })

  it('of bytes: a blob with another name than its bytes have stops everything', async () => {
    at.instead.push({ on: /^POST \/git\/blobs/, answer: { status: 201, body: { sha: '0'.repeat(40) } } })
    await expect(heal()).rejects.toMatchObject({
      code: 'GITHUB_REFUSED',
      message: expect.stringContaining('keys.tf'),
    })
    expect(asked('POST /git/trees')).toBe(0)
  })
})

it('a server that is not there is told', async () => {
  await expect(changedFiles(clientOf('http://127.0.0.1:9'), repository, 1)).rejects.toMatchObject({
    code: 'GITHUB_UNREACHABLE',
  })
})

it('what would be more requests than an hour has becomes one commit, and past that an error', () => {
  const bytes = new TextEncoder().encode('x')
  const step = (rule: string, files: number): HealStep => ({
    ...{ rule, title: 'T', healed: [] },
    writes: Array.from({ length: files }, (_, i) => ({ path: `f${i}`, before: bytes, after: bytes })),
  })
  const base = { commit: 'c', tree: 't' }
  expect(commitsOf([step('a', 100), step('b', 100)], '', base)).toHaveLength(2)
  const joined = commitsOf([step('a', 300), step('b', 200)], 'x', base)
  expect(joined.map(({ writes, message }) => [writes.length, message.split('\n')[0]])).toEqual([
    [300, 'Heal 2 rules'],
  ])
  expect(joined[0]?.writes[7]?.path).toBe('x/f7')
  expect(() => commitsOf([step('a', 500)], '', base)).toThrow(/500 files are too many/)
})
