import { createRequire } from 'node:module'
import type { Json } from '@regraft/model'

/** The part of JSON Schema (draft 7) that the published schema of the configuration uses. */
export interface Schema {
  readonly $ref?: string
  readonly type?: 'object' | 'array' | 'string'
  readonly const?: Json
  readonly enum?: readonly Json[]
  readonly minLength?: number
  readonly pattern?: string
  readonly items?: Schema
  readonly properties?: { readonly [name: string]: Schema }
  readonly required?: readonly string[]
  readonly additionalProperties?: boolean | Schema
  readonly propertyNames?: Schema
  readonly anyOf?: readonly Schema[]
  readonly definitions?: { readonly [name: string]: Schema }
  readonly description?: string
}

/** The schema that is published: what editors check is what is checked here. */
export function configSchema(): Schema {
  return createRequire(import.meta.url)('@regraft/model/schemas/config.schema.json') as Schema
}
