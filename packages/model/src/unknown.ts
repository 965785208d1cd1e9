import type { Json, JsonObject } from './json.ts'
import { isObject } from './json.ts'

/**
 * A value that cannot be resolved offline, as a policy sees it: present, equal to nothing a policy would write.
 * - `$unknown`: the source text of the expression (for a plain reference its dotted form, `aws_s3_bucket.logs.id`),
 *   or the reason when there is no expression.
 * - `$refs`: base addresses of the resources it refers to (`aws_s3_bucket.logs`), sorted, so that a rule can ask which
 *   resource serves which. Absent when it refers to none.
 */
export interface Unknown extends JsonObject {
  readonly $unknown: string
}

export function unknown(expression: string, refs: readonly string[] = []): Unknown {
  return refs.length === 0 ? { $unknown: expression } : { $unknown: expression, $refs: [...refs] }
}

export function isUnknown(value: Json | undefined): value is Unknown {
  return isObject(value) && typeof value['$unknown'] === 'string'
}
