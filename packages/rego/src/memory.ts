import { RegraftError } from '@regraft/model'

const pageBytes = 65536
const memorySection = 5

/** Smallest cap, in MiB, that leaves the toolchain room to start and to compile a small policy. */
export const minMemoryMb = 64

/**
 * A copy of the toolchain's bytes whose memory cannot grow past `memoryMb` MiB: a maximum is written into the memory
 * section, so that the engine itself refuses to grow. Nothing else changes.
 * Throws RegraftError `REGO_OPTIONS` for a cap below {@link minMemoryMb} or over 4096, `REGO_MODULE` for other bytes.
 */
export function limitMemory(bytes: Uint8Array, memoryMb: number): Uint8Array<ArrayBuffer> {
  if (!(memoryMb >= minMemoryMb && memoryMb <= 4096)) {
    throw new RegraftError('REGO_OPTIONS', `memoryMb is ${memoryMb}; it must be from ${minMemoryMb} to 4096`)
  }
  const section = findSection(bytes, memorySection)
  const limits = section && readLimits(bytes, section.start)
  if (section === undefined || limits === undefined) {
    throw new RegraftError('REGO_MODULE', 'these bytes are not a WebAssembly module with one memory')
  }
  const body = [1, 1, ...leb128(limits.min), ...leb128(Math.floor((memoryMb * 1024 * 1024) / pageBytes))]
  const replaced = Uint8Array.from([memorySection, ...leb128(body.length), ...body])
  const out = new Uint8Array(section.header + replaced.length + (bytes.length - section.end))
  out.set(bytes.subarray(0, section.header))
  out.set(replaced, section.header)
  out.set(bytes.subarray(section.end), section.header + replaced.length)
  return out
}

interface Section {
  /** Offset of the section's id byte. */
  readonly header: number
  readonly start: number
  readonly end: number
}

function findSection(bytes: Uint8Array, id: number): Section | undefined {
  let at = 8
  while (at < bytes.length) {
    const size = readLeb128(bytes, at + 1)
    const end = size.next + size.value
    if (bytes[at] === id) return { header: at, start: size.next, end }
    at = end
  }
  return undefined
}

/** The single memory's minimum, in pages; flag 0 is "no maximum". */
function readLimits(bytes: Uint8Array, at: number): { readonly min: number } | undefined {
  if (bytes[at] !== 1 || bytes[at + 1] !== 0) return undefined
  return { min: readLeb128(bytes, at + 2).value }
}

function readLeb128(bytes: Uint8Array, at: number): { readonly value: number; readonly next: number } {
  let value = 0
  let scale = 1
  let next = at
  for (;;) {
    const byte = bytes[next++] ?? 0
    value += (byte & 0x7f) * scale
    if (byte < 0x80) return { value, next }
    scale *= 128
  }
}

function leb128(value: number): number[] {
  const out: number[] = []
  let rest = value
  while (rest >= 0x80) {
    out.push((rest & 0x7f) | 0x80)
    rest = Math.floor(rest / 128)
  }
  return [...out, rest]
}
