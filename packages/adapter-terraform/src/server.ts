import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { RegraftError } from '@regraft/model'
import { readBody } from './http/body.ts'
import { defaultLimits, type Limits } from './limits.ts'
import { hcpTerraform, Origins } from './origins.ts'
import type { FailOn } from './outcomes.ts'
import { readTask } from './payload.ts'
import { Refusal } from './refusal.ts'
import { isSigned, signatureHeader } from './signature.ts'
import { type Done, Tasks } from './tasks.ts'
import type { Choice } from './thread/messages.ts'

export interface RunTaskOptions extends Choice {
  /** HMAC keys of the run tasks, at least one; a request is signed with one of them. */
  readonly keys: readonly string[]
  /** The only servers that are called: names of hosts, or origins. Default: those of HCP Terraform. */
  readonly hosts?: readonly string[]
  /** From which severity on a finding fails the task. Default `low`, as for `regraft check`. */
  readonly failOn?: FailOn
  /** OPA bundles with policies of one's own. */
  readonly bundles?: readonly Uint8Array[]
  /** Where people read more; told with each result. */
  readonly detailsUrl?: string
  readonly limits?: Partial<Limits>
  /** Told of each task that ended. */
  readonly onDone?: (done: Done) => void
}

export interface RunTaskServer {
  /** Not listening yet. Serves `POST /` and `GET /healthz`. */
  readonly server: Server
  /** Rejects when the policies do not load. */
  readonly ready: Promise<void>
  /** Takes no more, ends what was begun, and fails what waits. */
  close(): Promise<void>
}

/**
 * A server for run tasks of HCP Terraform and Terraform Enterprise. It answers at once, judges the plan in a thread, and calls
 * back. Throws `RegraftError` `USAGE` for keys and hosts that are none.
 */
export function createRunTaskServer(options: RunTaskOptions): RunTaskServer {
  const { keys, hosts = hcpTerraform, failOn = 'low', bundles = [], detailsUrl, onDone } = options
  if (keys.length === 0 || keys.some((key) => key.length < 16))
    throw new RegraftError('USAGE', 'A key of at least 16 characters is needed', {
      hint: 'Make one with `openssl rand -hex 32`, and give the run task the same.',
    })
  const limits = { ...defaultLimits, ...options.limits }
  const { rules, skipRules, minSeverity } = options
  const choice = {
    ...(rules ? { rules } : {}),
    ...(skipRules ? { skipRules } : {}),
    ...(minSeverity ? { minSeverity } : {}),
  }
  const origins = new Origins(hosts)
  const tasks = new Tasks({
    start: { bundles, planBytes: limits.planBytes, choice },
    origins,
    limits,
    failOn,
    ...(detailsUrl === undefined ? {} : { detailsUrl }),
    ...(onDone === undefined ? {} : { onDone }),
  })
  const server = createServer({ requestTimeout: limits.callMs }, (request, response) => {
    take(request, keys, origins, limits, tasks).then(
      (status) => send(response, status, ''),
      (error: unknown) => {
        if (error instanceof Refusal) send(response, error.status, error.message)
        else send(response, 500, 'A defect of regraft')
      },
    )
  })
  const ready = tasks.open()
  ready.catch(() => undefined)
  return {
    server,
    ready,
    close: async () => {
      server.close()
      server.closeIdleConnections()
      await tasks.close()
      server.closeAllConnections()
    },
  }
}

async function take(
  request: IncomingMessage,
  keys: readonly string[],
  origins: Origins,
  limits: Limits,
  tasks: Tasks,
): Promise<number> {
  if (request.method === 'GET' && request.url === '/healthz') return 200
  if (request.url !== '/') throw new Refusal(404, 'There is only POST /')
  if (request.method !== 'POST') throw new Refusal(405, 'There is only POST /')
  const body = await readBody(request, limits.requestBytes)
  const signature = request.headers[signatureHeader]
  if (!isSigned(body, typeof signature === 'string' ? signature : undefined, keys))
    throw new Refusal(401, 'The signature is not of a known key')
  const task = readTask(body, origins)
  if (task !== 'verification') tasks.add(task)
  return 200
}

function send(response: ServerResponse, status: number, message: string): void {
  const wait = status === 429 || status === 503 ? { 'retry-after': '10' } : {}
  response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8', ...wait })
  response.end(message === '' ? '' : `${message}\n`)
}
