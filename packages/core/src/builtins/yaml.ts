import type { RegoValue } from '../value/value.ts'
import { text } from './operands.ts'
import { BuiltinError, type BuiltinTable } from './table.ts'
import { readYaml } from './yaml/read.ts'
import { writeYaml } from './yaml/write.ts'

export const table: BuiltinTable = {
  'yaml.is_valid': (value) => typeof value === 'string' && readable(value),
  'yaml.unmarshal': (value) => readYaml(text(value)),
  'yaml.marshal': (value) => writeYaml(value as RegoValue),
}

function readable(source: string): boolean {
  try {
    readYaml(source)
    return true
  } catch (error) {
    if (error instanceof BuiltinError) return false
    throw error
  }
}
