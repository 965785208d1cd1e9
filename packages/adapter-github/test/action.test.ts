import {
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { parse } from 'yaml'
import type { RunnerEnvironment } from '../src/action/host.ts'
import { inputsOf } from '../src/action/inputs.ts'
import { runAction } from '../src/action/run.ts'
import { GitHub, pullRequest } from './github.ts'
import { bucket, kms } from './support.ts'

let at: GitHub
let folder: string
let log: string
beforeEach(async () => {
  at = new GitHub()
  await at.start()
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'regraft-action-')))
  log = ''
})
afterEach(async () => {
  rmSync(folder, { recursive: true, force: true })
  await at.stop()
})

function write(path: string, text: string): void {
  mkdirSync(dirname(join(folder, 'repo', path)), { recursive: true })
  writeFileSync(join(folder, 'repo', path), text)
}

const read = (name: string): string => readFileSync(join(folder, name), 'utf8')

function pullRequestEvent(from = 'acme/infra'): object {
  const head = { sha: at.head('feature') ?? '0'.repeat(40), repo: { full_name: from } }
  return { pull_request: { number: 1, head, base: { repo: { full_name: 'acme/infra' } } } }
}

/** Runs it as a runner would; inputs that are not given are as action.yml has them. */
async function run(
  name: string,
  event: object,
  inputs: { readonly [input: string]: string } = {},
): Promise<number> {
  writeFileSync(
    join(folder, 'event.json'),
    JSON.stringify({ repository: { default_branch: 'main' }, ...event }),
  )
  const env: RunnerEnvironment = {
    ...{
      GITHUB_REPOSITORY: 'acme/infra',
      GITHUB_EVENT_NAME: name,
      GITHUB_EVENT_PATH: join(folder, 'event.json'),
    },
    ...{ GITHUB_API_URL: at.url, GITHUB_WORKSPACE: join(folder, 'repo'), GITHUB_REF: 'refs/heads/main' },
    ...{ GITHUB_OUTPUT: join(folder, 'output'), GITHUB_STEP_SUMMARY: join(folder, 'summary') },
    ...Object.fromEntries(
      Object.entries({ token: 'secret', ...inputs }).map(([key, it]) => [`INPUT_${key.toUpperCase()}`, it]),
    ),
  }
  const log_ = (text: string): void => {
    log += text
  }
  return runAction({
    env,
    log: log_,
    today: () => '2026-11-30',
    client: { throttle: { enabled: false }, second: 1 },
  })
}

const rules = 'aws/kms-rotation\naws/s3-versioning'

it('checks what a pull request changes: annotations, summary, SARIF, suggestions, outputs', async () => {
  at.commit('main', { 'infra/old.tf': kms('old') })
  at.git(['update-ref', 'refs/heads/feature', 'main'])
  at.commit('feature', { 'infra/new.tf': kms('new') })
  at.pulls.push(pullRequest(1))
  const diff = at.git(['diff', 'main', 'feature', '--', 'infra/new.tf'])
  at.files = [{ filename: 'infra/new.tf', status: 'added', patch: diff.slice(diff.indexOf('@@')) }]
  write('infra/old.tf', kms('old'))
  write('infra/new.tf', kms('new'))
  const inputs = {
    rules,
    'working-directory': 'infra',
    suggestions: 'true',
    'sarif-file': 'out/regraft.sarif',
  }
  expect(await run('pull_request', pullRequestEvent(), inputs)).toBe(1)

  expect(log.split('\n').filter((line) => line.startsWith('::notice'))).toEqual([
    expect.stringMatching(
      /^::notice file=infra\/new\.tf,line=3,endLine=3,col=25,endColumn=29,title=low aws\/kms-rotation::/,
    ),
  ])
  expect(read('output').split('\n')).toEqual(['open=0', 'healable=1', 'sarif-file=out/regraft.sarif', ''])
  expect(read('summary')).toMatch(/^Suggestions: 1 new, 0 from earlier runs, 0 outdated ones hidden\.\n/)
  expect(read('summary')).toContain('## regraft: 0 open, 1 would heal')
  expect(read('summary')).toContain('+  enable_key_rotation = true')
  const { results } = JSON.parse(read('repo/out/regraft.sarif')).runs[0]
  expect(results.map((it: { locations: unknown }) => it.locations)).toMatchObject([
    [{ physicalLocation: { artifactLocation: { uri: 'infra/new.tf' } } }],
  ])
  expect(results[0].fixes).toHaveLength(1)
  expect(at.writes).toEqual(['POST /pulls/1/reviews'])
  expect(at.asked.at(-1)?.body.comments[0]).toMatchObject({ path: 'infra/new.tf', line: 3 })
  expect(read('repo/infra/new.tf')).toBe(kms('new'))
})

