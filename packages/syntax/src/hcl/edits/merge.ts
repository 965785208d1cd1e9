import type { Path, Refusal } from '@regraft/model'
import type { Content, ContentEntry } from '../../document.ts'
import type { Expression, ObjectExpression, Tuple } from '../ast.ts'
import { keyOf } from '../constant.ts'
import type { Draft } from './draft.ts'
import { entriesByName, saysEntry, saysLabels, saysValue } from './equal.ts'
import { put } from './put.ts'
import { refusal } from './refusals.ts'
import { remove } from './remove-at.ts'
import { Renderer } from './render.ts'

type BlockContent = Extract<Content, { kind: 'block' }>

/** Makes a block say what the content says, touching only what differs. Labels stay where the content names none. */
export function mergeBlock(draft: Draft, path: Path, content: BlockContent): Refusal | undefined {
  const place = draft.at(path)
  if (place?.kind !== 'block') return refusal('HCL_NOT_FOUND', 'no block stands at this path')
  const { block } = place
  if (content.type !== undefined && content.type !== block.type) {
    return refusal(
      'HCL_CONTENT',
      `the block's type is \`${content.type}\`, the one there is \`${block.type}\``,
    )
  }
  const wanted = entriesByName(content.entries)
  const names = new Set(block.body.items.map((item) => (item.kind === 'attribute' ? item.name : item.type)))
  const relabelled = relabel(draft, path, content)
  if (relabelled !== undefined) return relabelled
  for (const name of names) {
    const problem = wanted.has(name) ? undefined : remove(draft, [...path, name])
    if (problem !== undefined) return problem
  }
  for (const [name, entry] of wanted) {
    const now = draft.at(path)
    if (now?.kind === 'block' && saysEntry(now.block.body, name, entry)) continue
    const value: Content = 'value' in entry ? entry.value : { kind: 'list', items: entry.blocks }
    const problem = put(draft, [...path, name], value)
    if (problem !== undefined) return problem
  }
  return undefined
}

function relabel(draft: Draft, path: Path, content: BlockContent): Refusal | undefined {
  const place = draft.at(path)
  if (place?.kind !== 'block' || content.labels === undefined) return undefined
  const { block } = place
  if (saysLabels(block, content.labels)) return undefined
  const renderer = new Renderer()
  const text = content.labels.map((label) => ` ${renderer.text(label)}`).join('')
  if (renderer.problem === undefined) draft.apply([{ start: block.typeEnd, end: block.headerEnd, text }])
  return renderer.problem
}

/** Merges a list or a map into a literal one; `replace` when it has to be written anew. */
export function mergeValue(
  draft: Draft,
  path: Path,
  value: Expression,
  content: Content,
): Refusal | undefined | 'replace' {
  if (content.kind === 'map' && value.kind === 'object')
    return mergeObject(draft, path, value, content.entries)
  if (content.kind === 'list' && value.kind === 'tuple') return mergeTuple(draft, path, value, content.items)
  return 'replace'
}

function mergeObject(
  draft: Draft,
  path: Path,
  object: ObjectExpression,
  entries: readonly ContentEntry[],
): Refusal | undefined | 'replace' {
  const keys = new Set(object.items.map(keyOf))
  const wanted = new Map(entries)
  if (keys.has(undefined) || keys.size !== object.items.length) return 'replace'
  if (![...keys].some((key) => key !== undefined && wanted.has(key))) return 'replace'
  for (const key of keys) {
    const problem = key === undefined || wanted.has(key) ? undefined : remove(draft, [...path, key])
    if (problem !== undefined) return problem
  }
  for (const [key, content] of wanted) {
    const problem = put(draft, [...path, key], content)
    if (problem !== undefined) return problem
  }
  return undefined
}

/** Items at both ends that are the same stay; those between are written in place as far as the numbers agree. */
function mergeTuple(
  draft: Draft,
  path: Path,
  tuple: Tuple,
  items: readonly Content[],
): Refusal | undefined | 'replace' {
  const old = tuple.items
  const says = (i: number, j: number): boolean => saysValue(old[i] as Expression, items[j] as Content)
  const short = Math.min(old.length, items.length)
  let head = 0
  while (head < short && says(head, head)) head++
  let tail = 0
  while (tail < short - head && says(old.length - 1 - tail, items.length - 1 - tail)) tail++
  if (head + tail === 0 || (tail > 0 && items.length > old.length)) return 'replace'
  for (let i = old.length - tail - 1; i >= items.length - tail; i--) {
    const problem = remove(draft, [...path, i])
    if (problem !== undefined) return problem
  }
  for (let i = head; i < items.length - tail; i++) {
    const problem = put(draft, [...path, i], items[i] as Content)
    if (problem !== undefined) return problem
  }
  return undefined
}
