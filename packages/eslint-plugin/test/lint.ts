import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Engine } from '@regraft/engine'
import { createEngine, memoryWorkspace } from '@regraft/engine'
import { builtin } from '@regraft/policies'
import { Linter } from 'eslint'
import regraft from '../src/index.ts'

/** `npm test` builds first; a lone vitest may meet a clone where nothing is built. */
export const built: boolean = existsSync(fileURLToPath(new URL('../dist/worker.js', import.meta.url)))
if (!built) process.stdout.write('skipped: eslint-plugin is not built\n')

const names = { kubernetes: 'manifest.yaml', pulumi: 'index.ts', terraform: 'main.tf' } as const
export type Framework = keyof typeof names

/** A folder that is not there: nothing of a disk takes part. */
const nowhere = '/nowhere/at/all'

/** One text by one rule without a parser; `fix` as `--fix` does. */
export function lint(framework: Framework, text: string, more: Linter.Config = {}): Linter.LintMessage[] {
  return new Linter({ cwd: nowhere }).verify(text, configOf(framework, more), options(framework))
}

export function fix(framework: Framework, text: string, more: Linter.Config = {}): Linter.FixReport {
  return new Linter({ cwd: nowhere }).verifyAndFix(text, configOf(framework, more), options(framework))
}

function options(framework: Framework): Linter.LintOptions {
  return { filename: `${nowhere}/${names[framework]}` }
}

function configOf(framework: Framework, more: Linter.Config): Linter.Config[] {
  return [
    {
      files: ['**/*.yaml', '**/*.ts', '**/*.tf'],
      plugins: { regraft },
      rules: { [`regraft/${framework}`]: 'error' },
      language: 'regraft/text',
    },
    more,
  ]
}

let engine: Promise<Engine> | undefined

/** What `regraft heal` makes of one file. */
export async function heal(framework: Framework, text: string): Promise<string> {
  engine ??= createEngine({ policies: [builtin] })
  const name = names[framework]
  const workspace = memoryWorkspace({ [name]: text })
  await (await engine).heal(workspace, { frameworks: [framework] })
  return workspace.texts.get(name) ?? ''
}
