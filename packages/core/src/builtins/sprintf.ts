import { display } from '../value/display.ts'
import { BigNumber, isNumber, type RegoValue } from '../value/value.ts'
import { sprintf } from './go/printf.ts'
import type { Argument } from './go/verbs.ts'
import { array, text } from './operands.ts'
import type { BuiltinTable } from './table.ts'

/** Formats as OPA does: numbers as Go numbers, strings as they are, all else by its Rego text. */
export const table: BuiltinTable = {
  sprintf: (format, values) => sprintf(text(format), array(values).map(argumentOf)),
}

const [smallest, largest] = [-(2n ** 63n), 2n ** 63n - 1n]

function argumentOf(value: RegoValue): Argument {
  if (typeof value === 'string') return { type: 'string', value }
  if (!isNumber(value)) return { type: 'string', value: display(value) }
  const number = value instanceof BigNumber ? value.text : String(value)
  if (/[.eE]/.test(number)) {
    const float = Number(number)
    return Number.isFinite(float) ? { type: 'float64', value: float } : { type: 'string', value: number }
  }
  const integer = BigInt(number)
  return { type: integer >= smallest && integer <= largest ? 'int64' : '*big.Int', value: integer }
}
