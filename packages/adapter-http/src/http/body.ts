import type { IncomingMessage } from 'node:http'
import { Refusal } from '../problem.ts'

/** Reads a body of JSON, at most `limit` bytes of it. Undefined when the client went away. Throws `Refusal`. */
export async function readBody(request: IncomingMessage, limit: number): Promise<Uint8Array | undefined> {
  const { headers } = request
  const type = headers['content-type'] ?? ''
  if (!/^application\/json\s*(;|$)/i.test(type))
    throw new Refusal(415, 'MEDIA_TYPE', 'The body must be application/json', {
      hint: 'Send `Content-Type: application/json`.',
    })
  if (headers['content-encoding'] !== undefined && headers['content-encoding'] !== 'identity')
    throw new Refusal(415, 'MEDIA_TYPE', 'The body must not be compressed')
  if (Number(headers['content-length'] ?? 0) > limit) throw tooLarge(limit)
  return collect(request, limit)
}

/** Not by `for await`: leaving it would end the connection before the client has its answer. */
async function collect(request: IncomingMessage, limit: number): Promise<Uint8Array | undefined> {
  const chunks: Uint8Array[] = []
  let size = 0
  return new Promise((resolve, reject) => {
    request.on('data', (chunk: Uint8Array) => {
      size += chunk.length
      if (size <= limit) chunks.push(chunk)
      else {
        chunks.length = 0
        reject(tooLarge(limit))
      }
    })
    request.once('end', () => resolve(size <= limit ? joined(chunks, size) : undefined))
    request.once('close', () => resolve(undefined))
    request.once('error', () => resolve(undefined))
  })
}

/** In a buffer of its own, so that it can move to another thread. */
function joined(chunks: readonly Uint8Array[], size: number): Uint8Array {
  const out = new Uint8Array(size)
  let at = 0
  for (const chunk of chunks) {
    out.set(chunk, at)
    at += chunk.length
  }
  return out
}

function tooLarge(limit: number): Refusal {
  return new Refusal(413, 'BODY_TOO_LARGE', `The body is larger than the limit of ${limit} bytes`, {
    hint: 'Send one folder that is deployed on its own at a time.',
  })
}
