import { type MemoryWorkspace, memoryWorkspace } from '@regraft/engine'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { type HealPullRequestOptions, type HealPullRequestOutcome, healPullRequest } from '../src/index.ts'
import { GitHub } from './github.ts'
import { bucket, clientOf, engineOfTests, kms, repository } from './support.ts'

let at: GitHub
let base: string
beforeEach(async () => {
  at = new GitHub()
  await at.start()
  base = at.commit('main', files)
})
afterEach(() => at.stop())

/** An executable file is marked with a star. */
type Files = { readonly [path: string]: string }
const files: Files = {
  'keys.tf': kms('a'),
  'live/prod/store.tf*': kms('b') + bucket,
  'README.md': 'fixes #1\n',
}
const rules = ['aws/kms-rotation', 'aws/s3-versioning']

function workspaceOf(all: Files): MemoryWorkspace {
  return memoryWorkspace(
    Object.fromEntries(Object.entries(all).map(([path, text]) => [path.replace('*', ''), text])),
  )
}

async function heal(
  all: Files = files,
  options: Partial<HealPullRequestOptions> = {},
): Promise<HealPullRequestOutcome> {
  const workspace = workspaceOf(all)
  const before = new Map(workspace.texts)
  const engine = await engineOfTests()
  try {
    return await healPullRequest(clientOf(at.url), repository, engine, workspace, {
      base: 'main',
      rules,
      ...options,
    })
  } finally {
    expect(new Map(workspace.texts), 'the workspace is only read').toEqual(before)
  }
}

it('opens a pull request with a commit for each rule, and each request is what the API wants', async () => {
  const outcome = await heal()
  expect(outcome).toMatchObject({ state: 'opened', number: 1, url: 'https://github.com/acme/infra/pull/1' })

  const [first = '', second = ''] = at.git(['rev-list', '--reverse', `${base}..regraft/heal`]).split('\n')
  const healed = { keys: kms('a', true), store: (kms('b', true) + bucket).replace('Suspended', 'Enabled') }
  expect(at.show(`${first}:live/prod/store.tf`)).toBe((kms('b') + bucket).replace('Suspended', 'Enabled'))
  expect(at.show(`${first}:keys.tf`)).toBe(kms('a'))
  expect(at.show(`${second}:live/prod/store.tf`)).toBe(healed.store)
  expect(at.show(`${second}:keys.tf`)).toBe(healed.keys)
  // The mode stays, and so does everything else.
  expect(
    at
      .git(['diff-tree', '-r', base, second])
      .split('\n')
      .map((line) => line.replace(/[0-9a-f]{40}/g, '…')),
  ).toEqual([':100644 100644 … … M\tkeys.tf', ':100755 100755 … … M\tlive/prod/store.tf'])

  const [tree1, tree2] = [first, second].map((sha) => at.git(['rev-parse', `${sha}^{tree}`]))
  const digest = /Regraft-Heal: (\w{40})/.exec(at.git(['show', '--no-patch', second]))?.[1]
  const message = (subject: string, line: string) =>
    `Heal ${subject}\n\n${subject}: ${line}\n\nRegraft-Heal: ${digest}\n`
  const blob = (text: string) => ({ content: Buffer.from(text).toString('base64'), encoding: 'base64' })
  const id = (text: string) => at.git(['hash-object', '--stdin'], text)
  const store = { path: 'live/prod/store.tf', mode: '100755', type: 'blob' }
  const half = (kms('b') + bucket).replace('Suspended', 'Enabled')
  const tree = at.git(['rev-parse', `${base}^{tree}`])
  expect(at.asked.map(({ method, path, body }) => [`${method} ${path}`, body])).toEqual([
    ['GET /pulls?state=open&head=acme:regraft/heal&base=main&per_page=1', undefined],
    ['GET /pulls?state=closed&head=acme:regraft/heal&base=main&per_page=1', undefined],
    ['GET /git/ref/heads/main', undefined],
    [`GET /git/commits/${base}`, undefined],
    [`GET /git/trees/${tree}`, undefined],
    [`GET /git/trees/${at.git(['rev-parse', `${base}:live`])}`, undefined],
    [`GET /git/trees/${at.git(['rev-parse', `${base}:live/prod`])}`, undefined],
    ['GET /git/ref/heads/regraft/heal', undefined],
    ['POST /git/blobs', blob(half)],
    ['POST /git/trees', { base_tree: tree, tree: [{ ...store, sha: id(half) }] }],
    [
      'POST /git/commits',
      {
        message: message('aws/s3-versioning', 'S3 bucket keeps no versions. 1 finding in 1 file.'),
        tree: tree1,
        parents: [base],
      },
    ],
    ['POST /git/blobs', blob(healed.keys)],
    ['POST /git/blobs', blob(healed.store)],
    [
      'POST /git/trees',
      {
        base_tree: tree1,
        tree: [
          { path: 'keys.tf', mode: '100644', type: 'blob', sha: id(healed.keys) },
          { ...store, sha: id(healed.store) },
        ],
      },
    ],
    [
      'POST /git/commits',
      {
        message: message('aws/kms-rotation', 'KMS key is never rotated. 2 findings in 2 files.'),
        tree: tree2,
        parents: [first],
      },
    ],
    ['POST /git/refs', { ref: 'refs/heads/regraft/heal', sha: second }],
    [
      'POST /pulls',
      {
        title: 'Heal 3 findings in infrastructure code',
        body: expect.stringMatching(
          /\*\*Proof\.\*\* Each of the 3 fixes passed six gates[\s\S]*Nothing else was found\./,
        ),
        head: 'regraft/heal',
        base: 'main',
      },
    ],
  ])
  expect(new Set(at.asked.map(({ authorization }) => authorization))).toEqual(new Set(['token secret']))
  expect(at.pulls[0]?.body).toContain(
    '- `live/prod/store.tf:3` in `aws_kms_key.b`: Turn yearly rotation on\n',
  )
})

