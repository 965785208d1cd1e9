import { sha256 } from '@noble/hashes/sha2.js'
import { StepsSpent } from '../runtime/failure.ts'
import type { RegoValue } from '../value/value.ts'
import { bigInteger, fromInteger, integer, text } from './operands.ts'
import { BuiltinError, type BuiltinTable } from './table.ts'

/** Longest list that `numbers.range_step` makes. */
const maxItems = 1_000_000n

export const table: BuiltinTable = {
  'numbers.range_step': (from, to, by) => range(bigInteger(from), bigInteger(to), bigInteger(by)),
  /** OPA draws at random, the same for each key within a query; here the key alone decides, so that runs repeat. */
  'rand.intn': (key, bound) => {
    const size = BigInt(Math.abs(integer(bound)))
    if (size === 0n) return 0
    const digest = sha256(new TextEncoder().encode(`${text(key)}-${size}`))
    return fromInteger(new DataView(digest.buffer, digest.byteOffset).getBigUint64(0) % size)
  },
}

function range(from: bigint, to: bigint, step: bigint): RegoValue {
  if (step <= 0n) throw new BuiltinError('the step is no positive integer')
  const up = from <= to
  const distance = up ? to - from : from - to
  const count = distance / step + 1n
  if (count > maxItems) throw new StepsSpent()
  return Array.from({ length: Number(count) }, (_, i) =>
    fromInteger(up ? from + BigInt(i) * step : from - BigInt(i) * step),
  )
}
