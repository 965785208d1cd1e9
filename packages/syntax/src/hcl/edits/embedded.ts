import type { Path, Refusal } from '@regraft/model'
import { applyEdits } from '@regraft/model'
import type { Content, DocumentOp } from '../../document.ts'
import type { Expression, TemplatePart } from '../ast.ts'
import { type Embedded, embeddedIn } from '../embedded/embedded.ts'
import { type EmbeddedJson, jsonChild } from '../embedded/tree.ts'
import { heldValue, isValuePlace, jsonBehind, type Place, stepInto } from '../locate.ts'
import type { Draft } from './draft.ts'
import { refusal } from './refusals.ts'

/** Where a path goes on inside the JSON of a template. */
export interface JsonTarget {
  /** Path of the template. */
  readonly base: Path
  readonly embedded: Embedded
  /** Path inside the JSON. */
  readonly rest: Path
}

/** The JSON that a path ends in, also when nothing stands there; or why it cannot be read. */
export function jsonTargetAt(draft: Draft, path: Path): JsonTarget | Refusal | undefined {
  const { body, text } = draft.source
  let place: Place = { kind: 'file', body }
  let target: JsonTarget | undefined
  for (const [i, step] of path.entries()) {
    if (place.kind === 'child') target = undefined
    if (isValuePlace(place)) {
      const value = heldValue(place)
      const embedded = jsonBehind(value, step, text)
      if (embedded !== undefined) target = { base: path.slice(0, i), embedded, rest: path.slice(i) }
      else if (typeof step === 'string' && hasDirectives(value))
        return refusal('HCL_TEMPLATE', 'directives decide what this text says', value)
    }
    const next = stepInto(place, step, text)
    if (next === undefined) return target
    place = next
  }
  return place.kind === 'json' ? target : undefined
}

function hasDirectives(value: Expression): boolean {
  const isDirective = ({ kind }: TemplatePart): boolean => kind === 'if' || kind === 'for'
  return (value.kind === 'heredoc' || value.kind === 'template') && value.parts.some(isDirective)
}

/** Performs an operation on the JSON inside a template. */
export function editEmbedded(draft: Draft, op: DocumentOp, target: JsonTarget): Refusal | undefined {
  const { embedded, rest, base } = target
  const { document } = embedded
  const own: DocumentOp = op.op === 'insert' ? { ...op, after: rest } : { ...op, path: rest }
  if (own.op === 'rename' && isRenamed(embedded, rest, own.to)) return undefined
  if ('content' in own && hasHalfSurrogate(own.content)) {
    return refusal('HCL_CONTENT', 'the text holds half of a surrogate pair, which is not a character')
  }
  if (addsToUncertain(embedded, own)) {
    return refusal('HCL_TEMPLATE', 'an interpolation decides how many items the list has', embedded.node)
  }
  const result = document.edits(own)
  // A place in the masked text means nothing to the caller.
  if (!result.ok) return { code: result.error.code, reason: result.error.reason }
  const edits = result.value.map((edit) => embedded.sourceEdit(edit))
  const possible = edits.filter((edit) => edit !== undefined)
  if (possible.length < edits.length) {
    return refusal('HCL_TEMPLATE', 'an interpolation makes this part of the text', embedded.node)
  }
  draft.apply(possible)
  const place = draft.at(base)
  const after = place && isValuePlace(place) ? embeddedIn(heldValue(place), draft.source.text) : undefined
  if (after?.document.text === applyEdits(document.text, result.value)) return undefined
  return refusal(
    'HCL_EDIT_FAILED',
    'the edited text would not hold the JSON that was asked for',
    embedded.node,
  )
}

function isRenamed(embedded: Embedded, path: Path, to: string): boolean {
  const { document } = embedded
  return document.range(path) === undefined && document.range([...path.slice(0, -1), to]) !== undefined
}

/** HCL texts hold none, so that masks are made of them. */
function hasHalfSurrogate(content: Content): boolean {
  const half = (text: string): boolean => /[\uD800-\uDFFF]/u.test(text)
  switch (content.kind) {
    case 'scalar':
      return typeof content.value === 'string' && half(content.value)
    case 'list':
      return content.items.some(hasHalfSurrogate)
    case 'map':
      return content.entries.some(([key, value]) => half(key) || hasHalfSurrogate(value))
    default:
      return false
  }
}

/** Whether an item would be added to a list whose only item is an interpolation: it may stand for none. */
function addsToUncertain({ root }: Embedded, op: DocumentOp): boolean {
  if (op.op !== 'put' && op.op !== 'insert') return false
  const path = op.op === 'put' ? op.path : op.after
  let list: EmbeddedJson | undefined = root
  for (const step of path.slice(0, -1)) list = list && jsonChild(list, step)
  const isPut = op.op === 'put' && path.at(-1) === 0
  return !isPut && list?.kind === 'list' && list.items.length === 1 && list.items[0]?.kind === 'interpolation'
}
