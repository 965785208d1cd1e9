import { fail } from '../language/failure.ts'
import { LateLibrary } from './late.ts'
import { maxLength, tooLarge } from './results.ts'

/** What `gunzip` works with. */
export const fflate: LateLibrary<typeof import('fflate')> = new LateLibrary(() => import('fflate'))

/** Header, checksum and length (RFC 1952): nothing shorter is gzip. */
const leastBytes = 18

/** What gzip packed. Unpacks piece by piece, so that a few bytes cannot fill the memory. */
export function gunzip(bytes: Uint8Array): Uint8Array {
  if (bytes.length < leastBytes || bytes[0] !== 0x1f || bytes[1] !== 0x8b || bytes[2] !== 8) return wrong()
  const pieces: Uint8Array[] = []
  let length = 0
  let ended = false
  const stream = new fflate.library.Gunzip((piece, final) => {
    length += piece.length
    if (length > maxLength) tooLarge()
    pieces.push(piece)
    ended ||= final
  })
  try {
    for (let from = 0; from < bytes.length; from += 4096)
      stream.push(bytes.subarray(from, from + 4096), from + 4096 >= bytes.length)
  } catch (thrown) {
    return thrown instanceof Error ? wrong() : raise(thrown)
  }
  const whole = joined(pieces, length)
  return ended && checks(whole, bytes) ? whole : wrong()
}

function wrong(): never {
  return fail('base64gunzip: the bytes are not gzip')
}

function raise(thrown: unknown): never {
  throw thrown
}

function joined(pieces: readonly Uint8Array[], length: number): Uint8Array {
  const whole = new Uint8Array(length)
  let at = 0
  for (const piece of pieces) {
    whole.set(piece, at)
    at += piece.length
  }
  return whole
}

/** The last eight bytes say the checksum and the length of what was packed last, which may be less than all. */
function checks(whole: Uint8Array, packed: Uint8Array): boolean {
  const end = new DataView(packed.buffer, packed.byteOffset + packed.length - 8, 8)
  const length = end.getUint32(4, true)
  return length <= whole.length && crc32(whole.subarray(whole.length - length)) === end.getUint32(0, true)
}

function crc32(bytes: Uint8Array): number {
  let crc = ~0
  for (const byte of bytes) {
    crc ^= byte
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0)
  }
  return ~crc >>> 0
}
