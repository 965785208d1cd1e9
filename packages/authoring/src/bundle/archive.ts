import { gzipSync } from 'fflate'

const block = 512
const encoder = new TextEncoder()

/**
 * A bundle of these files: gzip of a tar archive as OPA writes it, with no time, owner or order of the file system in
 * it. The packer is JavaScript, so that the same files give the same bytes wherever it runs.
 */
export function packBundle(files: ReadonlyMap<string, Uint8Array>): Uint8Array {
  const parts = [...files].flatMap(([name, content]) => entry(`/${name}`, content))
  const archive = joined([...parts, new Uint8Array(2 * block)])
  return gzipSync(archive, { level: 9, mtime: 0 })
}

function entry(name: string, content: Uint8Array): Uint8Array[] {
  const bytes = encoder.encode(name)
  const head = bytes.length <= 100 ? [] : extended(name)
  return [...head, header(bytes.subarray(0, 100), content.length, '0'), ...padded(content)]
}

/** A pax header with the whole name, for names that the plain one cannot hold. */
function extended(name: string): Uint8Array[] {
  const record = ` path=${name}\n`
  const size = encoder.encode(record).length
  let length = size + 1
  while (String(length).length + size !== length) length++
  const content = encoder.encode(`${length}${record}`)
  return [header(encoder.encode('pax'), content.length, 'x'), ...padded(content)]
}

/** POSIX.1-1988 ustar. */
function header(name: Uint8Array, size: number, type: string): Uint8Array {
  const out = new Uint8Array(block)
  const write = (at: number, text: string): void => out.set(encoder.encode(text), at)
  out.set(name)
  write(100, '0000600\0')
  write(108, '0000000\0')
  write(116, '0000000\0')
  write(124, `${size.toString(8).padStart(11, '0')}\0`)
  write(136, '00000000000\0')
  write(148, '        ')
  write(156, type)
  write(257, 'ustar\x0000')
  const sum = out.reduce((total, byte) => total + byte, 0)
  write(148, `${sum.toString(8).padStart(6, '0')}\0 `)
  return out
}

function padded(content: Uint8Array): Uint8Array[] {
  const rest = content.length % block
  return rest === 0 ? [content] : [content, new Uint8Array(block - rest)]
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const out = new Uint8Array(parts.reduce((total, part) => total + part.length, 0))
  let at = 0
  for (const part of parts) {
    out.set(part, at)
    at += part.length
  }
  return out
}
