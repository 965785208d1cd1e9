import { memoryWorkspace } from '@regraft/engine'
import { afterEach, beforeEach, expect, it } from 'vitest'
import {
  changedFiles,
  type ReviewOutcome,
  reviewPullRequest,
  type Suggestions,
  suggestionsOf,
} from '../src/index.ts'
import { GitHub, pullRequest } from './github.ts'
import { bucket, clientOf, engineOfTests, kms, repository } from './support.ts'

const far = '# far away\n'.repeat(20)
const before = { 'keys.tf': '# keys\n', 'store.tf': far + bucket + far }
const after = { 'keys.tf': `# keys\n${kms('a')}`, 'store.tf': `${far}${bucket}${far}# the end\n` }
const rules = ['aws/kms-rotation', 'aws/s3-versioning', 'aws/s3-public-access-block-missing']

let at: GitHub
let head: string
beforeEach(async () => {
  at = new GitHub()
  await at.start()
  at.commit('main', before)
  at.git(['update-ref', 'refs/heads/feature', 'main'])
  head = at.commit('feature', after)
  at.pulls.push(pullRequest(1))
  at.files = Object.keys(after).map((filename) => ({
    filename,
    status: 'modified',
    patch: patchOf(filename),
  }))
})
afterEach(() => at.stop())

/** As GitHub tells it: the hunks alone. */
function patchOf(file: string): string {
  const diff = at.git(['diff', 'main...feature', '--', file])
  return diff.slice(diff.indexOf('@@'))
}

async function offered(texts: { readonly [path: string]: string } = after): Promise<Suggestions> {
  return suggestionsOf(await engineOfTests(), memoryWorkspace(texts), { rules })
}

async function review(texts = after, most = 50): Promise<ReviewOutcome> {
  const client = clientOf(at.url)
  const changed = await changedFiles(client, repository, 1)
  const { suggestions } = await offered(texts)
  return reviewPullRequest(client, { ...repository, number: 1, head }, suggestions, changed, { most })
}

it('offers in one review what the diff shows, and tells what lies outside of it', async () => {
  const outcome = await review()
  expect(outcome.posted.map(({ file, first }) => [file, first])).toEqual([['keys.tf', 4]])
  expect(outcome.outside.map(({ file, first }) => [file, first])).toEqual([
    ['store.tf', 23],
    ['store.tf', 28],
  ])
  expect(at.asked.map(({ method, path }) => `${method} ${path}`)).toEqual([
    'GET /pulls/1/files?per_page=100',
    'POST /graphql',
    'POST /pulls/1/reviews',
  ])
  expect(at.asked[1]?.body.variables).toEqual({ owner: 'acme', repo: 'infra', number: 1, after: null })
  expect(at.asked[2]?.body).toEqual({
    commit_id: head,
    event: 'COMMENT',
    body: 'regraft can heal this. Each fix is proven to end its finding and to bring no other.',
    comments: [{ path: 'keys.tf', line: 4, side: 'RIGHT', body: expect.any(String) }],
  })
  expect(at.asked[2]?.body.comments[0].body).toMatch(
    /^low `aws\/kms-rotation`: .+\\\nFix: Turn yearly rotation on\n\n```suggestion\n {2}enable_key_rotation = true\n```\n\n<!-- regraft-suggestion [0-9a-f]{32} -->$/,
  )
})

