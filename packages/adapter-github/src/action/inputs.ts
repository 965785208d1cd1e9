import { nearest, RegraftError } from '@regraft/model'
import type { RunnerEnvironment } from './host.ts'

/** What a workflow wrote under `with`, checked. */
export interface Inputs {
  readonly token: string
  readonly mode: 'check' | 'heal'
  readonly files: 'auto' | 'changed' | 'all'
  /** Relative to the workspace. */
  readonly workingDirectory: string
  readonly annotations: boolean
  readonly summary: boolean
  readonly suggestions: boolean
  /** Relative to the workspace. */
  readonly sarif: string | undefined
  readonly base: string | undefined
  readonly branch: string
  /** Options of the command line. */
  readonly options: readonly string[]
}

/** Inputs that are options of the command line, and those of them that take a list. */
const optionInputs = ['config', 'min-severity', 'fail-on'] as const
const listInputs = [
  ['rules', 'rule'],
  ['skip-rules', 'skip-rule'],
  ['frameworks', 'framework'],
  ['policies', 'policy'],
  ['variable-files', 'var-file'],
  ['inputs', 'input'],
] as const

/**
 * Reads the inputs that action.yml declares.
 * @throws RegraftError `GITHUB_INPUT` that names the input, what it holds and what it may
 */
export function inputsOf(env: RunnerEnvironment): Inputs {
  const text = (name: string): string => (env[`INPUT_${name.toUpperCase()}`] ?? '').trim()
  const optional = (name: string): string | undefined => text(name) || undefined
  const flag = (name: string, absent: boolean): boolean =>
    oneOf(name, text(name).toLowerCase() || String(absent), ['true', 'false']) === 'true'
  const branch = (name: string): string | undefined => branchName(name, optional(name))
  return {
    token: text('token'),
    mode: oneOf('mode', text('mode') || 'check', ['check', 'heal']),
    files: oneOf('files', text('files') || 'auto', ['auto', 'changed', 'all']),
    workingDirectory: inside('working-directory', text('working-directory') || '.'),
    annotations: flag('annotations', true),
    summary: flag('summary', true),
    suggestions: flag('suggestions', false),
    sarif: text('sarif-file') === '' ? undefined : inside('sarif-file', text('sarif-file')),
    base: branch('base'),
    branch: branch('branch') ?? 'regraft/heal',
    options: [
      ...optionInputs.flatMap((name) => (text(name) === '' ? [] : [`--${name}=${text(name)}`])),
      ...listInputs.flatMap(([name, option]) => lines(text(name)).map((value) => `--${option}=${value}`)),
      ...(flag('unsafe', false) ? ['--unsafe'] : []),
    ],
  }
}

/** One a line: a value may hold a comma. */
function lines(text: string): string[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
}

function oneOf<T extends string>(name: string, value: string, known: readonly T[]): T {
  const found = known.find((it) => it === value)
  if (found !== undefined) return found
  const near = nearest(value, known)
  throw wrong(name, value, near === undefined ? `It can be ${known.join(', ')}.` : `Did you mean ${near}?`)
}

/** A path that does not leave the workspace by its words; links are followed where it is used. */
function inside(name: string, path: string): string {
  const steps = path.replaceAll('\\', '/').split('/')
  if (/^([/\\]|[a-z]:)/i.test(path) || steps.includes('..') || path.includes('\0'))
    throw wrong(name, path, 'It is relative to the repository and does not leave it.')
  return steps.filter((step) => step !== '' && step !== '.').join('/')
}

/** What git and a URL take without a question (git-scm.com, git-check-ref-format). */
function branchName(name: string, value: string | undefined): string | undefined {
  if (value === undefined) return undefined
  const good = /^[\w-][\w./+-]*$/.test(value) && !/\.\.|\/\/|\/\.|\/$|\.$|\.lock(\/|$)|^refs\//.test(value)
  if (good) return value
  throw wrong(name, value, 'It is the name of a branch, such as main or regraft/heal.')
}

function wrong(name: string, value: string, hint: string): RegraftError {
  return new RegraftError('GITHUB_INPUT', `the input ${name} cannot be "${value.slice(0, 200)}"`, { hint })
}
