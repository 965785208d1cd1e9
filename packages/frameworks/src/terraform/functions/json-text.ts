import { encodeJson } from '../encode-json.ts'
import { fail } from '../language/failure.ts'
import { numberText } from '../language/number.ts'
import type { Value } from '../language/value.ts'
import { sortedEntries } from '../language/value.ts'

/** A wholly known value as Terraform writes it in JSON. */
export function jsonText(value: Value): string {
  switch (value.kind) {
    case 'string':
      return encodeJson(value.value)
    case 'number':
      return numberText(value.value)
    case 'bool':
      return String(value.value)
    case 'null':
      return 'null'
    case 'unknown':
      return fail('the value is not known')
    case 'list':
    case 'set':
    case 'tuple':
      return `[${value.items.map(jsonText).join(',')}]`
    case 'map':
    case 'object':
      return `{${sortedEntries(value)
        .map(([name, item]) => `${encodeJson(name)}:${jsonText(item)}`)
        .join(',')}}`
  }
}