it('joins fixes on the same lines, and spans several', async () => {
  const text = `apiVersion: v1
kind: Pod
metadata:
  name: api
spec:
  containers:
    - name: api # the one
      image: registry.example/api:1.4.2
    - name: proxy
      image: registry.example/proxy:1.0.0
      securityContext:
        capabilities:
          add:
            - NET_RAW # why
            - SYS_ADMIN
            - CHOWN
        allowPrivilegeEscalation: false
`
  at.commit('feature', { 'pod.yaml': text })
  at.files = [{ filename: 'pod.yaml', status: 'added', patch: patchOf('pod.yaml') }]
  const engine = await engineOfTests()
  const names = ['allow-privilege-escalation', 'drop-all-capabilities', 'sys-admin']
  const options = { rules: names.map((it) => `kubernetes/${it}`), unsafe: true }
  const { suggestions, left } = await suggestionsOf(engine, memoryWorkspace({ 'pod.yaml': text }), options)
  expect(left).toEqual([])
  const changed = await changedFiles(clientOf(at.url), repository, 1)
  const outcome = await reviewPullRequest(
    clientOf(at.url),
    { ...repository, number: 1, head },
    suggestions,
    changed,
  )
  expect(outcome.posted).toEqual(suggestions)
  expect(suggestions.map(({ findings }) => findings.map(({ rule }) => rule.split('/')[1]))).toEqual([
    ['allow-privilege-escalation', 'drop-all-capabilities'],
    ['sys-admin'],
    ['drop-all-capabilities'],
  ])
  // Applied as GitHub applies them, all at once, they are what a heal writes.
  const workspace = memoryWorkspace({ 'pod.yaml': text })
  await engine.heal(workspace, options)
  expect(applied(text, suggestions)).toBe(workspace.texts.get('pod.yaml'))
  const { body, comments } = at.asked.at(-1)?.body ?? {}
  expect(body).toBe('regraft can heal these. Each fix is proven to end its finding and to bring no other.')
  expect(comments.map(({ line }: { line: number }) => line)).toEqual([9, 15, 17])
  expect(comments[0].body).toContain('\n\nlow `kubernetes/drop-all-capabilities`: ')
  // Nothing between the fences takes the line away; an empty line would stay.
  expect(comments[1].body).toContain('Fix, unsafe: Do not add SYS\\_ADMIN: a program')
  expect(comments[1].body).toContain('\n```suggestion\n```\n')
})

it('comments on several lines from the first to the last', async () => {
  const [one] = (await offered()).suggestions
  if (!one) throw new Error('nothing was offered')
  const wide = { ...one, first: 3, before: after['keys.tf'].split('\n').slice(2, 5) }
  const changed = await changedFiles(clientOf(at.url), repository, 1)
  await reviewPullRequest(clientOf(at.url), { ...repository, number: 1, head }, [wide], changed)
  expect(at.asked.at(-1)?.body.comments).toEqual([
    {
      ...{ path: 'keys.tf', body: expect.any(String), line: 5, side: 'RIGHT' },
      ...{ start_line: 3, start_side: 'RIGHT' },
    },
  ])
})

/** Replaces lines from the end, so that the others keep their numbers. */
function applied(text: string, suggestions: Suggestions['suggestions']): string {
  const lines = text.split('\n')
  for (const { first, before, after } of [...suggestions].sort((a, b) => b.first - a.first))
    lines.splice(first - 1, before.length, ...after)
  return lines.join('\n')
}

it('says nothing twice, and hides what no longer holds', async () => {
  await review()
  // Of other people, and of an earlier run: only the latter is ours to hide.
  const stranger = at.addThread(`<!-- regraft-suggestion ${'a'.repeat(32)} -->`, { viewerDidAuthor: false })
  const gone = at.addThread(`<!-- regraft-suggestion ${'b'.repeat(32)} -->`)
  const resolved = at.addThread(`<!-- regraft-suggestion ${'c'.repeat(32)} -->`)
  resolved.isResolved = true
  at.asked.length = 0
  const outcome = await review()
  expect(outcome).toMatchObject({ posted: [], kept: [{ file: 'keys.tf' }], hidden: 1, problems: [] })
  // Four threads, two a page.
  const graphql = at.asked.filter(({ path }) => path === '/graphql').map(({ body }) => body.variables)
  expect(graphql.map(({ after, comment }) => after ?? comment ?? null)).toEqual([null, '2', 'PRRC_3'])
  expect(at.writes).toEqual([])
  expect([stranger, gone, resolved].map((it) => it.comments.nodes[0]?.isMinimized)).toEqual([
    false,
    true,
    false,
  ])
})

