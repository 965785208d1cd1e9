import type { AdmissionOptions, Answer, Endpoint } from './admission.ts'

/** How a thread makes its admission: what can be told to another thread. */
export interface ThreadSetup extends Pick<AdmissionOptions, 'deny' | 'unsafe' | 'excludeNamespaces' | 'run'> {
  /** Compiled bundles beside the built-in policies. */
  readonly bundles: readonly { readonly id: string; readonly bundle: Uint8Array }[]
}

export interface Question {
  readonly endpoint: Endpoint
  readonly body: string
}

/** `ready` comes once, before every other. */
export type Reply =
  | { readonly kind: 'ready' }
  | {
      readonly kind: 'unready'
      readonly code: string
      readonly message: string
      readonly hint: string | undefined
    }
  | { readonly kind: 'answer'; readonly answer: Answer }
  | {
      readonly kind: 'refusal'
      readonly status: number
      readonly message: string
      readonly cause: string | undefined
    }
