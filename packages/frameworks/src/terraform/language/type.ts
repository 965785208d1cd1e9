import { compareText } from '@regraft/model'

/** A type of Terraform's language, which is that of HashiCorp's cty. `any` is the type of what may be anything. */
export type Type =
  | { readonly kind: 'any' }
  | { readonly kind: 'string' | 'number' | 'bool' }
  | ListType
  | { readonly kind: 'map'; readonly of: Type }
  | { readonly kind: 'tuple'; readonly items: readonly Type[] }
  | ObjectType

export interface ListType {
  readonly kind: 'list' | 'set'
  readonly of: Type
}

export interface ObjectType {
  readonly kind: 'object'
  readonly attributes: ReadonlyMap<string, Type>
  /** Attributes that a value to convert may lack: they become null. Only types of variables have some. */
  readonly optional?: ReadonlySet<string>
}

export const anyType: Type = { kind: 'any' }
export const stringType: Type = { kind: 'string' }
export const numberType: Type = { kind: 'number' }
export const boolType: Type = { kind: 'bool' }

export function listOf(of: Type): Type {
  return { kind: 'list', of }
}

export function setOf(of: Type): Type {
  return { kind: 'set', of }
}

export function mapOf(of: Type): Type {
  return { kind: 'map', of }
}

export function tupleOf(items: readonly Type[]): Type {
  return { kind: 'tuple', items }
}

export function objectOf(attributes: ReadonlyMap<string, Type>): Type {
  return { kind: 'object', attributes }
}

export function isPrimitive(type: Type): boolean {
  return type.kind === 'string' || type.kind === 'number' || type.kind === 'bool'
}

export function equalTypes(a: Type, b: Type): boolean {
  if (a === b) return true
  if (a.kind !== b.kind) return false
  if ('of' in a && 'of' in b) return equalTypes(a.of, b.of)
  if (a.kind === 'tuple' && b.kind === 'tuple')
    return (
      a.items.length === b.items.length && a.items.every((item, i) => equalTypes(item, b.items[i] as Type))
    )
  if (a.kind === 'object' && b.kind === 'object') {
    if (a.attributes.size !== b.attributes.size) return false
    for (const [name, type] of a.attributes) {
      const other = b.attributes.get(name)
      if (other === undefined || !equalTypes(type, other)) return false
    }
  }
  return true
}

/** Whether a type leaves something open. */
export function holdsAny(type: Type): boolean {
  switch (type.kind) {
    case 'any':
      return true
    case 'list':
    case 'set':
    case 'map':
      return holdsAny(type.of)
    case 'tuple':
      return type.items.some(holdsAny)
    case 'object':
      return [...type.attributes.values()].some(holdsAny)
    default:
      return false
  }
}

/** The type as people write it: `list(string)`, `object({a=number})`. */
export function typeText(type: Type): string {
  switch (type.kind) {
    case 'list':
    case 'set':
    case 'map':
      return `${type.kind}(${typeText(type.of)})`
    case 'tuple':
      return `tuple([${type.items.map(typeText).join(', ')}])`
    case 'object': {
      const names = [...type.attributes.keys()].sort(compareText)
      return `object({${names.map((name) => `${name}=${typeText(type.attributes.get(name) as Type)}`).join(', ')}})`
    }
    default:
      return type.kind
  }
}
