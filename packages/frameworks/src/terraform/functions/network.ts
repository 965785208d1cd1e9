import { fail } from '../language/failure.ts'
import { isWhole, toBigInt } from '../language/number.ts'
import { boolType, listOf, numberType, stringType } from '../language/type.ts'
import type { Value } from '../language/value.ts'
import { bool, list, str, textOf } from '../language/value.ts'
import type { FunctionTable, Parameter } from './define.ts'
import { addressText, lastOf, type Network, networkText, parseAddress, parseNetwork } from './ip.ts'
import { text } from './results.ts'

const prefix = text('prefix')
const number = (name: string): Parameter => ({ name, type: numberType })

/** Arithmetic on IP networks. */
export const networkFunctions: FunctionTable = {
  cidrhost: {
    parameters: [prefix, number('hostnum')],
    returns: () => stringType,
    call: ([cidr, host]) => str(hostAddress(networkOf(cidr), whole(host))),
  },
  cidrnetmask: {
    parameters: [prefix],
    returns: () => stringType,
    call: ([cidr]) => {
      const { bits, size } = networkOf(cidr)
      if (bits === 128) fail('cidrnetmask: an IPv6 network has no netmask')
      const all = (1n << 32n) - 1n
      return str(addressText(all ^ (all >> BigInt(size)), 32))
    },
  },
  cidrsubnet: {
    parameters: [prefix, number('newbits'), number('netnum')],
    returns: () => stringType,
    call: ([cidr, newBits, netNumber]) => str(subnet(networkOf(cidr), int(newBits), whole(netNumber))),
  },
  cidrsubnets: {
    parameters: [prefix],
    rest: number('newbits'),
    returns: () => listOf(stringType),
    call: ([cidr, ...newBits]) => list(subnets(networkOf(cidr), newBits.map(int)).map(str), stringType),
  },
  cidrcontains: {
    parameters: [text('containing_prefix'), text('contained_ip_or_prefix')],
    returns: () => boolType,
    call: ([outer, inner]) => bool(contains(networkOf(outer), textOf(inner as Value))),
    mayBeNull: true,
  },
}

function networkOf(value: Value | undefined): Network {
  return parseNetwork(textOf(value as Value)) ?? fail('no valid network in CIDR notation')
}

function whole(value: Value | undefined): bigint {
  if (value?.kind !== 'number' || !isWhole(value.value)) return fail('a whole number is required')
  return toBigInt(value.value)
}

function int(value: Value | undefined): number {
  const number = Number(whole(value))
  return Math.abs(number) < 2 ** 63 ? number : fail('the number is out of range')
}

function hostAddress({ first, bits, size }: Network, host: bigint): string {
  const hosts = 1n << BigInt(bits - size)
  if (host >= hosts || host < -hosts) fail(`a prefix of ${size} bits has no host ${host}`)
  // Negative ones count from the end.
  return addressText(first | (host < 0n ? hosts + host : host), bits)
}

function subnet({ first, bits, size }: Network, newBits: number, netNumber: bigint): string {
  const longer = size + newBits
  if (longer > bits || longer < 0)
    fail(`cidrsubnet: a prefix of ${size} bits cannot be extended by ${newBits}`)
  // Go compares 64 bits only, and takes a negative number of bits for many.
  const most = newBits >= 0 && newBits < 64 ? 1n << BigInt(newBits) : 1n << 64n
  const size64 = BigInt.asUintN(64, netNumber < 0n ? -netNumber : netNumber)
  // It goes on with a negative number, and takes the sign from what comes out.
  const signed = first | (netNumber << BigInt(bits - longer))
  const address = signed < 0n ? -signed : signed
  if (size64 >= most || address >> BigInt(bits) !== 0n)
    fail(`cidrsubnet: ${newBits} more bits have no subnet ${netNumber}`)
  return networkText({ first: address, bits, size: longer })
}

/** Networks one after another from the start of one. */
function subnets(network: Network, newBits: readonly number[]): string[] {
  let before = network.first - 1n
  return newBits.map((extension) => {
    if (extension < 1 || extension > 32) fail('cidrsubnets: a prefix is extended by 1 to 32 bits')
    const size = network.size + extension
    if (size > network.bits) fail(`cidrsubnets: a prefix of ${size} bits is too long`)
    const host = BigInt(network.bits - size)
    const next = { first: ((before >> host) + 1n) << host, bits: network.bits, size }
    // Address zero counts as what follows the last one, even where a network starts with it.
    if (next.first === 0n || next.first > lastOf(network)) fail('cidrsubnets: no address space is left')
    before = lastOf(next)
    return networkText(next)
  })
}

function contains(outer: Network, text: string): boolean {
  const inner = parseAddress(text) ?? parseNetwork(text) ?? fail('cidrcontains: no IP address, nor network')
  if (inner.bits !== outer.bits) fail('cidrcontains: IPv4 and IPv6 do not compare')
  return inner.first >= outer.first && lastOf(inner) <= lastOf(outer)
}
