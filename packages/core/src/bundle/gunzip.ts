import { RegraftError } from '@regraft/model'
import { concat } from '../meter/bytes.ts'

/** Most bytes a bundle may unpack to. OPA's own limit for one file of a bundle is 1 GiB; a policy bundle is far smaller. */
const maxUnpackedBytes: number = 256 * 1024 * 1024

/** What Node has for it: a start of its streams takes ten times as long. */
interface Zlib {
  gunzipSync(packed: Uint8Array, options: { readonly maxOutputLength: number }): Uint8Array
}

const { process: node } = globalThis as {
  readonly process?: { getBuiltinModule?(name: 'node:zlib'): Zlib | undefined }
}

/** Unpacks gzip, giving up as soon as more than `limit` bytes have come out: a small file may hold gigabytes. */
export async function gunzip(packed: Uint8Array, limit: number = maxUnpackedBytes): Promise<Uint8Array> {
  const zlib = node?.getBuiltinModule?.('node:zlib')
  return zlib ? gunzipWith(zlib, packed, limit) : gunzipAnywhere(packed, limit)
}

function gunzipWith(zlib: Zlib, packed: Uint8Array, limit: number): Uint8Array {
  try {
    return new Uint8Array(zlib.gunzipSync(packed, { maxOutputLength: limit }))
  } catch (cause) {
    throw (cause as { readonly code?: unknown }).code === 'ERR_BUFFER_TOO_LARGE'
      ? tooLarge(limit)
      : incomplete(cause)
  }
}

/** The same by what browsers have too. */
export async function gunzipAnywhere(packed: Uint8Array, limit: number): Promise<Uint8Array> {
  // A Blob part may not be backed by shared memory; the copy is small.
  const stream = new Blob([packed.slice()]).stream().pipeThrough(new DecompressionStream('gzip'))
  const chunks: Uint8Array[] = []
  let size = 0
  try {
    const reader = stream.getReader()
    for (let step = await reader.read(); !step.done; step = await reader.read()) {
      size += step.value.length
      if (size > limit) {
        await reader.cancel()
        break
      }
      chunks.push(step.value)
    }
  } catch (cause) {
    throw incomplete(cause)
  }
  if (size > limit) throw tooLarge(limit)
  return concat(chunks)
}

function incomplete(cause: unknown): RegraftError {
  return new RegraftError('BUNDLE_INVALID', 'the policy bundle is not a complete gzip file', {
    hint: 'Build it with `opa build -t wasm` or `compilePolicies` of `@regraft/engine`.',
    cause,
  })
}

function tooLarge(limit: number): RegraftError {
  return new RegraftError('BUNDLE_TOO_LARGE', `the policy bundle unpacks to more than ${limit} bytes`, {
    hint: 'Leave data that no policy reads out of the bundle.',
  })
}
