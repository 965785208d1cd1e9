import { RegraftError } from '@regraft/model'

const block = 512

/**
 * Regular files of a tar archive by name, without a leading `/` or `./`; the last of a name wins, as in OPA.
 * Links, devices and extension headers are passed over: a bundle needs none. Format: POSIX.1-1988 ustar.
 */
export function untar(archive: Uint8Array): Map<string, Uint8Array> {
  const files = new Map<string, Uint8Array>()
  let at = 0
  while (at + block <= archive.length) {
    const header = archive.subarray(at, at + block)
    if (header[0] === 0) break
    const size = octal(header.subarray(124, 136))
    at += block
    if (size > archive.length - at) throw damaged('a file in it is longer than the archive')
    if (header[156] === 0 || header[156] === 0x30) files.set(nameOf(header), archive.subarray(at, at + size))
    at += Math.ceil(size / block) * block
  }
  return files
}

function nameOf(header: Uint8Array): string {
  const ustar = text(header.subarray(257, 262)) === 'ustar'
  const prefix = ustar ? text(header.subarray(345, 500)) : ''
  const name = text(header.subarray(0, 100))
  return (prefix === '' ? name : `${prefix}/${name}`).replace(/^\.?\/+/, '')
}

function text(field: Uint8Array): string {
  const end = field.indexOf(0)
  return new TextDecoder().decode(end === -1 ? field : field.subarray(0, end))
}

function octal(field: Uint8Array): number {
  const digits = text(field).trim()
  if (!/^[0-7]{1,11}$/.test(digits)) throw damaged('a header has no valid size')
  return Number.parseInt(digits, 8)
}

function damaged(why: string): RegraftError {
  return new RegraftError('BUNDLE_INVALID', `the policy bundle is not a valid tar archive: ${why}`, {
    hint: 'Build it with `opa build -t wasm` or `compilePolicies` of `@regraft/engine`.',
  })
}
