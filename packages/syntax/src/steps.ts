import type { Json, Path, Refusal, Result, TextEdit } from '@regraft/model'
import { equalJson, isList, isObject, ok } from '@regraft/model'
import { composeEdits } from './compose.ts'
import { contentValue } from './content.ts'
import type { Content } from './document.ts'

/** An operation on a tree of maps and lists. */
export type FlatOp =
  | { readonly op: 'put'; readonly path: Path; readonly content: Content }
  | { readonly op: 'remove'; readonly path: Path }
  | { readonly op: 'rename'; readonly path: Path; readonly to: string }
  | { readonly op: 'insert'; readonly after: Path; readonly content: Content }
  /** A new item of the list at `path`, before the one at `index`. */
  | { readonly op: 'splice'; readonly path: Path; readonly index: number; readonly content: Content }

type Edits = Result<readonly TextEdit[], Refusal>

/** A text that one operation edits in several steps. */
export interface StepState {
  readonly text: string
  /** The value at a path whose own entries or items can be edited one by one; else undefined. */
  valueAt(path: Path): Json | undefined
  /** Edits for an operation taken as a whole. */
  flat(op: FlatOp): Edits
  after(edits: readonly TextEdit[]): StepState
}

/**
 * Edits for any operation. A map or list that takes the place of one changes entry by entry, so that what stays keeps its
 * comments, quotes and order.
 */
export function editInSteps(state: StepState, op: FlatOp): Edits {
  const steps = op.op === 'put' ? stepsOf(state.valueAt(op.path), op.path, op.content) : undefined
  if (steps === undefined) {
    const edits = state.flat(op)
    return edits.ok ? ok(edits.value.filter(({ start, end, text }) => start < end || text !== '')) : edits
  }
  let current = state
  let all: readonly TextEdit[] = []
  for (const step of steps) {
    const edits = editInSteps(current, step)
    if (!edits.ok) return edits
    if (edits.value.length === 0) continue
    all = composeEdits(all, edits.value, state.text.length)
    current = current.after(edits.value)
  }
  return ok(all)
}

function stepsOf(before: Json | undefined, path: Path, content: Content): readonly FlatOp[] | undefined {
  if (isObject(before) && content.kind === 'map' && content.entries.length > 0) {
    const keys = Object.keys(before)
    if (keys.length === 0) return undefined
    const names = new Set(content.entries.map(([key]) => key))
    const puts = content.entries.map(
      ([key, value]): FlatOp => ({ op: 'put', path: [...path, key], content: value }),
    )
    const gone = keys.filter((key) => !names.has(key))
    return [...puts, ...gone.map((key): FlatOp => ({ op: 'remove', path: [...path, key] }))]
  }
  if (isList(before) && content.kind === 'list' && before.length > 0 && content.items.length > 0)
    return listSteps(path, before, content.items)
  return undefined
}

/** What changes between the items that are equal at both ends. */
function listSteps(path: Path, before: readonly Json[], items: readonly Content[]): readonly FlatOp[] {
  const after = items.map(contentValue)
  const shorter = Math.min(before.length, after.length)
  let head = 0
  while (head < shorter && equalJson(before[head], after[head])) head++
  let tail = 0
  while (tail < shorter - head && equalJson(before.at(-1 - tail), after.at(-1 - tail))) tail++
  const steps: FlatOp[] = []
  const overlap = shorter - tail
  for (let i = head; i < overlap; i++)
    steps.push({ op: 'put', path: [...path, i], content: items[i] as Content })
  for (let i = overlap; i < items.length - tail; i++)
    steps.push({ op: 'splice', path, index: i, content: items[i] as Content })
  for (let i = before.length - tail - 1; i >= overlap; i--) steps.push({ op: 'remove', path: [...path, i] })
  return steps
}
