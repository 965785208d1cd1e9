import { RegraftError } from '@regraft/model'

const block = 512

/**
 * Regular files of a tar archive by name, without a leading `/` or `./`; the last of a name wins, as in OPA.
 * Links and devices are passed over: a bundle needs none. Formats: POSIX.1-1988 ustar, and the long names of
 * POSIX.1-2001 (pax, which OPA writes) and GNU tar.
 */
export function untar(archive: Uint8Array): Map<string, Uint8Array> {
  const files = new Map<string, Uint8Array>()
  let at = 0
  let long: string | undefined
  while (at + block <= archive.length) {
    const header = archive.subarray(at, at + block)
    if (header[0] === 0) break
    const size = octal(header.subarray(124, 136))
    at += block
    if (size > archive.length - at) throw damaged('a file in it is longer than the archive')
    const content = archive.subarray(at, at + size)
    const type = String.fromCharCode(header[156] ?? 0)
    if (type === 'x') long = paxName(content) ?? long
    else if (type === 'L') long = text(content)
    else {
      if (type === '\0' || type === '0') files.set(plain(long ?? nameOf(header)), content)
      long = undefined
    }
    at += Math.ceil(size / block) * block
  }
  return files
}

function nameOf(header: Uint8Array): string {
  const ustar = text(header.subarray(257, 262)) === 'ustar'
  const prefix = ustar ? text(header.subarray(345, 500)) : ''
  const name = text(header.subarray(0, 100))
  return prefix === '' ? name : `${prefix}/${name}`
}

function plain(name: string): string {
  return name.replace(/^\.?\/+/, '')
}

/** The `path` of a pax header, whose records are `<length> <keyword>=<value>\n`, the length counting itself. */
function paxName(content: Uint8Array): string | undefined {
  let name: string | undefined
  for (let at = 0; at < content.length; ) {
    const digits = /^\d{1,9}(?= )/.exec(new TextDecoder().decode(content.subarray(at, at + 10)))?.[0]
    const length = Number(digits ?? 0)
    if (digits === undefined || length <= digits.length || at + length > content.length)
      throw damaged('an extended header has no valid record')
    const record = new TextDecoder().decode(content.subarray(at + digits.length + 1, at + length - 1))
    if (record.startsWith('path=')) name = record.slice('path='.length)
    at += length
  }
  return name
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
