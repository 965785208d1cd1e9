import { createServer, type IncomingMessage, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { sign } from '../src/signature.ts'

export const key = 'b7c1e2d3a4f5968778695a4b3c2d1e0f'

/** A request as it arrived. */
export interface Seen {
  readonly method: string
  readonly path: string
  readonly authorization: string | undefined
  readonly type: string | undefined
  readonly body: string
}

/** What is answered instead of the usual. */
export type Answer = {
  readonly status: number
  readonly headers?: { readonly [name: string]: string }
  readonly body?: string | Uint8Array
  readonly hang?: boolean
}

/**
 * HCP Terraform as far as a run task meets it: sends the request that its documentation shows (run tasks integration API,
 * payload version 1), serves plans by a redirect to another server, and takes callbacks. What it is asked is kept.
 */
export class Hcp {
  readonly seen: Seen[] = []
  /** First answers by method and path; each is given once. */
  readonly answers = new Map<string, Answer[]>()
  plan: string
  readonly #api: Server
  readonly #archivist: Server
  readonly #results = new Map<string, { readonly status: string; readonly message: string }>()
  #waiting: (() => void)[] = []

  constructor(plan: string) {
    this.plan = plan
    this.#api = createServer((request, response) => {
      void this.#note(request).then(({ method, path }) => {
        const answer = this.answers.get(`${method} ${path}`)?.shift() ?? this.#usual(method, path)
        if (answer.hang) return
        response.writeHead(answer.status, { ...answer.headers })
        response.end(answer.body)
        this.#wake()
      })
    })
    this.#archivist = createServer((request, response) => {
      void this.#note(request).then(() => {
        response.writeHead(200, { 'content-type': 'application/json' })
        response.end(this.plan)
      })
    })
  }

  async listen(): Promise<void> {
    for (const server of [this.#api, this.#archivist])
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  }

  /** Forgets what was asked, for the next test. */
  clear(plan: string): void {
    this.plan = plan
    this.seen.length = 0
    this.answers.clear()
    this.#results.clear()
  }

  async close(): Promise<void> {
    for (const server of [this.#api, this.#archivist]) {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    }
  }

  get api(): string {
    return origin(this.#api)
  }

  get archivist(): string {
    return origin(this.#archivist)
  }

  /** The last thing that a task was told to be, by its id. */
  result(id: string): { readonly status: string; readonly message: string } | undefined {
    return this.#results.get(callbackPath(id))
  }

  /** How many tasks it was told the result of. */
  get results(): number {
    return [...this.#results.values()].filter(({ status }) => status !== 'running').length
  }

  callbacks(id: string) {
    return this.seen.filter(({ path }) => path === callbackPath(id)).map(({ body }) => JSON.parse(body))
  }

  /** Waits until tasks have ended. */
  async ended(...ids: readonly string[]): Promise<void> {
    const left = new Set(ids)
    const done = (): boolean => {
      for (const id of left) {
        if (!['passed', 'failed'].includes(this.result(id)?.status ?? '')) return false
        left.delete(id)
      }
      return true
    }
    while (!done()) await new Promise<void>((resolve) => this.#waiting.push(resolve))
  }

  request(id: string, more: object = {}): string {
    return JSON.stringify({
      payload_version: 1,
      stage: 'post_plan',
      access_token: `token-of-${id}`,
      capabilities: { outcomes: true },
      configuration_version_download_url: `${this.api}/api/v2/configuration-versions/cv-ntv3HbhJqvFzamy7/download`,
      configuration_version_id: 'cv-ntv3HbhJqvFzamy7',
      is_speculative: false,
      organization_name: 'hashicorp',
      plan_json_api_url: `${this.api}/api/v2/plans/plan-6AFmRJW1PFJ7qbAh/json-output`,
      run_app_url: `${this.api}/app/hashicorp/my-workspace/runs/run-i3Df5to9ELvibKpQ`,
      run_created_at: '2021-09-02T14:47:13.036Z',
      run_created_by: 'username',
      run_id: 'run-i3Df5to9ELvibKpQ',
      run_message: 'Triggered via UI',
      task_result_callback_url: `${this.api}${callbackPath(id)}`,
      task_result_enforcement_level: 'mandatory',
      task_result_id: id,
      vcs_branch: 'main',
      vcs_commit_url:
        'https://github.com/hashicorp/terraform-random/commit/7d8fb2a2d601edebdb7a59ad2088a96673637d22',
      vcs_pull_request_url: null,
      vcs_repo_url: 'https://github.com/hashicorp/terraform-random',
      workspace_app_url: `${this.api}/app/hashicorp/my-workspace`,
      workspace_id: 'ws-ck4G5bb1Yei5szRh',
      workspace_name: 'tfr_github_0',
      workspace_working_directory: '/terraform',
      ...more,
    })
  }

  #usual(method: string, path: string): Answer {
    if (method === 'PATCH') return { status: 200, body: '{}' }
    // The API sends to a server of its own, with an address that is good for a minute.
    return path.endsWith('/json-output')
      ? { status: 307, headers: { location: `${this.archivist}/v1/object/dmF1bHQ6djE6` } }
      : { status: 404 }
  }

  async #note(request: IncomingMessage): Promise<Seen> {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk)
    const { authorization, 'content-type': type } = request.headers
    const seen = {
      method: request.method ?? '',
      path: request.url ?? '',
      authorization,
      type,
      body: Buffer.concat(chunks).toString(),
    }
    this.seen.push(seen)
    if (seen.method === 'PATCH') this.#results.set(seen.path, JSON.parse(seen.body).data.attributes)
    return seen
  }

  #wake(): void {
    for (const wake of this.#waiting.splice(0)) wake()
  }
}

export function callbackPath(id: string): string {
  return `/api/v2/task-results/${id}/callback`
}

export function origin(server: Server): string {
  const { port } = server.address() as AddressInfo // it listens on a port
  return `http://127.0.0.1:${port}`
}

/** Sends a request as HCP Terraform does. */
export async function post(
  url: string,
  body: string,
  signature = sign(Buffer.from(body), key),
): Promise<Response> {
  return fetch(url, {
    method: 'POST',
    body,
    headers: { 'content-type': 'application/json', 'x-tfc-task-signature': signature },
  })
}

/** A plan with one key for each entry; `false`: it is not rotated. */
export function planOf(rotated: readonly boolean[], name = 'k'): string {
  const resources = rotated.map((rotation, index) => ({
    address: `aws_kms_key.${name}[${index}]`,
    mode: 'managed',
    type: 'aws_kms_key',
    name,
    index,
    values: { enable_key_rotation: rotation },
  }))
  return JSON.stringify({
    format_version: '1.2',
    terraform_version: '1.9.5',
    planned_values: { root_module: { resources } },
    resource_changes: [],
  })
}
