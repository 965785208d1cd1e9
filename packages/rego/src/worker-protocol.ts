/** The first message: what the worker starts with. The module follows the thread, for both take their time. */
export interface WorkerStart {
  readonly module: WebAssembly.Module
  readonly memoryMb: number
}

/** Every other message: a request as JSON text. The worker answers one before the next is sent. */
export type WorkerCall = string

/** A RegraftError in a form that crosses threads. */
export interface WorkerFailure {
  readonly code: string
  readonly message: string
  readonly hint: string | undefined
}

export type WorkerAnswer =
  | { readonly kind: 'ready' }
  | { readonly kind: 'frame'; readonly frame: Uint8Array }
  | { readonly kind: 'failure'; readonly failure: WorkerFailure }
