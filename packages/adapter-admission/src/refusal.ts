const reasons: { readonly [status: number]: string } = {
  400: 'BadRequest',
  403: 'Forbidden',
  404: 'NotFound',
  405: 'MethodNotAllowed',
  413: 'RequestEntityTooLarge',
  415: 'UnsupportedMediaType',
  429: 'TooManyRequests',
  500: 'InternalError',
  503: 'ServiceUnavailable',
  504: 'Timeout',
}

/** A request that gets no verdict. The API server then does what the webhook's `failurePolicy` says. */
export class Refusal extends Error {
  readonly status: number

  constructor(status: number, message: string, options: { readonly cause?: unknown } = {}) {
    super(message, options)
    this.status = status
  }
}

/** The body that goes with it: a `Status`, whose message the API server hands on to whoever sent the object. */
export function statusBody({ status, message }: Pick<Refusal, 'status' | 'message'>): string {
  const reason = reasons[status] ?? 'InternalError'
  return JSON.stringify({
    kind: 'Status',
    apiVersion: 'v1',
    metadata: {},
    status: 'Failure',
    message,
    reason,
    code: status,
  })
}
