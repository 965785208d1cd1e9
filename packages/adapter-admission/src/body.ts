import type { IncomingMessage } from 'node:http'
import { Refusal } from './refusal.ts'

const decoder = new TextDecoder('utf-8', { fatal: true })

/**
 * The body of a request as text. `hold` is told the length of each part, and may throw. Rejects with `Refusal`: 413 as soon as
 * the body is too large, 400 when it ends early or is not UTF-8.
 */
export async function bodyOf(
  request: IncomingMessage,
  most: number,
  hold: (bytes: number) => void,
): Promise<string> {
  const tooLarge = (): Refusal => new Refusal(413, `A review may have ${most} bytes.`)
  if (Number(request.headers['content-length'] ?? 0) > most) throw tooLarge()
  const chunks: Buffer[] = []
  let length = 0
  try {
    for await (const chunk of request as AsyncIterable<Buffer>) {
      length += chunk.length
      if (length > most) throw tooLarge()
      hold(chunk.length)
      chunks.push(chunk)
    }
    return decoder.decode(Buffer.concat(chunks))
  } catch (cause) {
    if (cause instanceof Refusal) throw cause
    // The decoder's error, or that of a connection that is gone.
    const why = cause instanceof TypeError ? 'the body is not UTF-8' : 'it ended early'
    throw new Refusal(400, `This is no AdmissionReview: ${why}.`, { cause })
  }
}
