import type { IncomingMessage } from 'node:http'
import { Refusal } from './refusal.ts'

const decoder = new TextDecoder('utf-8', { fatal: true })

/** The body of a request as text. Rejects with `Refusal` 413 as soon as it is too large, and 400 when it is not UTF-8. */
export async function bodyOf(request: IncomingMessage, most: number): Promise<string> {
  const tooLarge = (): Refusal => new Refusal(413, `A review may have ${most} bytes.`)
  if (Number(request.headers['content-length'] ?? 0) > most) throw tooLarge()
  const chunks: Buffer[] = []
  let length = 0
  for await (const chunk of request as AsyncIterable<Buffer>) {
    length += chunk.length
    if (length > most) throw tooLarge()
    chunks.push(chunk)
  }
  try {
    return decoder.decode(Buffer.concat(chunks))
  } catch (error) {
    throw new Refusal(400, 'This is no AdmissionReview: the body is not UTF-8.', { cause: error })
  }
}
