import type { Json, Path, Refusal, Result, TextEdit } from '@regraft/model'
import { applyEdits, equalJson, isList, ok } from '@regraft/model'
import { composeEdits } from '../compose.ts'
import { contentValue } from '../content.ts'
import type { Content } from '../document.ts'
import { type ChunkOp, chunkEdits } from './edits.ts'
import { locate } from './locate.ts'
import { type ParsedChunk, parseChunk } from './parse-chunk.ts'
import { jsonOf } from './value.ts'

type Edits = Result<readonly TextEdit[], Refusal>

/**
 * Edits of a chunk for any operation. A map or list that takes the place of one changes entry by entry, so that what
 * stays keeps its comments, quotes and order.
 */
export function editChunk(chunk: ParsedChunk, op: ChunkOp): Edits {
  const steps = op.op === 'put' ? stepsOf(chunk, op.path, op.content) : undefined
  if (steps === undefined) {
    const edits = chunkEdits(chunk, op)
    return edits.ok ? ok(edits.value.filter(({ start, end, text }) => start < end || text !== '')) : edits
  }
  let current = chunk
  let all: readonly TextEdit[] = []
  for (const step of steps) {
    const edits = editChunk(current, step)
    if (!edits.ok) return edits
    if (edits.value.length === 0) continue
    all = composeEdits(all, edits.value, chunk.text.length)
    current = parseChunk(applyEdits(current.text, edits.value), chunk.dialect)
  }
  return ok(all)
}

function stepsOf(chunk: ParsedChunk, path: Path, content: Content): readonly ChunkOp[] | undefined {
  const found = chunk.root && locate(chunk.root, path)
  if (found === undefined || !('site' in found)) return undefined
  const { node } = found.site
  if (node.kind === 'map' && content.kind === 'map' && content.entries.length > 0) {
    if (node.entries.length === 0 || node.entries.some((entry) => entry.merge)) return undefined
    const names = new Set(content.entries.map(([key]) => key))
    const gone = node.entries.filter(({ name }) => !names.has(name))
    return [
      ...content.entries.map(
        ([key, value]) => ({ op: 'put', path: [...path, key], content: value }) as const,
      ),
      ...gone.map(({ name }) => ({ op: 'remove', path: [...path, name] }) as const),
    ]
  }
  if (node.kind === 'seq' && content.kind === 'list' && node.items.length > 0 && content.items.length > 0) {
    const before = jsonOf(node, chunk.dialect)
    return isList(before) ? listSteps(path, before, content.items) : undefined
  }
  return undefined
}

/** What changes between the items that are equal at both ends. */
function listSteps(path: Path, before: readonly Json[], items: readonly Content[]): readonly ChunkOp[] {
  const after = items.map(contentValue)
  const shorter = Math.min(before.length, after.length)
  let head = 0
  while (head < shorter && equalJson(before[head], after[head])) head++
  let tail = 0
  while (tail < shorter - head && equalJson(before.at(-1 - tail), after.at(-1 - tail))) tail++
  const steps: ChunkOp[] = []
  const overlap = shorter - tail
  for (let i = head; i < overlap; i++)
    steps.push({ op: 'put', path: [...path, i], content: items[i] as Content })
  for (let i = overlap; i < items.length - tail; i++)
    steps.push({ op: 'splice', path, index: i, content: items[i] as Content })
  for (let i = before.length - tail - 1; i >= overlap; i--) steps.push({ op: 'remove', path: [...path, i] })
  return steps
}
