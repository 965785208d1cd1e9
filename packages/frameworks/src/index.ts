export { pulumiClaims } from './claims.ts'
export type {
  Agrees,
  Change,
  Consumer,
  FileHead,
  Framework,
  Landing,
  Loaded,
  LoadOptions,
  Origin,
  ReadDocument,
  Resource,
  Surroundings,
  Unit,
} from './framework.ts'
export * from './kubernetes.ts'
export {
  acceptsBlocks,
  isComputedAt,
  isRepeatable,
  memberBody,
  type SchemaNode,
  schemaAt,
} from './schema/lookup.ts'
export { camelName, memberByCamelName } from './schema/names.ts'
export { knownResourceTypes, resourceSchema } from './schema/resource-schema.ts'
export type {
  AttributeSchema,
  BlockSchema,
  BodySchema,
  MemberSchema,
  Nesting,
  ResourceSchema,
  ValueType,
} from './schema/types.ts'
export * from './terraform.ts'
