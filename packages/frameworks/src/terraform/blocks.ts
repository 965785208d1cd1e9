import type { Json } from '@regraft/model'
import { isList, isObject, isUnknown, unknown } from '@regraft/model'
import { isRepeatable } from '../schema/lookup.ts'
import type { MemberSchema } from '../schema/types.ts'
import type { Bindings, Scope } from './evaluate.ts'
import { evaluate } from './evaluate.ts'
import type { BlocksMember, Body, DynamicItem } from './source.ts'

/** One block as Terraform sees it: written out, or one round of a `dynamic` block. */
export interface Element {
  readonly body: Body
  readonly bindings: Bindings
  /** Set when a `dynamic` block makes it. */
  readonly dynamic?: DynamicItem
}

/** Whether the blocks are a list in the model: repeatable by the schema, or there is more than one. Else an object. */
export function isListForm(count: number, schema: MemberSchema | undefined): boolean {
  return count > 1 || (schema !== undefined && isRepeatable(schema))
}

/** The blocks of one type. */
export interface Elements {
  readonly elements: readonly Element[]
  /** The first `dynamic` block whose `for_each` is not constant: nobody knows how many more it makes. */
  readonly undetermined: DynamicItem | undefined
}

/** The blocks of one type with `dynamic` blocks unrolled. */
export function elementsOf(member: BlocksMember, scope: Scope, bindings: Bindings): Elements {
  const elements: Element[] = []
  let undetermined: DynamicItem | undefined
  for (const item of member.items) {
    if (item.kind === 'block') {
      elements.push({ body: item.body, bindings })
      continue
    }
    const each = item.forEach && evaluate(item.forEach, scope, bindings)
    const rounds = each === undefined ? undefined : roundsOf(each)
    if (rounds === undefined || item.content === undefined) {
      undetermined ??= item
      continue
    }
    for (const round of rounds)
      elements.push({
        body: item.content,
        bindings: new Map(bindings).set(item.iterator, round),
        dynamic: item,
      })
  }
  return { elements, undetermined }
}

/** `{key, value}` of each element that `for_each` walks; undefined when it is not known. */
function roundsOf(each: Json): readonly Json[] | undefined {
  if (isList(each)) return each.map((value, key) => ({ key, value }))
  if (!isObject(each) || isUnknown(each)) return undefined
  return Object.entries(each).map(([key, value]) => ({ key, value }))
}

/** The unknown value of blocks whose number is not known. */
export function undeterminedBlocks(item: DynamicItem, scope: Scope, bindings: Bindings): Json {
  const each = item.forEach && evaluate(item.forEach, scope, bindings)
  return isUnknown(each) ? each : unknown(`dynamic ${item.iterator}`)
}
