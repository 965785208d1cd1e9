import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Ajv } from 'ajv'
import { type Io, main } from 'regraft'
import { expect, it } from 'vitest'
import { parse } from 'yaml'
import { kms } from './support.ts'

const root = fileURLToPath(new URL('../../../', import.meta.url))
const read = (path: string): string => readFileSync(join(root, path), 'utf8')
/** A folder with the schemas that hosts publish, as SchemaStore and check-jsonschema name them. */
const schemas = process.env['REGRAFT_SCHEMAS'] ?? ''

const files: [page: string, file: string, schema: string | undefined][] = [
  ['github', 'examples/pipelines/github/.github/workflows/regraft.yml', 'github-workflows'],
  ['gitlab', 'examples/pipelines/gitlab/regraft.gitlab-ci.yml', 'gitlab-ci'],
  ['azure-devops', 'examples/pipelines/azure/azure-pipelines.yml', 'azure-pipelines'],
  ['circleci', 'examples/pipelines/circleci/.circleci/config.yml', 'circle-ci'],
  ['jenkins', 'examples/pipelines/jenkins/Jenkinsfile', undefined],
]

it.each(files)('docs/adapters/%s.md shows %s', (page, file) => {
  expect(read(`docs/adapters/${page}.md`)).toContain(`\n${read(file)}\`\`\`\n`)
})

const described = [...files, ['', 'packages/adapter-github/action/action.yml', 'github-actions'] as const]
for (const [, file, schema] of described) {
  if (schema === undefined) continue
  const at = join(schemas, `${schema}.json`)
  const there = schemas !== '' && existsSync(at)
  it.skipIf(!there)(
    `${file} is valid by ${schema}.json${there ? '' : ' (skipped: REGRAFT_SCHEMAS names no folder with it)'}`,
    () => {
      const validate = new Ajv({
        ...{ strict: false, validateFormats: false, logger: false },
        // Some patterns are not for the unicode mode.
        unicodeRegExp: false,
      }).compile(JSON.parse(readFileSync(at, 'utf8')))
      expect(validate(parse(read(file))), JSON.stringify(validate.errors?.slice(0, 5))).toBe(true)
    },
  )
}

/** The words of the one regraft command of a pipeline; what follows `>` is the shell's. */
function commandOf(text: string): string[] {
  const joined = text.replace(/\s*\\\n\s*/g, ' ').replace(/\n\s+(?=(--|>))/g, ' ')
  const line = /npx --no-install regraft (.+)/.exec(joined)?.[1] ?? ''
  return line
    .replace(/ > .*/, '')
    .replace(/\$\(Build\.ArtifactStagingDirectory\)\//g, '')
    .split(' ')
}

it.each(files.slice(1))(
  'the command of %s runs and leaves the files that the pipeline publishes',
  async (_, file) => {
    const cwd = mkdtempSync(join(tmpdir(), 'regraft-pipeline-'))
    try {
      writeFileSync(join(cwd, 'main.tf'), kms('a'))
      const argv = commandOf(read(file)).map((word) => word.replace(/^reports\/(regraft\/)?/, ''))
      const output = { write: () => {}, isTerminal: false, columns: undefined }
      const stdin = { isTerminal: false, bytes: async () => new Uint8Array(), ask: async () => undefined }
      const io: Io = {
        ...{ stdout: output, stderr: output, stdin, env: {}, cwd },
        ...{ today: () => '2026-11-30', now: () => '2026-11-30T00:00:00Z' },
      }
      // A dry run that would change something says so; the low finding is below --fail-on high.
      expect(await main(argv, io)).toBe(argv[0] === 'heal' ? 1 : 0)
      const made = readdirSync(cwd).filter((name) => name !== 'main.tf')
      expect(made.sort()).toEqual(argv.filter((_, i) => argv[i - 1] === '--output').sort())
      for (const name of made) expect(read(file)).toContain(name)
      for (const name of made.filter((it) => it.endsWith('json') || it.endsWith('.sarif')))
        expect(JSON.parse(readFileSync(join(cwd, name), 'utf8'))).toBeTruthy()
    } finally {
      rmSync(cwd, { recursive: true, force: true })
    }
  },
)
