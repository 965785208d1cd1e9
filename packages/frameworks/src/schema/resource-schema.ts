import { awsFragments, awsSchema } from './aws.generated.ts'
import { SchemaTable } from './table.ts'
import type { ResourceSchema } from './types.ts'

const aws = new SchemaTable(awsSchema, awsFragments)

/**
 * What a Terraform resource type accepts, or undefined for types the tables do not know (other providers, newer types).
 * Facts are those of the AWS provider named in the head of aws.generated.ts. Cheap: a type is decoded once, on demand.
 */
export function resourceSchema(type: string): ResourceSchema | undefined {
  return type.startsWith('aws_') ? aws.resource(type) : undefined
}

/** Every resource type the tables know, sorted. */
export function knownResourceTypes(): readonly string[] {
  return aws.types()
}
