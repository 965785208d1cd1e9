import { isObject, type JsonObject } from '@regraft/model'
import type { Origins } from './origins.ts'
import { Refusal } from './refusal.ts'

/** As much of a run task's request as is needed: payload version 1 of the run tasks integration API. */
export interface Task {
  readonly id: string
  readonly stage: string
  readonly token: string
  readonly callback: URL
  /** Absent before there is a plan. */
  readonly plan?: URL
  /** Whether HCP Terraform takes outcomes. */
  readonly outcomes: boolean
}

/** What HCP Terraform sends to see whether a task's address works; its token is good for nothing. */
export type Verification = 'verification'

/**
 * Reads a request that is signed. Throws `Refusal`: addresses that are not of the configured hosts are not called, whoever
 * signed.
 */
export function readTask(body: Uint8Array, origins: Origins): Task | Verification {
  const payload = parsed(body)
  if (payload['payload_version'] !== 1) throw new Refusal(400, 'Only payload_version 1 is understood')
  const text = (name: string): string => {
    const value = payload[name]
    if (typeof value !== 'string' || value === '') throw new Refusal(400, `${name} is missing`)
    return value
  }
  const token = text('access_token')
  if (token === 'test-token' || payload['task_result_enforcement_level'] === 'test') return 'verification'
  if (/[^\x21-\x7e]/.test(token)) throw new Refusal(400, 'access_token is no token')
  const capabilities = payload['capabilities']
  const plan = payload['plan_json_api_url']
  return {
    id: text('task_result_id'),
    stage: text('stage'),
    token,
    callback: origins.url('task_result_callback_url', text('task_result_callback_url')),
    ...(typeof plan === 'string' && plan !== '' ? { plan: origins.url('plan_json_api_url', plan) } : {}),
    outcomes: isObject(capabilities) && capabilities['outcomes'] === true,
  }
}

function parsed(body: Uint8Array): JsonObject {
  let value: JsonObject[string]
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body))
  } catch (cause) {
    throw new Refusal(400, 'The body is not JSON', cause)
  }
  if (!isObject(value)) throw new Refusal(400, 'The body is no object')
  return value
}
