import type { TextEdit } from '@regraft/model'
import { applyEdits } from '@regraft/model'

interface Cluster {
  readonly start: number
  end: number
  readonly ids: string[]
  readonly edits: TextEdit[]
}

/** Several edits as one that does the same. */
export function merged(text: string, edits: readonly TextEdit[]): TextEdit {
  const start = Math.min(...edits.map((edit) => edit.start))
  const end = Math.max(...edits.map((edit) => edit.end))
  const moved = edits.map((edit) => ({ ...edit, start: edit.start - start, end: edit.end - start }))
  return { start, end, text: applyEdits(text.slice(start, end), moved) }
}

/**
 * Deals the edits that were proven together out to the findings that asked for them. ESLint applies fixes that do not touch,
 * and leaves the others for a later pass on another text: so findings whose fixes touch carry all of these fixes, and
 * one pass gives the text that was proven. `alone` holds what each finding would change by itself.
 */
export function dealOut(
  text: string,
  together: readonly TextEdit[],
  alone: ReadonlyMap<string, readonly TextEdit[]>,
): ReadonlyMap<string, TextEdit> {
  const clusters = clustersOf(together, alone)
  const owned = clusters.filter(({ edits }) => edits.length > 0)
  // An edit that nobody asked for by itself belongs to the whole.
  const dealt = owned.every(({ ids }) => ids.length > 0)
    ? owned
    : [{ ids: [...alone.keys()], edits: together }]
  return new Map(
    dealt.flatMap(({ ids, edits }) => {
      const fix = merged(text, edits)
      return ids.map((id) => [id, fix] as const)
    }),
  )
}

/** Stretches of the text that do not touch, with the findings and the edits in each. */
function clustersOf(
  together: readonly TextEdit[],
  alone: ReadonlyMap<string, readonly TextEdit[]>,
): readonly Cluster[] {
  const spans: Cluster[] = together.map((edit) => ({ ...edit, ids: [], edits: [edit] }))
  for (const [id, edits] of alone) {
    if (edits.length === 0) continue
    const start = Math.min(...edits.map((edit) => edit.start))
    spans.push({ start, end: Math.max(...edits.map((edit) => edit.end)), ids: [id], edits: [] })
  }
  const clusters: Cluster[] = []
  for (const span of spans.sort((a, b) => a.start - b.start || a.end - b.end)) {
    const last = clusters.at(-1)
    if (last === undefined || span.start > last.end) {
      clusters.push(span)
      continue
    }
    last.end = Math.max(last.end, span.end)
    last.ids.push(...span.ids)
    last.edits.push(...span.edits)
  }
  return clusters
}
