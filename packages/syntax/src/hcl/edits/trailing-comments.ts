import type { TextEdit } from '@regraft/model'
import type { Draft } from './draft.ts'
import { isInExpression } from './opaque.ts'
import { widthOf } from './render.ts'
import { pastLineBreak, type Source, skipBlanks } from './source.ts'

/** A line with code and then a comment that runs to its end. Offsets of where the one ends and the other starts. */
interface Commented {
  readonly line: number
  readonly codeEnd: number
  readonly comment: number
}

/**
 * Sees to the comments after code on the lines an operation changed. On a line whose code got shorter or longer the
 * comment keeps its column if it shares it with a neighbour and there is room. Where lines went or were rewritten
 * (`wide`: by all means), the comments of consecutive lines are aligned anew, as `terraform fmt` does, if they were
 * aligned before. Lines that were only added move nobody else's comment.
 */
export function tidyComments(draft: Draft, before: Source, wide: boolean): void {
  const edits = draft.edits()
  if (edits.length === 0) return
  if (wide || edits.some((edit) => rewritesLines(before, edit))) alignAround(draft, before, edits)
  else keepColumns(draft, before, edits)
}

function rewritesLines(source: Source, { start, end, text }: TextEdit): boolean {
  return start !== end && (text.includes('\n') || source.text.slice(start, end).includes('\n'))
}

function keepColumns(draft: Draft, before: Source, edits: readonly TextEdit[]): void {
  const fixes = new Map<number, TextEdit>()
  for (const edit of edits) {
    const own = edit.text.includes('\n') ? undefined : commentedLine(before, before.lineStart(edit.start))
    if (own === undefined || edit.end > own.codeEnd) continue
    const { line, codeEnd, comment } = own
    const column = columnAt(before, line, comment)
    const shared = runAt(before, line).filter(
      (other) => columnAt(before, other.line, other.comment) === column,
    )
    if (shared.length < 2) continue
    const inLine = edits.filter(({ start, end }) => start >= line && end <= codeEnd)
    const grown = inLine.reduce(
      (sum, { start, end, text }) => sum + widthOf(text) - columnAt(before, start, end),
      0,
    )
    const at = codeEnd + shiftAt(edits, codeEnd)
    const gap = comment - codeEnd
    fixes.set(at, { start: at, end: at + gap, text: ' '.repeat(Math.max(1, gap - grown)) })
  }
  draft.apply([...fixes.values()])
}

/** How far edits move an offset that lies after them. */
function shiftAt(edits: readonly TextEdit[], offset: number): number {
  return edits.reduce(
    (sum, { start, end, text }) => (end <= offset ? sum + text.length - (end - start) : sum),
    0,
  )
}

function alignAround(draft: Draft, before: Source, edits: readonly TextEdit[]): void {
  if (edits.some((edit) => runsAt(before, edit.start, edit.end).some((run) => !isAligned(before, run))))
    return
  if (edits.every((edit) => runsAt(before, edit.start, edit.end).length === 0)) return
  const { source } = draft
  const fixes = new Map<number, TextEdit>()
  for (const { end, text } of edits) {
    const to = end + shiftAt(edits, end)
    const from = to - text.length
    for (const run of runsAt(source, from, to)) {
      if (run.some(({ comment }) => isInExpression(source.body, comment, from))) continue
      for (const fix of alignment(source, run)) fixes.set(fix.start, fix)
    }
  }
  draft.apply([...fixes.values()])
}

/** The runs of commented lines that a range of text touches, the lines above and below it included. */
function runsAt(source: Source, start: number, end: number): Commented[][] {
  const { text } = source
  const runs: Commented[][] = []
  let line = lineAbove(source, source.lineStart(start)) ?? source.lineStart(start)
  const last = lineBelow(text, end) ?? source.lineStart(end)
  let seen = -1
  while (line <= last) {
    if (line > seen) {
      const run = runAt(source, line)
      if (run.length > 0) runs.push(run)
      seen = run[run.length - 1]?.line ?? line
    }
    const next = lineBelow(text, line)
    if (next === undefined) break
    line = next
  }
  return runs
}

function runAt(source: Source, line: number): Commented[] {
  const own = commentedLine(source, line)
  if (own === undefined) return []
  const run = [own]
  for (let above = lineAbove(source, line); above !== undefined; above = lineAbove(source, above)) {
    const commented = commentedLine(source, above)
    if (commented === undefined) break
    run.unshift(commented)
  }
  for (let below = lineBelow(source.text, line); below !== undefined; below = lineBelow(source.text, below)) {
    const commented = commentedLine(source, below)
    if (commented === undefined) break
    run.push(commented)
  }
  return run
}

function commentedLine(source: Source, line: number): Commented | undefined {
  const { text } = source
  const next = lineBelow(text, line) ?? text.length + 1
  const comment = source.commentBefore(Math.min(next, text.length))
  if (comment === undefined || comment.start < line || comment.start >= next) return undefined
  if (text.startsWith('/*', comment.start) || source.startsLine(comment.start)) return undefined
  let codeEnd = comment.start
  while (skipBlanks(text, codeEnd - 1) === comment.start) codeEnd--
  return { line, codeEnd, comment: comment.start }
}

function columnAt(source: Source, line: number, at: number): number {
  return widthOf(source.text.slice(line, at))
}

function isAligned(source: Source, run: readonly Commented[]): boolean {
  return alignment(source, run).length === 0
}

function alignment(source: Source, run: readonly Commented[]): TextEdit[] {
  const widths = run.map(({ line, codeEnd }) => columnAt(source, line, codeEnd))
  const longest = widths.reduce((most, width) => Math.max(most, width), 0)
  return run.flatMap(({ codeEnd, comment }, i) => {
    const pad = longest - (widths[i] ?? 0) + 1
    return comment - codeEnd === pad ? [] : [{ start: codeEnd, end: comment, text: ' '.repeat(pad) }]
  })
}

function lineBelow(text: string, at: number): number | undefined {
  const newline = text.indexOf('\n', at)
  return newline < 0 ? undefined : pastLineBreak(text, newline)
}

function lineAbove(source: Source, line: number): number | undefined {
  return line <= source.body.start ? undefined : source.lineStart(line - 1)
}
