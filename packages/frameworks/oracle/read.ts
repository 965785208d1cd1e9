import type { Json, JsonObject } from '@regraft/model'
import { parseNumber } from '../src/terraform/language/number.ts'
import { distinct } from '../src/terraform/language/sets.ts'
import type { Type } from '../src/terraform/language/type.ts'
import {
  anyType,
  boolType,
  listOf,
  mapOf,
  numberType,
  objectOf,
  setOf,
  stringType,
  tupleOf,
} from '../src/terraform/language/type.ts'
import type { Value } from '../src/terraform/language/value.ts'
import {
  bool,
  list,
  map,
  nullOf,
  num,
  object,
  str,
  tuple,
  unknownOf,
} from '../src/terraform/language/value.ts'

/** The value of a canonical form. */
export function fromForm(form: Json): Value {
  const [kind, first, second] = form as readonly Json[]
  switch (kind) {
    case 's':
      return str(first as string)
    case 'n':
      return num(parseNumber(first as string) ?? 0)
    case 'b':
      return bool(first as boolean)
    case '0':
      return nullOf(typeOfForm(first))
    case '?':
      return unknownOf(typeOfForm(first), { text: 'unknown', ...refinements((second ?? {}) as JsonObject) })
    case 'l':
      return list(items(second), typeOfForm(first))
    case 'S':
      return { kind: 'set', items: distinct(items(second)), of: typeOfForm(first) }
    case 'm':
      return map(entries(second), typeOfForm(first))
    case 't':
      return tuple(items(first))
    default:
      return object(entries(first))
  }
}

function items(forms: Json | undefined): Value[] {
  return (forms as readonly Json[]).map(fromForm)
}

function entries(forms: Json | undefined): Map<string, Value> {
  return new Map((forms as readonly [string, Json][]).map(([name, form]) => [name, fromForm(form)]))
}

function refinements(known: JsonObject): Parameters<typeof unknownOf>[1] {
  const [min, max] = (known['l'] ?? []) as readonly (number | null)[]
  return {
    ...(known['nn'] === true ? { notNull: true } : {}),
    ...(typeof known['p'] === 'string' ? { prefix: known['p'] } : {}),
    ...(typeof min === 'number' ? { length: { min, max: max ?? Number.MAX_SAFE_INTEGER } } : {}),
  }
}

function typeOfForm(form: Json | undefined): Type {
  if (form === 's') return stringType
  if (form === 'n') return numberType
  if (form === 'b') return boolType
  if (form === 'any') return anyType
  const [kind, of] = form as readonly Json[]
  if (kind === 'l') return listOf(typeOfForm(of))
  if (kind === 'S') return setOf(typeOfForm(of))
  if (kind === 'm') return mapOf(typeOfForm(of))
  if (kind === 't') return tupleOf((of as readonly Json[]).map(typeOfForm))
  return objectOf(new Map((of as readonly [string, Json][]).map(([name, type]) => [name, typeOfForm(type)])))
}
