import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { RegraftError, severities } from '@regraft/model'
import type { Limits } from './limits.ts'
import type { RunTaskOptions } from './server.ts'

/** Name of the variable that may hold the keys. */
const variable = 'REGRAFT_RUN_TASK_KEY'

/** What the command line asks for. */
export type Arguments =
  | { readonly type: 'help' | 'version' }
  | {
      readonly type: 'serve'
      readonly host: string
      readonly port: number
      readonly log: boolean
      readonly options: RunTaskOptions
    }

export const help: string = `regraft-run-task: judges the plans of HCP Terraform and Terraform Enterprise.

  --listen HOST         where to listen (127.0.0.1)
  --port PORT           0 takes a free one (8521)
  --key-file FILE       HMAC keys of the run tasks, one a line; or ${variable} in the environment
  --host HOST           server that may be called; repeatable (app.terraform.io, archivist.terraform.io)
  --fail-on SEVERITY    from which severity on a task fails, or never (low)
  --rule, --skip-rule   ids or globs; repeatable
  --min-severity SEVERITY
  --bundle FILE         OPA bundle (.tar.gz) with policies of your own; repeatable
  --details-url URL     where people read more
  --workers N           plans at a time (2)
  --waiting N           tasks that may wait; more get 429 (500)
  --max-plan BYTES      (67108864)
  --max-time MS         of judging a plan (120000)
  --log                 a line of JSON on standard error for each task
  --help, --version
`

const numbers = {
  workers: 'workers',
  waiting: 'waiting',
  'max-plan': 'planBytes',
  'max-time': 'judgeMs',
} as const satisfies { readonly [option: string]: keyof Limits }

const options = {
  listen: { type: 'string', default: '127.0.0.1' },
  port: { type: 'string', default: '8521' },
  'key-file': { type: 'string' },
  host: { type: 'string', multiple: true },
  'fail-on': { type: 'string', default: 'low' },
  rule: { type: 'string', multiple: true },
  'skip-rule': { type: 'string', multiple: true },
  'min-severity': { type: 'string' },
  bundle: { type: 'string', multiple: true },
  'details-url': { type: 'string' },
  workers: { type: 'string' },
  waiting: { type: 'string' },
  'max-plan': { type: 'string' },
  'max-time': { type: 'string' },
  log: { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
  version: { type: 'boolean', default: false },
} as const

/** Reads the command line. Throws `RegraftError` `USAGE` or `POLICY_SOURCE`. */
export function readArguments(
  args: readonly string[],
  environment: { readonly [name: string]: string | undefined },
): Arguments {
  const values = parse(args)
  if (values.help || values.version) return { type: values.help ? 'help' : 'version' }
  const limits: { -readonly [K in keyof Limits]?: number } = {}
  for (const [option, limit] of Object.entries(numbers)) {
    const given = values[option as keyof typeof numbers] // the keys of the table
    if (given !== undefined) limits[limit] = whole(`--${option}`, given, option === 'waiting' ? 0 : 1)
  }
  const { rule, 'skip-rule': skip, 'details-url': url, 'fail-on': failOn, 'min-severity': least } = values
  if (url !== undefined && !URL.canParse(url)) throw usage(`--details-url is no URL: "${url}"`)
  return {
    type: 'serve',
    host: values.listen,
    port: whole('--port', values.port, 0, 65535),
    log: values.log,
    options: {
      keys: keysOf(values['key-file'], environment[variable]),
      failOn: failOn === 'never' ? failOn : severity('--fail-on', failOn),
      bundles: (values.bundle ?? []).map((file) => new Uint8Array(read(file, 'POLICY_SOURCE'))),
      limits,
      ...(values.host === undefined ? {} : { hosts: values.host }),
      ...(rule === undefined ? {} : { rules: rule }),
      ...(skip === undefined ? {} : { skipRules: skip }),
      ...(least === undefined ? {} : { minSeverity: severity('--min-severity', least) }),
      ...(url === undefined ? {} : { detailsUrl: url }),
    },
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

function severity(name: string, text: string): (typeof severities)[number] {
  const found = severities.find((one) => one === text)
  if (found === undefined) throw usage(`${name} must be one of ${severities.join(', ')}, not "${text}"`)
  return found
}

function keysOf(file: string | undefined, held: string | undefined): readonly string[] {
  const text = file === undefined ? held : read(file, 'USAGE').toString('utf8')
  if (text === undefined || text.trim() === '') throw usage(`A key is needed: --key-file FILE or ${variable}`)
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
}

function read(path: string, code: 'USAGE' | 'POLICY_SOURCE'): Buffer {
  try {
    return readFileSync(path)
  } catch (cause) {
    throw new RegraftError(code, `${path} cannot be read`, { hint: 'Check the path.', cause })
  }
}

function usage(message: string): RegraftError {
  return new RegraftError('USAGE', message, { hint: 'regraft-run-task --help lists what there is.' })
}
