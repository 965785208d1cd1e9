import { nearest, type Severity, severities } from '@regraft/model'
import { formats as reportFormats } from '@regraft/reporters'
import type { Arguments, Invocation } from './arguments.ts'
import { checkFeedback, feedbackArguments } from './feedback-arguments.ts'
import type { Command } from './options.ts'
import { policyArguments } from './policy-arguments.ts'
import { sinksOf } from './sinks.ts'
import { type Given, tokenize } from './tokens.ts'
import { usage } from './usage.ts'

/** Those of reports; the other commands print lists and problems of their own. */
const formats: { readonly [command in Command]?: readonly string[] } = {
  check: reportFormats,
  heal: reportFormats,
  rules: ['text', 'json'],
  'policy check': ['text', 'json'],
  'policy test': ['text', 'json', 'junit'],
  'trend show': ['text', 'html'],
}

/** Reads a command line. Throws `RegraftError` `USAGE` when it means nothing. */
export function parse(argv: readonly string[]): Invocation {
  const { command, group, positionals, given } = tokenize(argv)
  const has = (name: string): boolean => given.some((it) => it.name === name)
  if (has('help') || group) return { kind: 'help', command: command ?? group }
  if (has('version')) return { kind: 'version' }
  if (command === undefined) {
    const [first] = given
    if (first) throw usage(`--${first.name} needs a command`, `For example: regraft check --${first.name}`)
    return { kind: 'nothing' }
  }
  checkNamespaces(given)
  const args = argumentsOf(command, positionals, given)
  for (const { format } of args.sinks) knownFormat(format, formats[command] ?? ['text'])
  checkPaths(args)
  checkFeedback(args)
  return { kind: 'run', args }
}

function argumentsOf(command: Command, paths: readonly string[], given: readonly Given[]): Arguments {
  const all = (name: string): string[] => given.flatMap((it) => (it.name === name ? [it.value] : []))
  const list = (name: string): string[] => all(name).flatMap((value) => value.split(',').filter(Boolean))
  const has = (name: string): boolean => given.some((it) => it.name === name)
  const once = (name: string): string | undefined => single(name, all(name))
  return {
    command,
    paths,
    sinks: sinksOf(given, 'text'),
    formatGiven: has('format') || has('output'),
    rules: list('rule'),
    skipRules: list('skip-rule'),
    frameworks: list('framework'),
    policies: all('policy'),
    conftest: {
      namespaces: has('all-namespaces') ? ['*'] : list('namespace'),
      data: all('data'),
      combine: has('combine'),
    },
    inputs: Object.fromEntries(
      all('input').map((pair) => keyValue('input', pair, 'KEY', 'allowed_cidr=10.0.0.0/8')),
    ),
    variableFiles: all('var-file'),
    variables: Object.fromEntries(
      all('var').map((pair) => keyValue('var', pair, 'NAME', 'environment=prod')),
    ),
    minSeverity: severity('min-severity', once('min-severity'), severities),
    failOn: severity('fail-on', once('fail-on'), [...severities, 'never'] as const),
    config: once('config'),
    stdinPath: once('stdin-path'),
    jobs: jobs(once('jobs')),
    dryRun: has('dry-run'),
    unsafe: has('unsafe'),
    interactive: has('interactive'),
    quiet: has('quiet'),
    noColor: has('no-color'),
    stats: has('stats'),
    policy: policyArguments(given),
    feedback: feedbackArguments(given),
  }
}

export function single(name: string, values: readonly string[]): string | undefined {
  if (values.length > 1) throw usage(`--${name} is given ${values.length} times`, 'Once is all it can be.')
  return values[0]
}

export function severity<T extends Severity | 'never'>(
  option: string,
  value: string | undefined,
  known: readonly T[],
): T | undefined {
  if (value === undefined) return undefined
  const found = known.find((it) => it === value)
  if (found === undefined) throw oneOf(`--${option}`, value, known)
  return found
}

function knownFormat(value: string, known: readonly string[]): void {
  if (!known.includes(value)) throw oneOf('--format', value, known)
}

/** For a value that is none of those there are. */
export function oneOf(option: string, value: string, known: readonly string[]): Error {
  const near = nearest(value, known)
  const list = `${known.slice(0, -1).join(', ')} or ${known.at(-1)}`
  return usage(`${option} cannot be "${value}"`, near ? `Did you mean ${near}?` : `It can be ${list}.`)
}

function jobs(value: string | undefined): number | undefined {
  if (value === undefined) return undefined
  if (!/^[1-9]\d{0,2}$/.test(value))
    throw usage(`--jobs cannot be "${value}"`, 'It is a number from 1 to 999.')
  return Number(value)
}

function keyValue(option: string, pair: string, key: string, example: string): [string, string] {
  const at = pair.indexOf('=')
  if (at <= 0) throw usage(`--${option} "${pair}" is not ${key}=VALUE`, `For example: --${option} ${example}`)
  return [pair.slice(0, at), pair.slice(at + 1)]
}

function checkNamespaces(given: readonly Given[]): void {
  const has = (name: string): boolean => given.some((it) => it.name === name)
  if (has('namespace') && has('all-namespaces'))
    throw usage('--namespace and --all-namespaces exclude each other', 'Leave one of them out.')
}

function checkPaths({ command, paths, stdinPath, interactive, dryRun }: Arguments): void {
  const stdin = paths.includes('-')
  if (command === 'rules' && paths.length > 0)
    throw usage(
      `regraft rules takes no path, but got "${paths[0]}"`,
      `regraft explain ${paths[0]} shows one rule.`,
    )
  if (command === 'explain' && paths.length !== 1)
    throw usage('regraft explain takes one rule', 'For example: regraft explain aws/s3-versioning')
  if (command === 'undo' && paths.length > 2) throw usage('regraft undo takes at most a run and a folder')
  if (stdin && !['check', 'heal', 'trend add'].includes(command))
    throw usage(`regraft ${command} does not read standard input`)
  if (stdin && paths.length > 1) throw usage('"-" reads one file from standard input and stands alone')
  if (!stdin && stdinPath !== undefined)
    throw usage(
      '--stdin-path names what "-" reads, but there is no "-"',
      `regraft ${command} --stdin-path ${stdinPath} -`,
    )
  if (interactive && stdin) throw usage('--interactive needs the terminal that "-" reads')
  if (interactive && dryRun) throw usage('--interactive and --dry-run exclude each other')
}
