import { RegraftError } from '@regraft/model'

/** Why a request is refused, as RFC 9457 has it; `code` has a row in docs/errors.md. */
export interface Problem {
  readonly type: string
  readonly title: string
  readonly status: number
  readonly detail: string
  readonly code: string
  readonly hint?: string
  /** JSON pointers into the body, where that is what is wrong. */
  readonly errors?: readonly { readonly pointer: string; readonly detail: string }[]
}

const titles: { readonly [status: number]: string } = {
  400: 'The request is wrong',
  401: 'A token is needed',
  404: 'There is nothing here',
  405: 'Another method is needed',
  413: 'The request is too large',
  415: 'The media type is not taken',
  422: 'The request cannot be carried out within its limits',
  429: 'Too many requests',
  500: 'A defect of regraft',
  503: 'Not ready',
}

/** A refusal on its way to the client. */
export class Refusal extends Error {
  readonly status: number
  readonly code: string
  readonly more: Pick<Problem, 'hint' | 'errors'>

  constructor(
    status: number,
    code: string,
    message: string,
    more: { readonly hint?: string; readonly errors?: NonNullable<Problem['errors']> } = {},
  ) {
    super(message)
    this.status = status
    this.code = code
    this.more = more
  }

  get problem(): Problem {
    return {
      type: `urn:regraft:error:${this.code}`,
      title: titles[this.status] ?? 'Refused',
      status: this.status,
      detail: this.message,
      code: this.code,
      ...this.more,
    }
  }
}

/** Any error as what the client is told: never a stack, nor a path of this machine. */
export function problemOf(error: unknown): Problem {
  if (error instanceof Refusal) return error.problem
  if (error instanceof RegraftError) {
    const { code, message, hint } = error
    return new Refusal(400, code, message, hint === undefined ? {} : { hint }).problem
  }
  return new Refusal(500, 'DEFECT', 'The request failed for a reason that is a defect of regraft', {
    hint: 'Please report it with the texts that were sent; the log of the service says more.',
  }).problem
}
