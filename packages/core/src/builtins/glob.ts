import { text } from './operands.ts'
import type { BuiltinTable } from './table.ts'

export const table: BuiltinTable = {
  'glob.quote_meta': (pattern) => text(pattern).replace(/[*?\\[\]{}]/g, '\\$&'),
}
