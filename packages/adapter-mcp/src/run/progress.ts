import type { ServerContext } from '@modelcontextprotocol/server'

/** Milliseconds between two notifications. */
const pause = 100

export type Tell = (done: number, total: number, message: string) => void

/** Tells a client of progress that asked for it: rising numbers, now and then. */
export function progressTo({ mcpReq }: ServerContext): Tell {
  const progressToken = mcpReq._meta?.progressToken
  if (progressToken === undefined) return () => undefined
  let [told, at] = [-1, Number.NEGATIVE_INFINITY]
  return (progress, total, message) => {
    const now = performance.now()
    if (progress <= told || now - at < pause) return
    told = progress
    at = now
    const params = { progressToken, progress, total, message }
    // A client that is gone needs none.
    mcpReq.notify({ method: 'notifications/progress', params }).catch(() => undefined)
  }
}
