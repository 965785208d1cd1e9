import type { IncomingMessage } from 'node:http'
import { Refusal } from './refusal.ts'

const decoder = new TextDecoder('utf-8', { fatal: true })

/**
 * The body of a request as text. `hold` is told the length of each part, and may throw. Rejects with `Refusal`: 413 as soon as
 * the body is too large, 400 when it ends early or is not UTF-8. What is left of a body then is read and forgotten: a client
 * that still sends would not see the answer on a connection that is cut.
 */
export async function bodyOf(
  request: IncomingMessage,
  most: number,
  hold: (bytes: number) => void,
): Promise<string> {
  const bytes = await new Promise<Buffer>((resolve, reject) => {
    const chunks: Buffer[] = []
    let length = 0
    const stop = (refusal: unknown): void => {
      request.off('data', take).resume()
      reject(refusal)
    }
    const take = (chunk: Buffer): void => {
      try {
        length += chunk.length
        if (length > most) throw tooLarge(most)
        hold(chunk.length)
        chunks.push(chunk)
      } catch (refusal) {
        stop(refusal)
      }
    }
    if (Number(request.headers['content-length'] ?? 0) > most) return stop(tooLarge(most))
    request.on('data', take)
    request.once('end', () => resolve(Buffer.concat(chunks)))
    request.once('close', () => reject(new Refusal(400, 'This is no AdmissionReview: it ended early.')))
  })
  try {
    return decoder.decode(bytes)
  } catch (cause) {
    throw new Refusal(400, 'This is no AdmissionReview: the body is not UTF-8.', { cause })
  }
}

function tooLarge(most: number): Refusal {
  return new Refusal(413, `A review may have ${most} bytes.`)
}
