import { existsSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { fileURLToPath } from 'node:url'
import type { ValidateFunction } from 'ajv'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { expect } from 'vitest'
import { createService, type Service, type ServiceOptions } from '../src/index.ts'

const dist = fileURLToPath(new URL('../dist/worker.js', import.meta.url))
/** Workers run what was built. */
export const built: boolean = existsSync(dist)
export const why: string = built ? '' : ' (skipped: not built, run node scripts/build.mjs --fast)'

export const token = 'correct-horse-battery-staple'

export interface Asked {
  readonly status: number
  readonly headers: Headers
  // The description says what it is, and every answer is checked by that.
  // biome-ignore lint/suspicious/noExplicitAny: tests look into it member by member
  readonly body: any
}

/** By path, method and status: services differ in their limits alone. */
const validators = new Map<string, ValidateFunction>()

/** A service on a free port of its own; each answer is checked by its own description. */
export class Served {
  readonly service: Service
  url = ''
  // biome-ignore lint/suspicious/noExplicitAny: JSON, looked into member by member
  #description: any

  constructor(options: ServiceOptions = {}) {
    this.service = createService({ tokens: [token], ...options })
  }

  async start(): Promise<void> {
    const { server, ready } = this.service
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    this.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    await ready
    this.#description = await (await fetch(`${this.url}/openapi.json`)).json()
  }

  async ask(path: string, init: RequestInit = {}): Promise<Asked> {
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json', ...init.headers }
    const response = await fetch(this.url + path, { ...init, headers })
    const body = await response.json()
    this.validate(path, init.method ?? 'GET', response, body)
    return { status: response.status, headers: response.headers, body }
  }

  async post(path: string, data: unknown, init: RequestInit = {}): Promise<Asked> {
    return this.ask(path, { method: 'POST', body: JSON.stringify(data), ...init })
  }

  /** Fails when an answer is not what the description says for its path and status. */
  validate(path: string, method: string, response: Response, body: unknown): void {
    const type = response.headers.get('content-type') ?? ''
    const described = this.#description.paths[path]?.[method.toLowerCase()]
    const name = described ? `${path} ${method} ${response.status}` : 'Problem'
    let validate = validators.get(name)
    if (validate === undefined) {
      const answer = described?.responses[response.status]
      if (described) expect(answer?.content?.[type], `${name} ${type} is described`).toBeDefined()
      const schema = answer?.content[type].schema ?? { $ref: '#/components/schemas/Problem' }
      const { components } = this.#description
      validate = new Ajv2020({ strict: true, allowUnionTypes: true })
        .addKeyword('components')
        .compile({ ...schema, components })
      validators.set(name, validate)
    }
    expect(validate(body) ? [] : validate.errors, name).toEqual([])
  }

  async stop(): Promise<void> {
    await this.service.close()
  }
}

export const clean = `resource "aws_kms_key" "main" {
  description         = "receipts" # said in the audit
  enable_key_rotation = true
}
`
export const insecure: string = clean.replace('= true', '= false')

/** Files that take a while to heal: so many keys in one of them. */
export function keys(count: number): { readonly [path: string]: string } {
  const one = (i: number): string => `resource "aws_kms_key" "k${i}" {\n  enable_key_rotation = false\n}\n`
  return { 'main.tf': Array.from({ length: count }, (_, i) => one(i)).join('\n') }
}
