/** How often a block may occur: `single` is at most once. */
export type Nesting = 'single' | 'list' | 'set'

/** The type of an attribute's value. */
export type ValueType =
  | { readonly kind: 'string' | 'number' | 'bool' | 'any' }
  | { readonly kind: 'list' | 'set' | 'map'; readonly of: ValueType }
  | { readonly kind: 'object'; readonly body: BodySchema }

export interface AttributeSchema {
  readonly kind: 'attribute'
  /** As Terraform spells it: `storage_encrypted`. */
  readonly name: string
  readonly required: boolean
  readonly type: ValueType
}

export interface BlockSchema {
  readonly kind: 'block'
  readonly name: string
  /** At least one is required. */
  readonly required: boolean
  readonly nesting: Nesting
  readonly body: BodySchema
}

export type MemberSchema = AttributeSchema | BlockSchema

/** What a resource, a block or an object-typed value may hold. */
export interface BodySchema {
  /** What may be written, by name, in the provider's order. */
  readonly members: ReadonlyMap<string, MemberSchema>
  /**
   * What the provider alone computes, by name: `aws_s3_bucket.logs.arn` can be read, nobody can set it. In a value that is
   * computed as a whole (`aws_acm_certificate.c.domain_validation_options`) `members` says what can be read.
   */
  readonly computed: ReadonlyMap<string, MemberSchema>
  /** False when the source does not describe the body (recursive WAF statements): any name may exist. */
  readonly complete: boolean
}

export interface ResourceSchema extends BodySchema {
  /** `aws_db_instance`. */
  readonly type: string
}
