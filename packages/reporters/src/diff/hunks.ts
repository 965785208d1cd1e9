import type { TextEdit } from '@regraft/model'
import type { StructuredPatchHunk } from 'diff'
import { diffLines } from 'diff/lib/diff/line.js'
import { type Region, regions } from './regions.ts'

const context = 3

/** A run of lines that is replaced: `at` is the 0-based line before the run, lines hold their line feed. */
interface Block {
  readonly at: number
  readonly removed: readonly string[]
  readonly added: readonly string[]
}

/**
 * The hunks of a unified diff of edits. Only the lines that edits touch are compared, so the time grows with the edits
 * and not with the square of the file.
 */
export function hunks(before: string, edits: readonly TextEdit[]): StructuredPatchHunk[] {
  const lines = splitLines(before)
  const blocks = regions(before, lines, edits).flatMap(compare)
  const out: StructuredPatchHunk[] = []
  let shift = 0
  for (const group of grouped(blocks)) {
    const hunk = build(lines, group, shift)
    out.push(hunk)
    shift += hunk.newLines - hunk.oldLines
  }
  return out
}

/** Lines as version control sees them: only a line feed ends one. The last may lack it; an empty text has none. */
function splitLines(text: string): string[] {
  const lines = text.split('\n').map((line) => `${line}\n`)
  const last = lines.pop()?.slice(0, -1)
  return last ? [...lines, last] : lines
}

/** What really differs in a region. Past a thousand changed lines it is shown as replaced whole. */
function compare(region: Region): Block[] {
  const changes = diffLines(region.before, region.after, { maxEditLength: 1000 })
  if (!changes)
    return [{ at: region.line, removed: splitLines(region.before), added: splitLines(region.after) }]
  const out: Block[] = []
  let at = region.line
  let removed: string[] = []
  let added: string[] = []
  const flush = (): void => {
    if (removed.length + added.length > 0) out.push({ at: at - removed.length, removed, added })
    removed = []
    added = []
  }
  for (const change of changes) {
    const lines = splitLines(change.value)
    if (change.added) added = [...added, ...lines]
    else if (change.removed) removed = [...removed, ...lines]
    else flush()
    if (!change.added) at += lines.length
  }
  flush()
  return out
}

/** Blocks whose context would touch share a hunk. */
function grouped(blocks: readonly Block[]): Block[][] {
  const out: Block[][] = []
  let end = Number.NEGATIVE_INFINITY
  for (const block of blocks) {
    const group = out.at(-1)
    if (group && block.at - end <= 2 * context) group.push(block)
    else out.push([block])
    end = block.at + block.removed.length
  }
  return out
}

function build(lines: readonly string[], group: readonly Block[], shift: number): StructuredPatchHunk {
  const start = Math.max(0, (group[0]?.at ?? 0) - context)
  const body: string[] = []
  let at = start
  for (const block of group) {
    body.push(...marked(' ', lines.slice(at, block.at)))
    body.push(...marked('-', block.removed), ...marked('+', block.added))
    at = block.at + block.removed.length
  }
  const after = lines.slice(at, at + context)
  body.push(...marked(' ', after))
  const added = group.reduce((sum, block) => sum + block.added.length - block.removed.length, 0)
  const oldLines = at + after.length - start
  return {
    oldStart: start + 1,
    oldLines,
    newStart: start + 1 + shift,
    newLines: oldLines + added,
    lines: body,
  }
}

function marked(mark: string, lines: readonly string[]): string[] {
  return lines.flatMap((line) =>
    line.endsWith('\n') ? [mark + line.slice(0, -1)] : [mark + line, '\\ No newline at end of file'],
  )
}
