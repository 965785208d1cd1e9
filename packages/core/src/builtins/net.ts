import { StepsSpent } from '../runtime/failure.ts'
import { isArray, RegoObject, RegoSet, type RegoValue } from '../value/value.ts'
import { type Address, addressText, lastOf, type Network, parseAddress, parseNetwork } from './ip.ts'
import { items, text } from './operands.ts'
import { BuiltinError, type BuiltinTable } from './table.ts'

/** Addresses one call may list; OPA's own limit is time. */
const maxAddresses = 1_000_000n

export const table: BuiltinTable = {
  'net.cidr_is_valid': (value) => typeof value === 'string' && parseNetwork(value) !== undefined,
  'net.cidr_expand': (value) => {
    const { first, bits, size } = network(value)
    const count = 1n << BigInt(bits - size)
    if (count > maxAddresses) throw new StepsSpent()
    return new RegoSet(
      Array.from({ length: Number(count) }, (_, i) => addressText({ value: first + BigInt(i), bits })),
    )
  },
  'net.cidr_contains_matches': (cidrs, others) => {
    const pairs: RegoValue[] = []
    for (const [cidr, index] of entries(cidrs))
      for (const [other, position] of entries(others))
        if (contains(network(cidr), text(other))) pairs.push([index, position])
    return new RegoSet(pairs)
  },
  'net.cidr_merge': (values) => new RegoSet(merged(items(values).map(mergeable)).map(networkText)),
}

function network(value: RegoValue | undefined): Network {
  const found = parseNetwork(text(value))
  if (found === undefined) throw new BuiltinError('no CIDR')
  return found
}

/** Each CIDR with what names it in the result: its index, key, or itself. */
function entries(value: RegoValue | undefined): (readonly [RegoValue, RegoValue])[] {
  if (typeof value === 'string') return [[value, value]]
  if (isArray(value)) return value.map((item, i) => [matchOf(item), i])
  if (value instanceof RegoSet) return value.sorted().map((item) => [matchOf(item), item])
  if (value instanceof RegoObject) return value.sorted().map(([key, item]) => [matchOf(item), key])
  return []
}

function matchOf(item: RegoValue): RegoValue {
  const found = isArray(item) ? item[0] : item
  if (typeof item !== 'string' && !isArray(item)) throw new BuiltinError('neither text nor list')
  if (found === undefined) throw new BuiltinError('an empty list')
  return found
}

function contains(outer: Network, other: string): boolean {
  const address = parseAddress(other)
  const inner = address === undefined ? network(other) : { ...address, first: address.value }
  if (inner.bits !== outer.bits) return false
  const last = 'size' in inner ? lastOf(inner) : inner.first
  return inner.first >= outer.first && last <= lastOf(outer)
}

/** A network, or an IPv4 address, which stands for the network of its class, as in OPA. */
function mergeable(value: RegoValue): Network {
  const address = parseAddress(text(value))
  if (address === undefined) return network(value)
  if (address.bits !== 32) throw new BuiltinError('an IPv6 address needs a prefix length')
  return { first: address.value, bits: 32, size: classSize(address) }
}

function classSize({ value }: Address): number {
  const top = Number(value >> 24n)
  return top < 0x80 ? 8 : top < 0xc0 ? 16 : 24
}

interface AddressRange {
  /** In the space of IPv6, where IPv4 has a place too: that is how OPA compares them. */
  readonly first: bigint
  readonly last: bigint
  readonly network: Network | undefined
}

const mappedIpv4 = 0xffffn << 32n

function merged(networks: readonly Network[]): Network[] {
  const ranges = networks.map((each): AddressRange => {
    const base = each.bits === 32 ? mappedIpv4 : 0n
    return { first: base + firstOf(each), last: base + lastOf(each), network: each }
  })
  ranges.sort((a, b) => compare(a.last, b.last) || compare(a.first, b.first))
  for (let i = ranges.length - 1; i > 0; i--) {
    const [before, here] = [ranges[i - 1], ranges[i]] as [AddressRange, AddressRange]
    if (here.first - 1n > before.last) continue
    const [first] = [before.first, here.first].sort(compare) as [bigint]
    ranges.splice(i - 1, 2, { first, last: here.last, network: undefined })
  }
  return ranges.flatMap((range) => range.network ?? covering(range))
}

function firstOf({ first, bits, size }: Network): bigint {
  const host = BigInt(bits - size)
  return (first >> host) << host
}

function compare(a: bigint, b: bigint): number {
  return a < b ? -1 : a > b ? 1 : 0
}

/** The fewest networks that make up a range. */
function covering({ first, last }: AddressRange): Network[] {
  const networks: Network[] = []
  for (let at = first; at <= last; ) {
    let host = 0
    while (host < 128 && at % (2n << BigInt(host)) === 0n && at + (2n << BigInt(host)) - 1n <= last) host++
    const ipv4 = at >> 32n === 0xffffn && host <= 32
    networks.push(
      ipv4
        ? { first: at & 0xffffffffn, bits: 32, size: 32 - host }
        : { first: at, bits: 128, size: 128 - host },
    )
    at += 1n << BigInt(host)
  }
  return networks
}

function networkText({ first, bits, size }: Network): string {
  return `${addressText({ value: first, bits })}/${size}`
}