it('annotates ten of a level and tells the rest in the summary; fail-on decides', async () => {
  write('main.tf', Array.from({ length: 14 }, (_, i) => kms(`k${i}`)).join('') + bucket)
  expect(await run('push', {}, { rules, 'fail-on': 'high' })).toBe(0)
  const levels = log.split('\n').flatMap((line) => /^::(notice|warning|error) /.exec(line)?.[1] ?? [])
  expect(levels).toEqual(['warning', ...Array(10).fill('notice')])
  expect(log).toContain('4 more are in the summary')
  expect(read('summary').match(/`aws\/kms-rotation` at/g)).toHaveLength(14)
  expect(at.asked).toEqual([])
})

it('prints words of a repository where the runner does not obey them', async () => {
  write('::error file=x::y\n::add-mask::a.tf', 'resource "aws_kms_key" {\n')
  expect(await run('push', {}, { rules })).toBe(1)
  let stopped: string | undefined
  for (const line of log.split('\n')) {
    if (stopped === undefined) {
      stopped = /^::stop-commands::([0-9a-f-]{36})$/.exec(line)?.[1]
      if (stopped === undefined && line !== '') expect(line).toMatch(/^::error (file|title)=[^:]*::/)
    } else if (line === `::${stopped}::`) stopped = undefined
  }
  expect(stopped).toBeUndefined()
  expect(log).not.toMatch(/^::add-mask/m)
})

it('heals by a pull request, and never for one', async () => {
  at.commit('main', { 'main.tf': kms('a') })
  write('main.tf', kms('a'))
  expect(await run('push', {}, { rules, mode: 'heal' })).toBe(0)
  expect(at.show('regraft/heal:main.tf')).toBe(kms('a', true))
  expect(read('output').split('\n')).toEqual([
    ...['open=0', 'healed=1', 'pull-request=1', 'pull-request-url=https://github.com/acme/infra/pull/1'],
    ...['pull-request-state=opened', ''],
  ])
  expect(read('summary')).toMatch(/^Opened pull request #1 /)
  at.asked.length = 0
  for (const name of ['pull_request', 'pull_request_target', 'workflow_run', 'issue_comment'])
    expect(await run(name, pullRequestEvent(), { mode: 'heal' })).toBe(2)
  expect(log.match(/^::error title=GITHUB_EVENT::mode heal does not run on \w+/gm)).toHaveLength(4)
  expect(at.asked).toEqual([])
})

it('writes no review for a fork, and refuses events that would give it a token that writes', async () => {
  write('main.tf', kms('a'))
  at.pulls.push(pullRequest(1))
  expect(await run('pull_request', pullRequestEvent('mallory/infra'), { suggestions: 'true', rules })).toBe(0)
  expect(at.writes).toEqual([])
  expect(at.asked.some(({ path }) => path === '/graphql')).toBe(false)
  expect(read('summary')).toMatch(/^No suggestions: this pull request comes from a fork/)
  expect(await run('pull_request_target', pullRequestEvent('mallory/infra'), { suggestions: 'true' })).toBe(2)
})

it.each([
  [{ mode: 'fix' }, 'the input mode cannot be "fix"'],
  [{ annotations: 'yes' }, 'the input annotations cannot be "yes"'],
  [{ 'working-directory': '../other' }, 'the input working-directory cannot be "../other"'],
  [{ 'sarif-file': '/etc/passwd' }, 'the input sarif-file cannot be "/etc/passwd"'],
  [{ branch: 'a..b' }, 'the input branch cannot be "a..b"'],
  [{ files: 'changed' }, 'there are no changed files'],
  [{ 'fail-on': 'hi' }, '--fail-on cannot be "hi"'],
  [{ 'sarif-file': 'way-out/x.sarif' }, 'the input sarif-file names way-out'],
  [{ 'working-directory': 'way-out' }, 'the input working-directory names way-out'],
  [{ policies: 'evil.mjs' }, 'evil.mjs is code, and none is run here'],
  [{ config: 'evil.yaml' }, 'evil.mjs is code, and none is run here'],
])('refuses %j and says why', async (inputs, message) => {
  write('main.tf', kms('a', true))
  write(
    'evil.mjs',
    `import { writeFileSync } from 'node:fs'\nwriteFileSync(${JSON.stringify(join(folder, 'ran'))}, '')\n`,
  )
  write('evil.yaml', 'policies: [evil.mjs]\ncode: true\n')
  symlinkSync(folder, join(folder, 'repo', 'way-out'))
  expect(await run('push', {}, inputs)).toBe(2)
  expect(log).toContain(message)
  expect(() => read('ran')).toThrow()
  expect(() => read('x.sarif')).toThrow()
})

it('knows every input that action.yml declares, and no other', () => {
  const file = fileURLToPath(new URL('../action/action.yml', import.meta.url))
  const declared = Object.keys(parse(readFileSync(file, 'utf8')).inputs)
  const asked = new Set<string>()
  const env = new Proxy({} as RunnerEnvironment, {
    get: (_, name) => {
      asked.add(String(name).replace('INPUT_', '').toLowerCase())
      return undefined
    },
  })
  inputsOf(env)
  expect([...asked].sort()).toEqual(declared.sort())
})
