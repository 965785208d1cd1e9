import type { Rule } from '@regraft/model'
import type { Limits } from '../limits.ts'
import type { Kind } from '../run/request.ts'

/** What a worker is started with. */
export interface WorkerStart {
  /** OPA bundles beside the built-in policies. */
  readonly bundles: readonly Uint8Array[]
  readonly limits: Limits
}

export type ToWorker =
  | { readonly type: 'run'; readonly kind: Kind; readonly body: Uint8Array }
  | { readonly type: 'stop' }

export type FromWorker =
  | { readonly type: 'ready'; readonly rules: readonly Rule[] }
  | Done
  | { readonly type: 'stopped' }

/** An answer: JSON, or a problem where the status is not 200. */
export interface Done {
  readonly type: 'done'
  readonly status: number
  readonly body: Uint8Array
  /** What the log is told of a defect. */
  readonly cause?: string
}
