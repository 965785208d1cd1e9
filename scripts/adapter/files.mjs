// What a new adapter begins with: files by their path in the package. It works as it stands; the host comes into `adapter.ts`.

/** `version` is that of the other packages. */
export function filesOf(name, version) {
  return {
    'package.json': manifest(name, version),
    'tsconfig.json': json({
      extends: '../../tsconfig.base.json',
      compilerOptions: {
        rootDir: 'src',
        outDir: '.types',
        tsBuildInfoFile: '.types/.tsbuildinfo',
        types: ['node'],
      },
      include: ['src'],
      references: ['../model', '../engine', '../../policies'].map((path) => ({ path })),
    }),
    'tsup.config.ts': `import { library } from '../../tsup.base.ts'\n\nexport default library(['src/index.ts'])\n`,
    'README.md': readme(name),
    'src/index.ts': `export type { Adapter, AdapterOptions, Message } from './adapter.ts'\nexport { createAdapter } from './adapter.ts'\n`,
    'src/adapter.ts': adapter,
    'test/adapter.test.ts': test,
  }
}

function json(value) {
  return `${JSON.stringify(value, null, 2)}\n`
}

function manifest(name, version) {
  const entry = {
    import: { types: './dist/index.d.ts', default: './dist/index.js' },
    require: { types: './dist/index.d.cts', default: './dist/index.cjs' },
  }
  return json({
    name: `@regraft/adapter-${name}`,
    version,
    description: `regraft in ${name}.`,
    license: 'Apache-2.0',
    type: 'module',
    sideEffects: false,
    engines: { node: '>=20.19' },
    files: ['dist', 'README.md', 'LICENSE'],
    main: './dist/index.cjs',
    module: './dist/index.js',
    types: './dist/index.d.ts',
    exports: {
      '.': { source: './src/index.ts', ...entry },
      './package.json': './package.json',
    },
    scripts: { build: 'tsup' },
    dependencies: {
      '@regraft/engine': 'workspace:*',
      '@regraft/model': 'workspace:*',
      '@regraft/policies': 'workspace:*',
    },
    publishConfig: {
      access: 'public',
      exports: { '.': entry, './package.json': './package.json' },
    },
  })
}

function readme(name) {
  return `# @regraft/adapter-${name}

regraft in ${name}.

\`\`\`sh
npm install @regraft/adapter-${name}
\`\`\`

\`\`\`ts
import { createAdapter } from '@regraft/adapter-${name}'

const adapter = await createAdapter()
const texts = { 'main.tf': 'resource "aws_kms_key" "k" {}\\n' }
const messages = await adapter.check(texts)
const healed = await adapter.heal(texts)
await adapter.close()
\`\`\`

Part of [regraft](../../README.md). Apache-2.0.
`
}

const adapter = `import type { Engine } from '@regraft/engine'
import { createEngine, memoryWorkspace } from '@regraft/engine'
import type { Finding, Severity } from '@regraft/model'
import { builtin } from '@regraft/policies'

/** A finding as the host shows it. Lines and columns are 1-based, columns in UTF-16 code units. */
export interface Message {
  readonly file: string
  readonly line: number
  readonly column: number
  readonly rule: string
  readonly severity: Severity
  readonly message: string
  /** What a fix would do, where there is one. */
  readonly fix?: string
}

export interface Adapter {
  /** What is wrong in the host's texts, by relative path. */
  check(texts: { readonly [path: string]: string }): Promise<readonly Message[]>
  /** The texts with everything healed that is safe and proven; only those that changed. */
  heal(texts: { readonly [path: string]: string }): Promise<ReadonlyMap<string, string>>
  close(): Promise<void>
}

export interface AdapterOptions {
  /** Default: one with the built-in policies. */
  readonly engine?: Engine
}

/** Loads the policies once; the adapter serves any number of texts. */
export async function createAdapter(options: AdapterOptions = {}): Promise<Adapter> {
  const engine = options.engine ?? (await createEngine({ policies: [builtin] }))
  return {
    check: async (texts) => {
      const { findings } = await engine.check(memoryWorkspace(texts))
      return findings.filter(({ status }) => status === 'open').map(messageOf)
    },
    heal: async (texts) => {
      const workspace = memoryWorkspace(texts)
      await engine.heal(workspace)
      return new Map([...workspace.texts].filter(([path, text]) => text !== texts[path]))
    },
    close: () => engine.close(),
  }
}

function messageOf({ location, rule, severity, message, fix }: Finding): Message {
  const { file, start } = location
  return {
    file,
    line: start.line,
    column: start.column,
    rule,
    severity,
    message,
    ...(fix === undefined ? {} : { fix: fix.title }),
  }
}
`

const test = `import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Adapter, createAdapter } from '../src/index.ts'

const bad = 'resource "aws_kms_key" "k" {\\n  enable_key_rotation = false # note\\n}\\n'

let adapter: Adapter
beforeAll(async () => {
  adapter = await createAdapter()
})
afterAll(() => adapter.close())

test('tells what is wrong, and where', async () => {
  const [message, ...others] = await adapter.check({ 'main.tf': bad, 'notes.md': '# Notes\\n' })
  expect(message).toMatchObject({ file: 'main.tf', line: 2, column: 25, rule: 'aws/kms-rotation' })
  expect(others).toEqual([])
})

test('heals what is safe, and leaves every other byte', async () => {
  const healed = await adapter.heal({ 'main.tf': bad, 'notes.md': '# Notes\\n' })
  expect([...healed]).toEqual([['main.tf', bad.replace('false', 'true')]])
  expect([...(await adapter.heal(Object.fromEntries(healed)))]).toEqual([])
})
`
