import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { RegraftError } from '@regraft/model'
import type { Limits } from './limits.ts'
import { tokensIn, tokensOfFile } from './token.ts'

/** Name of the variable that may hold the tokens. */
const variable = 'REGRAFT_HTTP_TOKEN'

/** What the command line asks for. */
export interface Arguments {
  readonly host: string
  readonly port: number
  readonly tokens?: readonly string[]
  readonly bundles: readonly Uint8Array[]
  readonly limits: Partial<Limits>
  readonly log: boolean
  readonly help: boolean
  readonly version: boolean
}

export const help: string = `regraft-http: checks and heals texts that are sent over HTTP.

  --host HOST           where to listen (127.0.0.1)
  --port PORT           0 takes a free one (8520)
  --token-file FILE     tokens, one a line; or ${variable} in the environment
  --no-token            serve everybody; only on a loopback address
  --bundle FILE         OPA bundle (.tar.gz) with policies of your own; repeatable
  --workers N           runs at a time (cores, at most 4)
  --waiting N           requests that may wait; more get 429 (32)
  --max-body BYTES      of a request (8388608)
  --max-files N         of a request (2000)
  --max-file BYTES      of one file (2097152)
  --max-time MS         of a run (30000)
  --max-memory MIB      heap of a worker (1024)
  --log                 a line of JSON on standard error for each answer
  --help, --version
`

const numbers = {
  workers: 'workers',
  waiting: 'waiting',
  'max-body': 'bodyBytes',
  'max-files': 'files',
  'max-file': 'fileBytes',
  'max-time': 'runMs',
  'max-memory': 'memoryMb',
} as const satisfies { readonly [option: string]: keyof Limits }

const options = {
  host: { type: 'string', default: '127.0.0.1' },
  port: { type: 'string', default: '8520' },
  'token-file': { type: 'string' },
  'no-token': { type: 'boolean', default: false },
  bundle: { type: 'string', multiple: true },
  workers: { type: 'string' },
  waiting: { type: 'string' },
  'max-body': { type: 'string' },
  'max-files': { type: 'string' },
  'max-file': { type: 'string' },
  'max-time': { type: 'string' },
  'max-memory': { type: 'string' },
  log: { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
  version: { type: 'boolean', default: false },
} as const

/** Reads the command line. Throws `RegraftError` `USAGE`, `TOKEN`, `POLICY_SOURCE`. */
export function readArguments(
  args: readonly string[],
  environment: { readonly [name: string]: string | undefined },
): Arguments {
  const values = parse(args)
  const { host, log, help, version } = values
  const told = { host, log, help, version }
  if (help || version) return { ...told, port: 0, bundles: [], limits: {} }
  const limits: { -readonly [K in keyof Limits]?: number } = {}
  for (const [option, limit] of Object.entries(numbers)) {
    const given = values[option as keyof typeof numbers] // the keys of the table
    if (given !== undefined) limits[limit] = whole(`--${option}`, given, option === 'waiting' ? 0 : 1)
  }
  const tokens = tokensOf(values, environment)
  return {
    ...told,
    port: whole('--port', values.port, 0, 65535),
    bundles: (values.bundle ?? []).map(bundleOf),
    limits,
    ...(tokens === undefined ? {} : { tokens }),
  }
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options, strict: true }).values
  } catch (error) {
    throw usage(error instanceof Error ? error.message : String(error))
  }
}

function whole(name: string, text: string, least: number, most = 2 ** 31 - 1): number {
  const value = Number(text)
  if (!/^\d+$/.test(text) || value < least || value > most)
    throw usage(`${name} must be a whole number from ${least} to ${most}, not "${text}"`)
  return value
}

function tokensOf(
  { 'token-file': file, 'no-token': none, host }: ReturnType<typeof parse>,
  environment: { readonly [name: string]: string | undefined },
): readonly string[] | undefined {
  const held = environment[variable]
  if (none) {
    if (file !== undefined) throw usage('--no-token and --token-file exclude each other')
    if (!/^(127\.\d+\.\d+\.\d+|::1|localhost)$/.test(host))
      throw usage(`--no-token would serve everybody who reaches ${host}`)
    return undefined
  }
  if (file !== undefined) return tokensOfFile(file)
  if (held !== undefined) return tokensIn(held, variable)
  throw usage(`A token is needed: --token-file FILE or ${variable}, or --no-token on a loopback address`)
}

function bundleOf(path: string): Uint8Array {
  try {
    return new Uint8Array(readFileSync(path))
  } catch (cause) {
    throw new RegraftError('POLICY_SOURCE', `The bundle ${path} cannot be read`, {
      hint: '`regraft policy build` makes one.',
      cause,
    })
  }
}

function usage(message: string): RegraftError {
  return new RegraftError('USAGE', message, { hint: 'regraft-http --help lists what there is.' })
}
