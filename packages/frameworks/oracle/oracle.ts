import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Json } from '@regraft/model'
import { failed, filesFolder } from './ours.ts'

/** Root names with their values in canonical form. */
export interface VariableSet {
  readonly vars: readonly (readonly [string, Json])[]
  readonly open?: boolean
}

/** What HashiCorp's HCL says: the canonical text of the value, or why there is none. */
export interface Answer {
  readonly text: string
  readonly why?: string
}

/** The program that `build.mjs` builds, or that REGRAFT_ORACLE names; undefined when it is not there. */
export function oracleBinary(): string | undefined {
  const path = process.env['REGRAFT_ORACLE'] ?? fileURLToPath(new URL('./.build/oracle', import.meta.url))
  return existsSync(path) ? path : undefined
}

export function ask(
  binary: string,
  set: VariableSet,
  expressions: readonly string[],
  folder: string = filesFolder,
): readonly Answer[] {
  if (expressions.length === 0) return []
  const lines = [{ set: 'all', ...set }, ...expressions.map((e) => ({ e, v: 'all' }))]
  const { stdout, stderr, status } = spawnSync(binary, [folder], {
    input: lines.map((line) => `${JSON.stringify(line)}\n`).join(''),
    encoding: 'utf8',
    // So that what paths are made absolute with is the same everywhere.
    cwd: '/',
    env: { HOME: '/home/user' },
    maxBuffer: 2 ** 30,
  })
  if (status !== 0) throw new Error(`the oracle failed: ${stderr}`)
  return stdout.trimEnd().split('\n').map(answerOf)
}

function answerOf(line: string): Answer {
  const { ok, error, crash } = JSON.parse(line) as { ok?: Json; error?: string; crash?: string }
  if (ok !== undefined) return { text: JSON.stringify(ok) }
  return { text: failed, why: error ?? `crash: ${crash}` }
}
