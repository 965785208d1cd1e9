import { gunzipSync } from 'node:zlib'

export interface TarEntry {
  readonly name: string
  readonly mtime: number
  readonly bytes: Uint8Array
}

/** Regular files of a gzip tar archive, in order. */
export function untar(archive: Uint8Array): readonly TarEntry[] {
  const tar = gunzipSync(archive)
  const entries: TarEntry[] = []
  for (let at = 0; at + 512 <= tar.length && tar[at] !== 0; ) {
    const field = (from: number, length: number): string =>
      tar.toString('utf8', at + from, at + from + length).replace(/\0.*$/s, '')
    const size = Number.parseInt(field(124, 12), 8)
    const bytes = new Uint8Array(tar.subarray(at + 512, at + 512 + size))
    entries.push({ name: field(0, 100), mtime: Number.parseInt(field(136, 12), 8), bytes })
    at += 512 + Math.ceil(size / 512) * 512
  }
  return entries
}
