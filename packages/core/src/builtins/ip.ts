/** An IP address: its number, and 32 or 128 bits. IPv4 within IPv6 (`::ffff:1.2.3.4`) counts as IPv4, as in Go. */
export interface Address {
  readonly value: bigint
  readonly bits: number
}

export interface Network {
  /** Its lowest address. */
  readonly first: bigint
  readonly bits: number
  /** Prefix length. */
  readonly size: number
}

export function lastOf({ first, bits, size }: Network): bigint {
  return first | ((1n << BigInt(bits - size)) - 1n)
}

/** Reads what Go's net.ParseIP reads: no zones, no leading zeros in decimal parts. */
export function parseAddress(text: string): Address | undefined {
  if (!text.includes(':')) return ipv4(text)
  const value = ipv6(text)
  if (value === undefined) return undefined
  return value >> 32n === 0xffffn ? { value: value & 0xffffffffn, bits: 32 } : { value, bits: 128 }
}

/** Reads what Go's net.ParseCIDR reads. A network of IPv4 within IPv6 is one of IPv4, as Go uses it. */
export function parseNetwork(text: string): Network | undefined {
  const [, address = '', prefix = ''] = /^([^/]+)\/(\d{1,7})$/.exec(text) ?? []
  const plain = address.includes(':') ? { value: ipv6(address), bits: 128 } : ipv4(address)
  const size = Number(prefix)
  if (plain?.value === undefined || prefix === '' || size > plain.bits) return undefined
  const host = BigInt(plain.bits - size)
  const first = (plain.value >> host) << host
  const mapped = plain.bits === 128 && first >> 32n === 0xffffn
  return mapped
    ? { first: first & 0xffffffffn, bits: 32, size: size - 96 }
    : { first, bits: plain.bits, size }
}

function ipv4(text: string): Address | undefined {
  const parts = text.split('.')
  if (parts.length !== 4 || !parts.every((part) => /^(?:0|[1-9]\d{0,2})$/.test(part) && Number(part) < 256))
    return undefined
  return { value: parts.reduce((value, part) => (value << 8n) | BigInt(part), 0n), bits: 32 }
}

function ipv6(text: string): bigint | undefined {
  const halves = text.split('::')
  if (halves.length > 2) return undefined
  const [before, after] = halves.map((half) => (half === '' ? [] : groupsOf(half)))
  if (before === undefined || (halves.length === 2 && after === undefined)) return undefined
  const tail = after ?? []
  const missing = 8 - before.length - tail.length
  if (halves.length === 2 ? missing < 1 : missing !== 0) return undefined
  const groups = [...before, ...Array.from({ length: missing }, () => 0), ...tail]
  return groups.reduce((value, group) => (value << 16n) | BigInt(group), 0n)
}

/** 16-bit groups; the last two may be written as an IPv4 address. */
function groupsOf(half: string): number[] | undefined {
  const groups: number[] = []
  const parts = half.split(':')
  for (const [i, part] of parts.entries()) {
    if (/^[0-9a-fA-F]{1,4}$/.test(part)) groups.push(Number.parseInt(part, 16))
    else {
      const address = i === parts.length - 1 ? ipv4(part) : undefined
      if (address === undefined) return undefined
      groups.push(Number(address.value >> 16n), Number(address.value & 0xffffn))
    }
  }
  return groups
}

/** RFC 5952: lower case, the longest run of zero groups as `::`. */
export function addressText({ value, bits }: Address): string {
  if (bits === 32) return [24n, 16n, 8n, 0n].map((shift) => (value >> shift) & 0xffn).join('.')
  const groups = Array.from({ length: 8 }, (_, i) => Number((value >> BigInt(112 - 16 * i)) & 0xffffn))
  let [start, length] = [-1, 1]
  for (let i = 0; i < 8; i++) {
    let end = i
    while (end < 8 && groups[end] === 0) end++
    if (end - i > length) [start, length] = [i, end - i]
  }
  const hex = (part: readonly number[]): string => part.map((group) => group.toString(16)).join(':')
  return start === -1 ? hex(groups) : `${hex(groups.slice(0, start))}::${hex(groups.slice(start + length))}`
}