it('keeps it: the same as long as nothing changes, moved with its base, closed when nothing is left', async () => {
  await heal()
  const head = at.head('regraft/heal')
  at.asked.length = 0
  expect(await heal()).toMatchObject({ state: 'unchanged', number: 1 })
  expect(at.writes).toEqual([])
  expect(at.head('regraft/heal')).toBe(head)

  const moved = at.commit('main', { 'keys.tf': kms('a') + kms('c') })
  expect(await heal({ ...files, 'keys.tf': kms('a') + kms('c') })).toMatchObject({
    state: 'updated',
    number: 1,
  })
  expect(at.git(['merge-base', 'main', 'regraft/heal'])).toBe(moved)
  expect(at.show('regraft/heal:keys.tf')).toBe(kms('a', true) + kms('c', true))
  const last = at.asked.slice(-2)
  expect(last.map(({ method, path }) => `${method} ${path}`)).toEqual([
    'PATCH /git/refs/heads/regraft/heal',
    'PATCH /pulls/1',
  ])
  expect(last[0]?.body).toEqual({ sha: at.head('regraft/heal'), force: true })
  expect(last[1]?.body).toEqual({
    title: 'Heal 4 findings in infrastructure code',
    body: expect.stringContaining('`aws_kms_key.c`'),
  })

  at.asked.length = 0
  const healed = { 'keys.tf': kms('a', true), 'README.md': 'fixes #1\n' }
  expect(await heal(healed)).toMatchObject({ state: 'closed', number: 1 })
  expect(at.writes).toEqual(['PATCH /pulls/1', 'DELETE /git/refs/heads/regraft/heal'])
  expect(at.pulls[0]?.state).toBe('closed')
  expect(at.head('regraft/heal')).toBeUndefined()
  expect(await heal(healed)).toMatchObject({ state: 'none' })
})

it('does not ask people again for what they declined, but for something new', async () => {
  await heal()
  Object.assign(at.pulls[0] ?? {}, { state: 'closed' })
  at.git(['update-ref', '-d', 'refs/heads/regraft/heal'])
  at.asked.length = 0
  expect(await heal()).toMatchObject({ state: 'declined', number: 1 })
  expect(at.writes).toEqual([])
  at.commit('main', { 'keys.tf': kms('z') })
  expect(await heal({ ...files, 'keys.tf': kms('z') })).toMatchObject({ state: 'opened', number: 2 })
})

it('leaves a branch alone that holds the work of a person', async () => {
  await heal()
  const own = at.commit('regraft/heal', { 'keys.tf': kms('mine') }, 'My own work')
  at.commit('main', { 'other.tf': kms('o') })
  at.asked.length = 0
  await expect(heal({ ...files, 'other.tf': kms('o') })).rejects.toMatchObject({
    code: 'GITHUB_BRANCH_TAKEN',
    message: `the branch regraft/heal holds a commit that is not of regraft: ${own.slice(0, 12)}`,
  })
  await expect(heal({ 'README.md': 'nothing left\n' })).rejects.toMatchObject({ code: 'GITHUB_BRANCH_TAKEN' })
  expect(at.writes).toEqual([])
  expect(at.head('regraft/heal')).toBe(own)
})

it.each<[string, Files]>([
  ['an older commit', { ...files, 'keys.tf': kms('old') }],
  ['other line ends', { ...files, 'keys.tf': kms('a').replaceAll('\n', '\r\n') }],
  ['a file that is not committed', { ...files, 'new.tf': kms('n') }],
])('refuses a checkout with %s, before anything is made', async (_, all) => {
  await expect(heal(all)).rejects.toMatchObject({ code: 'GITHUB_CHECKOUT' })
  expect(at.writes).toEqual([])
})

it('heals a folder of the repository, and names its files from the root', async () => {
  const inside = { 'store.tf*': kms('b') + bucket }
  await heal(inside, { folder: 'live/prod', rules: ['aws/kms-rotation'] })
  expect(at.show('regraft/heal:live/prod/store.tf')).toBe(kms('b', true) + bucket)
  expect(at.pulls[0]?.body).toContain('`live/prod/store.tf:3`')
})

it('shows hostile names, and hands none of them to what GitHub acts on', async () => {
  const name = 'a`@octocat`\nfixes #1 <!-- [x](http:y) ::error::.tf'
  at.commit('main', { [name]: kms('h') })
  await heal({ [name]: kms('h') })
  expect(at.show(`regraft/heal:${name}`)).toBe(kms('h', true))
  const body = at.pulls[0]?.body ?? ''
  expect(body).toContain('- ``a`@octocat`\\nfixes #1 <!-- [x](http:y) ::error::.tf:3`` in `aws_kms_key.h`')
  expect(body.split('\n').filter((line) => /fixes #1|@octocat/.test(line))).toHaveLength(1)
  expect(at.git(['log', '--format=%B', `main..regraft/heal`])).not.toMatch(/fixes|octocat/)
})

it('refuses to heal a branch onto itself, and one that is not there', async () => {
  await expect(heal(files, { branch: 'main' })).rejects.toMatchObject({ code: 'GITHUB_BRANCH' })
  await expect(heal(files, { base: 'gone' })).rejects.toMatchObject({ code: 'GITHUB_BRANCH' })
  expect(at.writes).toEqual([])
})
