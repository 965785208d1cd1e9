import type { Json, Path, Refusal, Result } from '@regraft/model'
import { err, isList, isObject, ok } from '@regraft/model'
import type { Content } from '@regraft/syntax'
import { contentOf } from '@regraft/syntax/yaml'

/** A fix's value as content. A manifest has no way to refer to another resource's values. */
export function contentFrom(value: Json): Result<Content, Refusal> {
  if (isList(value)) {
    const items = all(value.map(contentFrom))
    return items.ok ? ok({ kind: 'list', items: items.value }) : items
  }
  if (!isObject(value)) return ok(contentOf(value))
  const keys = Object.keys(value)
  if (keys.length === 1 && value['$lit'] !== undefined) return ok(contentOf(value['$lit']))
  if (keys.length === 1 && (isList(value['$ref']) || value['$input'] !== undefined))
    return err({
      code: 'NO_REFERENCE',
      reason: 'a Kubernetes manifest cannot refer to the values of another resource',
    })
  const values = all(keys.map((key) => contentFrom(value[key] as Json)))
  if (!values.ok) return values
  return ok({ kind: 'map', entries: keys.map((key, i) => [key, values.value[i] as Content] as const) })
}

function all(results: readonly Result<Content, Refusal>[]): Result<readonly Content[], Refusal> {
  const failed = results.find((result) => !result.ok)
  if (failed !== undefined && !failed.ok) return failed
  return ok(results.flatMap((result) => (result.ok ? [result.value] : [])))
}

/** Content with the missing parents above it: maps, and lists that begin with it. Undefined where a list would have a gap. */
export function nested(missing: Path, content: Content): Content | undefined {
  let out = content
  for (const step of [...missing].reverse()) {
    if (typeof step === 'string') out = { kind: 'map', entries: [[step, out]] }
    else if (step === 0) out = { kind: 'list', items: [out] }
    else return undefined
  }
  return out
}
