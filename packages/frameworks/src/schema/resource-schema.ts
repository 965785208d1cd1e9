import { awsFragments, awsSchema } from './aws.generated.ts'
import { azurermFragments, azurermSchema } from './azurerm.generated.ts'
import { googleFragments, googleSchema } from './google.generated.ts'
import { SchemaTable } from './table.ts'
import type { ResourceSchema } from './types.ts'

/** By the first word of a resource type. Sorted. */
const tables: ReadonlyMap<string, SchemaTable> = new Map([
  ['aws', new SchemaTable(awsSchema, awsFragments)],
  ['azurerm', new SchemaTable(azurermSchema, azurermFragments)],
  ['google', new SchemaTable(googleSchema, googleFragments)],
])

function tableOf(type: string): SchemaTable | undefined {
  return tables.get(type.slice(0, type.indexOf('_')))
}

/**
 * What a Terraform resource type accepts, or undefined for types the tables do not know (other providers, newer types).
 * Facts are those of the providers named in the heads of the generated tables. Cheap: a type is decoded once, on demand.
 */
export function resourceSchema(type: string): ResourceSchema | undefined {
  return tableOf(type)?.resource(type)
}

/** Whether there is a table for the provider of a resource type: a type that it lacks is then none of the provider's. */
export function knowsProvider(type: string): boolean {
  return tableOf(type) !== undefined
}

/** Every resource type the tables know, or those of one provider (`google`), sorted. */
export function knownResourceTypes(provider?: string): readonly string[] {
  const chosen = provider === undefined ? [...tables.values()] : [tables.get(provider)]
  return chosen.flatMap((table) => table?.types() ?? [])
}
