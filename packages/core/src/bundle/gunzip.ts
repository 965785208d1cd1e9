import { RegraftError } from '@regraft/model'

/** Most bytes a bundle may unpack to. OPA's own limit for one file of a bundle is 1 GiB; a policy bundle is far smaller. */
const maxUnpackedBytes: number = 256 * 1024 * 1024

/** Unpacks gzip, giving up as soon as more than `limit` bytes have come out: a small file may hold gigabytes. */
export async function gunzip(packed: Uint8Array, limit: number = maxUnpackedBytes): Promise<Uint8Array> {
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
    throw new RegraftError('BUNDLE_INVALID', 'the policy bundle is not a complete gzip file', {
      hint: 'Build it with `opa build -t wasm` or `compilePolicies` of `@regraft/engine`.',
      cause,
    })
  }
  if (size > limit)
    throw new RegraftError('BUNDLE_TOO_LARGE', `the policy bundle unpacks to more than ${limit} bytes`, {
      hint: 'Leave data that no policy reads out of the bundle.',
    })
  return join(chunks, size)
}

function join(chunks: readonly Uint8Array[], size: number): Uint8Array {
  const out = new Uint8Array(size)
  let at = 0
  for (const chunk of chunks) {
    out.set(chunk, at)
    at += chunk.length
  }
  return out
}
