/** A network: its lowest address, 32 or 128 bits, and how many of them are its prefix. */
export interface Network {
  readonly first: bigint
  readonly bits: number
  readonly size: number
}

/** A single address, as the network of it alone. Decimal parts may have leading zeros, as Terraform allows. */
export function parseAddress(text: string): Network | undefined {
  const value = text.includes(':') ? ipv6(text) : ipv4(text)
  if (value === undefined) return undefined
  return narrowed({ first: value, bits: text.includes(':') ? 128 : 32, size: text.includes(':') ? 128 : 32 })
}

/** A network in CIDR notation; what the address says of the host is left out. */
export function parseNetwork(text: string): Network | undefined {
  const [, address = '', prefix = ''] = /^([^/]+)\/(\d+)$/.exec(text) ?? []
  const bits = address.includes(':') ? 128 : 32
  const value = bits === 128 ? ipv6(address) : ipv4(address)
  const size = Number(prefix)
  if (value === undefined || size > bits) return undefined
  const host = BigInt(bits - size)
  return narrowed({ first: (value >> host) << host, bits, size })
}

/** IPv4 within IPv6 (`::ffff:192.0.2.1`) counts as IPv4, as in Go. */
function narrowed(network: Network): Network {
  const { first, bits, size } = network
  const mapped = bits === 128 && size >= 96 && first >> 32n === 0xffffn
  return mapped ? { first: first & 0xffff_ffffn, bits: 32, size: size - 96 } : network
}

export function lastOf({ first, bits, size }: Network): bigint {
  return first | ((1n << BigInt(bits - size)) - 1n)
}

function ipv4(text: string): bigint | undefined {
  const parts = text.split('.')
  if (parts.length !== 4 || !parts.every((part) => /^\d+$/.test(part) && Number(part) < 256)) return undefined
  return parts.reduce((value, part) => (value << 8n) | BigInt(Number(part)), 0n)
}

function ipv6(text: string): bigint | undefined {
  const [before, after, more] = text.split('::').map(groups)
  if (before === undefined || more !== undefined || text.split('::').length > 2) return undefined
  const open = text.includes('::')
  if (open && after === undefined) return undefined
  const missing = 8 - before.length - (after?.length ?? 0)
  if (open ? missing < 1 : missing !== 0) return undefined
  const all = [...before, ...Array.from({ length: missing }, () => 0), ...(after ?? [])]
  return all.reduce((value, group) => (value << 16n) | BigInt(group), 0n)
}

/** Groups of 16 bits; an IPv4 address may stand for the last two. */
function groups(text: string): number[] | undefined {
  if (text === '') return []
  const out: number[] = []
  const parts = text.split(':')
  for (const [i, part] of parts.entries()) {
    const group = /^[\da-f]+$/i.test(part) ? Number.parseInt(part, 16) : Number.NaN
    const address = i === parts.length - 1 && part.includes('.') ? ipv4(part) : undefined
    if (address !== undefined) out.push(Number(address >> 16n), Number(address & 0xffffn))
    else if (group <= 0xffff) out.push(group)
    else return undefined
  }
  return out
}

/** The text of an address: of IPv6 in lower case, the longest run of zeros as `::`. */
export function addressText(value: bigint, bits: number): string {
  const width = bits === 32 ? 8 : 16
  const parts = Array.from({ length: bits / width }, (_, i) =>
    Number((value >> BigInt(bits - width * (i + 1))) & ((1n << BigInt(width)) - 1n)),
  )
  if (bits === 32) return parts.join('.')
  const text = parts.map((part) => part.toString(16)).join(':')
  let longest = ''
  for (const [run] of text.matchAll(/(?<![^:])0(?::0(?![^:]))+/g))
    if (run.length > longest.length) longest = run
  if (longest === '') return text
  // The first of runs as long.
  const at = text.search(new RegExp(`(?<![^:])${longest}(?![^:])`))
  return `${text.slice(0, Math.max(at - 1, 0))}::${text.slice(at + longest.length + 1)}`
}

export function networkText({ first, bits, size }: Network): string {
  return `${addressText(first, bits)}/${size}`
}
