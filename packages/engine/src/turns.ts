/** Milliseconds of work after which others get a turn. */
const turn = 20

/**
 * Where a run may be ended. Work between two calls is one turn; after a long one the event loop runs, or nobody could abort
 * the signal. Throws its reason once it is aborted.
 */
export function turns(signal: AbortSignal | undefined): () => Promise<void> {
  if (signal === undefined) return async () => undefined
  let since = performance.now()
  return async () => {
    if (performance.now() - since > turn) {
      await new Promise((resolve) => setTimeout(resolve))
      since = performance.now()
    }
    signal.throwIfAborted()
  }
}
