import { spawnSync } from 'node:child_process'
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { agrees, snippetsOf } from './snippets.ts'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const pages = [
  'feedback.md',
  ...readdirSync(join(root, 'docs', 'policies'))
    .filter((name) => name.endsWith('.md'))
    .sort()
    .map((name) => `policies/${name}`),
]

let folder: string
beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'regraft-docs-')))
  mkdirSync(join(folder, 'bin'))
  symlinkSync(join(root, 'packages', 'cli', 'bin', 'regraft.js'), join(folder, 'bin', 'regraft'))
  // A page's project has its packages where an installation would put them.
  mkdirSync(join(folder, 'project', 'node_modules', '@regraft'), { recursive: true })
  for (const name of readdirSync(join(root, 'packages')).filter((name) => name !== 'cli'))
    symlinkSync(join(root, 'packages', name), join(folder, 'project', 'node_modules', '@regraft', name))
  symlinkSync(join(root, 'policies'), join(folder, 'project', 'node_modules', '@regraft', 'policies'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

function run(command: string): readonly string[] {
  const { stdout, stderr } = spawnSync('bash', ['-c', command], {
    cwd: join(folder, 'project'),
    encoding: 'utf8',
    env: {
      ...process.env,
      PATH: [join(folder, 'bin'), dirname(process.execPath), process.env['PATH']].join(delimiter),
      NO_COLOR: '1',
      REGRAFT_CACHE: 'off',
    },
  })
  const said = (stdout + stderr).trimEnd()
  return said === '' ? [] : said.split('\n').map((line) => line.trimEnd())
}

test.each(pages)('docs/%s does what it says', (page) => {
  for (const snippet of snippetsOf(readFileSync(join(root, 'docs', page), 'utf8'))) {
    if (snippet.kind === 'file') {
      const path = join(folder, 'project', snippet.path)
      mkdirSync(dirname(path), { recursive: true })
      writeFileSync(path, snippet.text)
      continue
    }
    for (const { command, expected } of snippet.steps) {
      const actual = run(command)
      const wanted = expected.map((line) => line.trimEnd())
      while (wanted.at(-1) === '') wanted.pop()
      if (!agrees(actual, wanted))
        expect(actual.join('\n'), `${page}:${snippet.line}: $ ${command}`).toBe(wanted.join('\n'))
    }
  }
})
