import { text } from './operands.ts'
import { BuiltinError, type BuiltinTable } from './table.ts'

/** Semantic Versioning 2.0.0, with an optional `v` in front. */
export const table: BuiltinTable = {
  'semver.is_valid': (value) => typeof value === 'string' && parsed(value) !== undefined,
  'semver.compare': (a, b) => compare(version(text(a)), version(text(b))),
}

interface Version {
  readonly numbers: readonly bigint[]
  readonly release: readonly string[]
}

const pattern = /^v?(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)(?:-([0-9A-Za-z.-]+))?(?:\+([0-9A-Za-z.-]+))?$/
const largest = 2n ** 63n - 1n

function parsed(value: string): Version | undefined {
  const parts = pattern.exec(value)
  if (parts === null) return undefined
  const numbers = parts.slice(1, 4).map((part) => BigInt(part))
  const release = parts[4]?.split('.') ?? []
  const metadata = parts[5]?.split('.') ?? []
  if (numbers.some((number) => number > largest) || metadata.includes('')) return undefined
  return release.some((part) => part === '' || /^0\d+$/.test(part)) ? undefined : { numbers, release }
}

function version(value: string): Version {
  const found = parsed(value)
  if (found === undefined) throw new BuiltinError('no semantic version')
  return found
}

function compare(a: Version, b: Version): number {
  for (const [i, number] of a.numbers.entries()) {
    const other = b.numbers[i] ?? 0n
    if (number !== other) return number < other ? -1 : 1
  }
  if (a.release.length === 0 || b.release.length === 0)
    return Math.sign(Number(a.release.length === 0) - Number(b.release.length === 0))
  for (let i = 0; i < Math.max(a.release.length, b.release.length); i++) {
    const [x, y] = [a.release[i], b.release[i]]
    if (x === undefined || y === undefined) return x === undefined ? -1 : 1
    const order = compareIdentifiers(x, y)
    if (order !== 0) return order
  }
  return 0
}

/** Numbers count as numbers and come before words. */
function compareIdentifiers(a: string, b: string): number {
  const [number, other] = [/^\d+$/.test(a), /^\d+$/.test(b)]
  if (number !== other) return number ? -1 : 1
  const [x, y] = number ? [BigInt(a), BigInt(b)] : [a, b]
  return x < y ? -1 : x > y ? 1 : 0
}
