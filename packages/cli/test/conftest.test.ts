import { afterEach, expect, test } from 'vitest'
import { Folder, run } from './support.ts'

let at: Folder
afterEach(() => at.remove())

const rule = (name: string, body: string): string =>
  `package ${name}\n\nimport rego.v1\n\ndeny contains msg if {\n${body}}\n`
const files = {
  'rules/main.rego': rule('main', '\tinput.port in data.closed.ports\n\tmsg := "closed port"\n'),
  'rules/team.rego': rule(
    'team.web',
    '\tinput[_].contents.port\n\tmsg := sprintf("%d files", [count(input)])\n',
  ),
  'shared/closed/ports.yaml': 'ports: [22]\n',
  'files/a.yaml': 'port: 22\n',
  'files/b.yaml': 'port: 80\n',
}
const asked = ['check', 'files', '--policy', 'rules', '--rule', 'conftest/**', '--format', 'json']

async function messages(...more: readonly string[]): Promise<readonly string[]> {
  const { stdout, stderr } = await run(at.path, [...asked, ...more], { env: { REGRAFT_CACHE: 'off' } })
  expect(stderr).toBe('')
  const { findings } = JSON.parse(stdout) as {
    findings: { rule: string; message: string; location: { file: string } }[]
  }
  return findings.map(({ rule: id, message, location }) => `${location.file} ${id}: ${message}`)
}

test('the command line says namespaces, data and whether files are combined', async () => {
  at = new Folder(files)
  expect(await messages('--data', 'shared')).toEqual(['files/a.yaml conftest/main/deny: closed port'])
  expect(await messages('--namespace', 'team.*', '--combine')).toEqual([
    'files/a.yaml conftest/team/web/deny: 2 files',
  ])
})

test('so does the configuration, which reads nothing outside its folder unless it is named', async () => {
  at = new Folder({
    ...files,
    'regraft.yaml': 'conftest: {namespaces: [main, team.web], data: [shared], combine: false}\n',
    'inner/regraft.yaml': 'policies: [../rules]\nconftest: {data: [../shared]}\n',
    'inner/a.yaml': 'port: 22\n',
  })
  expect(await messages()).toEqual(['files/a.yaml conftest/main/deny: closed port'])
  const found = await run(`${at.path}/inner`, ['check'])
  expect([found.code, found.stderr]).toEqual([2, expect.stringContaining('lies outside the folder')])
  const named = await run(`${at.path}/inner`, ['check', '--config', 'regraft.yaml'])
  expect([named.code, named.stdout]).toEqual([1, expect.stringContaining('closed port')])
})

test('what cannot be is refused', async () => {
  at = new Folder(files)
  for (const [more, message] of [
    [['--namespace', 'x', '--all-namespaces'], '--namespace and --all-namespaces exclude each other'],
    [['--data', 'nowhere'], 'the data nowhere cannot be read'],
  ] as const) {
    const { code, stderr } = await run(at.path, [...asked, ...more])
    expect([code, stderr]).toEqual([2, expect.stringContaining(message)])
  }
})
