import type { Json, JsonObject } from './json.ts'
import { isObject } from './json.ts'

/**
 * A value that cannot be resolved offline, as a policy sees it: present, equal to nothing a policy would write.
 * - `$unknown`: the source text of the expression (for a plain reference its dotted form, `aws_s3_bucket.logs.id`),
 *   or the reason when there is no expression.
 * - `$refs`: addresses of the resources it refers to (`aws_s3_bucket.logs`, `aws_s3_bucket.logs[0]`), sorted, so that a
 *   rule can ask which resource serves which. Absent when it refers to none.
 * - `$json`: of a text of which only parts are unknown, what it says as JSON, those parts unknown in it. A path may lead on
 *   into it as if it stood there itself.
 */
export interface Unknown extends JsonObject {
  readonly $unknown: string
}

export function unknown(expression: string, refs: readonly string[] = [], json?: Json): Unknown {
  return {
    $unknown: expression,
    ...(refs.length === 0 ? {} : { $refs: [...refs] }),
    ...(json === undefined ? {} : { $json: json }),
  }
}

export function isUnknown(value: Json | undefined): value is Unknown {
  return isObject(value) && typeof value['$unknown'] === 'string'
}
