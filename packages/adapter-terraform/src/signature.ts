import { createHmac, timingSafeEqual } from 'node:crypto'

/** Header with the request's signature: HMAC-SHA512 of the body in hexadecimal. */
export const signatureHeader = 'x-tfc-task-signature'

export function sign(body: Uint8Array, key: string): string {
  return createHmac('sha512', key).update(body).digest('hex')
}

/** Whether one of the keys made a signature. Takes the same time for a wrong one, and for each key. */
export function isSigned(body: Uint8Array, signature: string | undefined, keys: readonly string[]): boolean {
  const given = Buffer.from(signature ?? '', 'latin1')
  const made = keys.map((key) => Buffer.from(sign(body, key), 'latin1'))
  return made.map((one) => one.length === given.length && timingSafeEqual(one, given)).includes(true)
}
