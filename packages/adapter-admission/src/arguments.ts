import { parseArgs } from 'node:util'
import { nearest, RegraftError, type Severity, severities } from '@regraft/model'
import { defaultLimits } from './limits.ts'
import { optionTable } from './options.ts'

/** What the command line asks for. */
export type Invocation =
  | { readonly kind: 'help' | 'version' }
  | { readonly kind: 'serve'; readonly args: Arguments }

export interface Arguments {
  readonly cert: string
  readonly key: string
  readonly clientCa: string | undefined
  readonly host: string | undefined
  readonly port: number
  readonly deny: Severity | 'never'
  readonly rules: readonly string[]
  readonly skipRules: readonly string[]
  readonly minSeverity: Severity | undefined
  readonly unsafe: boolean
  readonly policies: readonly string[]
  readonly excludeNamespaces: readonly string[]
  readonly threads: number
  readonly timeout: number
  readonly drainDelay: number
  readonly maxBodyBytes: number
  readonly maxInFlight: number
  readonly log: boolean
}

type Values = { readonly [name: string]: string | boolean | (string | boolean)[] | undefined }

/** Reads a command line. Throws `RegraftError` `USAGE` when it means nothing. */
export function readArguments(argv: readonly string[]): Invocation {
  const values = parsed(argv)
  if (values['help'] === true) return { kind: 'help' }
  if (values['version'] === true) return { kind: 'version' }
  return { kind: 'serve', args: argumentsOf(values) }
}

function argumentsOf(values: Values): Arguments {
  return {
    cert: needed(values, 'cert'),
    key: needed(values, 'key'),
    clientCa: one(values, 'client-ca'),
    host: one(values, 'host'),
    port: number(values, 'port', 8443, 0, 65_535),
    deny: severity(values, 'deny', [...severities, 'never'] as const) ?? 'high',
    rules: list(values, 'rule'),
    skipRules: list(values, 'skip-rule'),
    minSeverity: severity(values, 'min-severity', severities),
    unsafe: values['unsafe'] === true,
    policies: list(values, 'policy'),
    excludeNamespaces: ['kube-system', ...list(values, 'exclude-namespace')],
    threads: number(values, 'threads', 2, 1, 64),
    timeout: number(values, 'timeout', defaultLimits.timeout, 100, 29_000),
    drainDelay: number(values, 'drain-delay', 5000, 0, 120_000),
    maxBodyBytes: number(values, 'max-body', defaultLimits.maxBodyBytes, 1024, 64 * 1024 * 1024),
    maxInFlight: number(values, 'max-in-flight', defaultLimits.maxInFlight, 1, 10_000),
    log: values['log'] === true,
  }
}

function parsed(argv: readonly string[]): Values {
  const options = Object.fromEntries(
    optionTable.map(({ name, value }) => [
      name,
      value === undefined ? { type: 'boolean' as const } : { type: 'string' as const, multiple: true },
    ]),
  )
  const { tokens } = parseArgs({ args: [...argv], options, strict: false, tokens: true })
  for (const token of tokens) {
    if (token.kind === 'positional')
      throw usage(`regraft-admission takes no argument, but got "${token.value}"`)
    if (token.kind === 'option' && !Object.hasOwn(options, token.name)) throw unknown(token.rawName)
  }
  return parseArgs({ args: [...argv], options, strict: false }).values
}

function unknown(raw: string): RegraftError {
  const close = nearest(
    raw.replace(/^-+/, ''),
    optionTable.map(({ name }) => name),
  )
  return usage(`there is no option ${raw}`, close === undefined ? undefined : `Did you mean --${close}?`)
}

function list(values: Values, name: string): readonly string[] {
  const given = values[name]
  return (Array.isArray(given) ? given : []).map((value) => {
    if (typeof value !== 'string' || value === '') throw usage(`--${name} needs a value`)
    return value
  })
}

function one(values: Values, name: string): string | undefined {
  const given = list(values, name)
  if (given.length > 1) throw usage(`--${name} is given ${given.length} times`, 'Once is all it can be.')
  return given[0]
}

function needed(values: Values, name: string): string {
  const value = one(values, name)
  if (value === undefined)
    throw usage(`--${name} is missing`, 'The API server only speaks to webhooks over TLS.')
  return value
}

function number(values: Values, name: string, otherwise: number, least: number, most: number): number {
  const value = one(values, name)
  if (value === undefined) return otherwise
  const read = /^\d{1,9}$/.test(value) ? Number(value) : Number.NaN
  if (!(read >= least && read <= most))
    throw usage(`--${name} is "${value}", not a whole number from ${least} to ${most}`)
  return read
}

function severity<T extends string>(values: Values, name: string, known: readonly T[]): T | undefined {
  const value = one(values, name)
  if (value === undefined) return undefined
  const found = known.find((it) => it === value)
  if (found === undefined) throw usage(`--${name} is "${value}", not one of ${known.join(', ')}`)
  return found
}

function usage(message: string, hint = 'regraft-admission --help lists the options.'): RegraftError {
  return new RegraftError('USAGE', message, { hint })
}
