import type { IncomingMessage } from 'node:http'
import { Refusal } from '../refusal.ts'

/** Reads a body, at most `limit` bytes of it. Throws `Refusal`. The rest of a longer one is passed over, so that the answer arrives. */
export async function readBody(request: IncomingMessage, limit: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = []
  let size = 0
  await new Promise<void>((resolve, reject) => {
    request.on('data', (chunk: Uint8Array) => {
      size += chunk.length
      if (size <= limit) chunks.push(chunk)
      else chunks.length = 0
    })
    request.once('end', resolve)
    request.once('error', reject)
    request.once('close', () => reject(new Refusal(400, 'The request was not sent whole')))
  })
  if (size > limit) throw new Refusal(413, `The request is larger than ${limit} bytes`)
  return Buffer.concat(chunks)
}
