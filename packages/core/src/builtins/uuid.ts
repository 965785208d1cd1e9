import { sha256 } from '@noble/hashes/sha2.js'
import { printTerm, RegoObject, type RegoValue } from '../value/value.ts'
import { hex } from './encoding.ts'
import { fromInteger, text } from './operands.ts'
import { BuiltinError, type BuiltinTable } from './table.ts'

export const table: BuiltinTable = {
  /** OPA draws one at random for each key and query; here the key alone decides, so that runs repeat. */
  'uuid.rfc4122': (key) => fromKey(key as RegoValue),
  'uuid.parse': (value) => details(text(value)),
}

function fromKey(key: RegoValue): string {
  const bytes = sha256(new TextEncoder().encode(printTerm(key))).slice(0, 16)
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80
  return hex(bytes).replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-')
}

const pattern = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i

/** With hyphens, in braces, as a URN, or 32 digits alone. */
function bytesOf(value: string): number[] {
  const plain = /^[0-9a-f]{32}$/i.test(value)
    ? value.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-')
    : value.length === 38
      ? value.slice(1, -1)
      : value.replace(/^urn:uuid:/i, '')
  if (!pattern.test(plain)) throw new BuiltinError('no UUID')
  return (plain.replaceAll('-', '').match(/../g) ?? []).map((pair) => Number.parseInt(pair, 16))
}

function details(value: string): RegoObject {
  const bytes = bytesOf(value)
  const at = (i: number): number => bytes[i] ?? 0
  const version = at(6) >> 4
  const members: [string, RegoValue][] = [
    ['version', version],
    ['variant', variantOf(at(8))],
  ]
  if (version !== 1 && version !== 2) return new RegoObject(members)
  const node = bytes.slice(10)
  members.push(
    ['time', fromInteger(timeOf(bytes))],
    ['nodeid', node.map((byte) => byte.toString(16).padStart(2, '0')).join('-')],
    ['macvariables', macOf(at(10))],
    ['clocksequence', ((at(8) << 8) | at(9)) & 0x3fff],
  )
  if (version === 2) {
    const id = fromInteger(BigInt(`0x${hex(Uint8Array.from(bytes.slice(0, 4)))}`))
    members.push(['id', id], ['domain', ['Person', 'Group', 'Org'][at(9)] ?? `Domain${at(9)}`])
  }
  return new RegoObject(members)
}

function variantOf(byte: number): string {
  if ((byte & 0xc0) === 0x80) return 'RFC4122'
  if ((byte & 0xe0) === 0xc0) return 'Microsoft'
  return (byte & 0xe0) === 0xe0 ? 'Future' : 'Reserved'
}

function macOf(byte: number): string {
  return `${(byte & 2) === 2 ? 'local' : 'global'}:${(byte & 1) === 1 ? 'multicast' : 'unicast'}`
}

/** 100-nanosecond steps between 15 October 1582, where UUID time starts, and 1970. */
const gregorianOffset = 122_192_928_000_000_000n

/** Nanoseconds since 1970. */
function timeOf(bytes: readonly number[]): bigint {
  const part = (from: number, to: number): bigint =>
    BigInt(`0x${hex(Uint8Array.from(bytes.slice(from, to)))}`)
  const steps = ((part(6, 8) & 0xfffn) << 48n) | (part(4, 6) << 32n) | part(0, 4)
  // OPA keeps it in 64 bits.
  return BigInt.asIntN(64, (steps - gregorianOffset) * 100n)
}
