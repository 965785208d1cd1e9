import { parseArgs } from 'node:util'
import { RegraftError } from '@regraft/model'
import { requireToken, tokenOfFile } from './http/token.ts'

const variable = 'REGRAFT_MCP_TOKEN'

/** What the command line asks for. */
export interface Arguments {
  readonly folders: readonly string[]
  readonly writable: boolean
  readonly policies: readonly string[]
  /** Absent: over standard input and output. */
  readonly http?: Http
  readonly help: boolean
  readonly version: boolean
}

export interface Http {
  readonly host: string
  readonly port: number
  readonly hosts: readonly string[]
  readonly token?: string
}

export const help: string = `regraft-mcp [FOLDER…]: an MCP server that checks and heals infrastructure code.

Without a folder it works in the client's roots, or in the current folder when the client has none.

  --allow-write         heal may write when a call says so; otherwise it is always a dry run
  --policy PATH         policies of your own: a folder of Rego, or an OPA bundle (.tar.gz); repeatable
  --http                serve streamable HTTP at /mcp instead of standard input and output
  --host HOST           where to listen (127.0.0.1)
  --port PORT           0 takes a free one (8521)
  --allow-host NAME     a name that Host and Origin may have beside localhost; repeatable
  --token-file FILE     the token; or ${variable} in the environment
  --no-token            serve everybody; only on a loopback address
  --help, --version
`

const options = {
  'allow-write': { type: 'boolean', default: false },
  policy: { type: 'string', multiple: true },
  http: { type: 'boolean', default: false },
  host: { type: 'string', default: '127.0.0.1' },
  port: { type: 'string', default: '8521' },
  'allow-host': { type: 'string', multiple: true },
  'token-file': { type: 'string' },
  'no-token': { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
  version: { type: 'boolean', default: false },
} as const

type Environment = { readonly [name: string]: string | undefined }

/** Reads the command line. Throws `RegraftError` `USAGE`, `TOKEN`. */
export function readArguments(args: readonly string[], environment: Environment): Arguments {
  const { values, positionals } = parse(args)
  const { help, version, http } = values
  return {
    folders: positionals,
    writable: values['allow-write'],
    policies: values.policy ?? [],
    help,
    version,
    ...(http && !help && !version ? { http: httpOf(values, environment) } : {}),
  }
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options, strict: true, allowPositionals: true })
  } catch (error) {
    throw usage(error instanceof Error ? error.message : String(error))
  }
}

type Values = ReturnType<typeof parse>['values']

function httpOf(values: Values, environment: Environment): Http {
  const { host } = values
  const port = Number(values.port)
  if (!/^\d+$/.test(values.port) || port > 65535)
    throw usage(`--port must be from 0 to 65535, not "${values.port}"`)
  const token = tokenOf(values, environment)
  return { host, port, hosts: values['allow-host'] ?? [], ...(token === undefined ? {} : { token }) }
}

function tokenOf(
  { 'token-file': file, 'no-token': none, host }: Values,
  environment: Environment,
): string | undefined {
  if (none) {
    if (file !== undefined) throw usage('--no-token and --token-file exclude each other')
    if (!/^(127\.\d+\.\d+\.\d+|::1|localhost)$/.test(host))
      throw usage(`--no-token would serve everybody who reaches ${host}`)
    return undefined
  }
  if (file !== undefined) return tokenOfFile(file)
  const held = environment[variable]
  if (held !== undefined) return requireToken(held, variable)
  throw usage(`A token is needed: --token-file FILE or ${variable}, or --no-token on a loopback address`)
}

function usage(message: string): RegraftError {
  return new RegraftError('USAGE', message, { hint: 'regraft-mcp --help lists what there is.' })
}