it('says it again where the lines have changed since, and not where a person hid it', async () => {
  await review()
  const [thread] = at.threads
  if (!thread?.comments.nodes[0]) throw new Error('nothing was posted')
  thread.isOutdated = true
  expect(await review()).toMatchObject({ posted: [{ file: 'keys.tf' }], hidden: 1 })
  const second = at.threads[1]?.comments.nodes[0]
  Object.assign(second ?? {}, { isMinimized: true, minimizedReason: 'off-topic' })
  expect(await review()).toMatchObject({ posted: [], kept: [{ file: 'keys.tf' }], hidden: 0 })
})

it('posts one after the other where GitHub does not take a place, and tells which it refused', async () => {
  at.commit('feature', { 'keys.tf': `# keys\n${kms('a')}${kms('b')}` })
  at.files = [{ filename: 'keys.tf', status: 'modified', patch: patchOf('keys.tf') }]
  const refusal = {
    status: 422,
    body: { message: 'Unprocessable Entity', errors: ['Line could not be resolved'] },
  }
  at.instead.push({ on: /reviews$/, answer: refusal }, { on: /comments$/, answer: refusal })
  const outcome = await review({ ...after, 'keys.tf': `# keys\n${kms('a')}${kms('b')}` })
  expect(at.writes).toEqual(['POST /pulls/1/reviews', 'POST /pulls/1/comments', 'POST /pulls/1/comments'])
  expect(at.asked.at(-1)?.body).toEqual({
    ...{
      commit_id: head,
      path: 'keys.tf',
      line: 8,
      side: 'RIGHT',
      body: expect.stringContaining('```suggestion'),
    },
  })
  expect(outcome.posted.map(({ first }) => first)).toEqual([8])
  expect(outcome.outside.map(({ file, first }) => [file, first])).toContainEqual(['keys.tf', 4])
})

it('a comment that cannot be hidden is told, and the rest goes on', async () => {
  at.addThread(`<!-- regraft-suggestion ${'b'.repeat(32)} -->`)
  const errors = [
    { type: 'FORBIDDEN', message: 'Resource not accessible by integration', path: ['minimizeComment'] },
  ]
  const client = clientOf(at.url)
  const changed = await changedFiles(client, repository, 1)
  at.instead.push({ on: /reviews/, answer: { status: 200, body: { id: 1 } } })
  const { suggestions } = await offered()
  const reviewing = reviewPullRequest(client, { ...repository, number: 1, head }, suggestions, changed)
  // The second question of GraphQL is the mutation.
  at.after(/graphql/, () =>
    at.instead.push({ on: /graphql/, answer: { status: 200, body: { data: null, errors } } }),
  )
  expect(await reviewing).toMatchObject({
    hidden: 0,
    posted: [{ file: 'keys.tf' }],
    problems: [{ code: 'GITHUB_REFUSED', message: expect.stringContaining('not accessible by integration') }],
  })
})

it('offers nothing where the checked text is not that of the diff', async () => {
  const merged = { ...after, 'keys.tf': `# of the base\n${after['keys.tf']}` }
  expect((await review(merged)).posted).toEqual([])
  expect(at.writes).toEqual([])
})

it('posts the gravest when there are too many', async () => {
  at.commit('feature', { 'keys.tf': kms('a') + bucket })
  at.files = [{ filename: 'keys.tf', status: 'modified', patch: patchOf('keys.tf') }]
  const outcome = await review({ ...after, 'keys.tf': kms('a') + bucket }, 1)
  expect(outcome.posted.flatMap(({ findings }) => findings.map(({ rule }) => rule))).toEqual([
    'aws/s3-versioning',
  ])
})

it('reads all pages of what a pull request changes, without what is gone or has no diff', async () => {
  at.files = Array.from({ length: 205 }, (_, i) => ({
    filename: `f${i}`,
    status: i === 7 ? 'removed' : 'added',
  }))
  const changed = await changedFiles(clientOf(at.url), repository, 1)
  expect(changed).toHaveLength(204)
  expect(changed.at(-1)).toEqual({ path: 'f204' })
  expect(at.asked.map(({ path }) => path)).toEqual([
    '/pulls/1/files?per_page=100',
    '/pulls/1/files?per_page=100&page=2',
    '/pulls/1/files?per_page=100&page=3',
  ])
})
