import type { Json, JsonObject } from '@regraft/model'
import { isList, isObject } from '@regraft/model'
import { memberBody } from '../schema/lookup.ts'
import type { BodySchema, MemberSchema, ValueType } from '../schema/types.ts'
import { isListForm } from '../terraform/body-value.ts'
import type { References } from './expressions.ts'
import { member, objectAt } from './json.ts'
import type { PlannedResource } from './planned.ts'

/** Makes the marker of an unknown value. */
type Mark = (name: string, expressions: readonly Json[]) => Json

/** A body of the plan: its values, which of them are unknown, and how it may have been written. */
interface PlannedBody {
  readonly values: JsonObject
  readonly unknown: Json | undefined
  readonly schema: BodySchema | undefined
  /** Blocks of the configuration it may be made of; undefined when that does not show, as in `dynamic` blocks. */
  readonly written: readonly Json[] | undefined
}

/**
 * What a policy sees of a planned resource: what it sees of the configuration, with the values that only a plan knows. A
 * value that nobody configured and nobody knows is the provider's to choose: it is not there.
 */
export function plannedInput(
  resource: PlannedResource,
  schema: BodySchema | undefined,
  references: References,
): JsonObject {
  const { values, unknown, configuration } = resource
  const expressions = objectAt(configuration, 'expressions')
  const written = configuration && [expressions ?? {}]
  return bodyInput({ values, unknown, schema, written }, (name, of) => references.unknown(resource, name, of))
}

function bodyInput({ values, unknown, schema, written }: PlannedBody, mark: Mark): JsonObject {
  const entries: [string, Json][] = []
  const names = new Set([...Object.keys(values), ...(isObject(unknown) ? Object.keys(unknown) : [])])
  for (const name of names) {
    const expressions = written?.map((body) => member(body, name)).filter((each) => each !== undefined)
    const value = memberInput(
      name,
      member(values, name) ?? null,
      unknown === true || member(unknown, name),
      schema?.members.get(name),
      expressions,
      mark,
    )
    if (value !== null) entries.push([name, value])
  }
  return Object.fromEntries(entries)
}

function memberInput(
  name: string,
  value: Json,
  unknown: Json | undefined,
  schema: MemberSchema | undefined,
  expressions: readonly Json[] | undefined,
  mark: Mark,
): Json {
  const configured = expressions === undefined || expressions.length > 0
  if (unknown === true) return configured ? mark(name, expressions ?? []) : null
  const isBlock = schema === undefined ? expressions?.some(isList) === true : schema.kind === 'block'
  if (isBlock) return blocksInput(name, value, unknown, schema, expressions, mark)
  // A type no table knows has empty lists for blocks that nobody wrote.
  if (schema === undefined && !configured && isList(value) && value.length === 0) return null
  const type = schema?.kind === 'attribute' ? schema.type : undefined
  return attributeInput(value, unknown, type, () => mark(name, expressions ?? []))
}

function blocksInput(
  name: string,
  value: Json,
  unknown: Json | undefined,
  schema: MemberSchema | undefined,
  expressions: readonly Json[] | undefined,
  mark: Mark,
): Json {
  const items = isList(value) ? value : value === null ? [] : [value]
  const blocks = expressions?.flatMap((written) => (isList(written) ? written : [written]))
  const values = items.map((item, i) => {
    const marks = isList(unknown) ? unknown[i] : unknown
    if (!isObject(item)) return marks === true ? mark(name, expressions ?? []) : item
    const written = writtenAs(i, items.length, schema, blocks)
    const inner = schema && memberBody(schema)
    return bodyInput({ values: item, unknown: marks, schema: inner, written }, mark)
  })
  const [first] = values
  if (first === undefined) return null
  return isListForm(values.length, schema) ? values : first
}

/** The blocks that the one at an index may be: a set has an order of its own. */
function writtenAs(
  index: number,
  count: number,
  schema: MemberSchema | undefined,
  blocks: readonly Json[] | undefined,
): readonly Json[] | undefined {
  if (blocks?.length !== count) return undefined
  const ordered = schema?.kind === 'block' && schema.nesting !== 'set'
  return ordered ? blocks.slice(index, index + 1) : blocks
}

function attributeInput(
  value: Json,
  unknown: Json | undefined,
  type: ValueType | undefined,
  mark: () => Json,
): Json {
  if (unknown === true) return mark()
  const inner = type !== undefined && 'of' in type ? type.of : undefined
  if (isList(value))
    return value.map((item, i) => attributeInput(item, isList(unknown) ? unknown[i] : undefined, inner, mark))
  if (!isObject(value) && !isObject(unknown)) return value
  const own = isObject(value) ? value : {}
  const names = new Set([...Object.keys(own), ...(isObject(unknown) ? Object.keys(unknown) : [])])
  if (!isObject(value) && names.size === 0) return value
  const entries = [...names].map((name): [string, Json] => {
    const declared = type?.kind === 'object' ? type.body.members.get(name) : undefined
    const of = declared?.kind === 'attribute' ? declared.type : inner
    return [name, attributeInput(member(own, name) ?? null, member(unknown, name), of, mark)]
  })
  // In an object of a known type null means absent.
  return Object.fromEntries(type?.kind === 'object' ? entries.filter(([, entry]) => entry !== null) : entries)
}
