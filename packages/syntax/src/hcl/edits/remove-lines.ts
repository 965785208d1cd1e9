import type { Node } from '../ast.ts'
import { atLineBreak, pastLineBreak, type Source, skipBlanks } from './source.ts'

/**
 * The range of the lines a node stands on, if nothing else but comments and (to `end`) its comma stands on them: with
 * the comments on these lines and those above that belong to it alone, and with an empty line that would be left
 * double. Undefined when other things share a line with it.
 */
export function ownLines(
  source: Source,
  node: Node,
  end: number,
): { start: number; end: number } | undefined {
  const { text } = source
  const lead = leadOnLine(source, node.start)
  if (!source.startsLine(lead)) return undefined
  const tail = tailOnLine(source, end)
  if (!atLineBreak(text, tail)) return undefined
  const after = pastLineBreak(text, tail)
  const start = source.lineStart(lead)
  const top = isFollowedByItem(source, after) ? start : aboveComments(source, start)
  return withSpareLine(source, top, after)
}

/** Start of the comments before an offset on its line, or the offset. */
function leadOnLine(source: Source, at: number): number {
  let start = at
  for (;;) {
    const comment = source.commentBefore(start)
    if (comment === undefined || skipBlanks(source.text, comment.end) !== start) return start
    start = comment.start
  }
}

/** Past the comments after an offset on its line. One that runs on to further lines belongs to no line: not taken. */
function tailOnLine(source: Source, at: number): number {
  const { text } = source
  let end = skipBlanks(text, at)
  for (;;) {
    const c = text.charCodeAt(end)
    const second = text.charCodeAt(end + 1)
    if (c === 35 || (c === 47 && second === 47)) {
      const newline = text.indexOf('\n', end)
      if (newline < 0) return text.length
      return text.charCodeAt(newline - 1) === 13 ? newline - 1 : newline
    }
    if (c !== 47 || second !== 42) return end
    const close = text.indexOf('*/', end + 2) + 2
    if (text.slice(end, close).includes('\n')) return end
    end = skipBlanks(text, close)
  }
}

/** Whether the line that starts at an offset holds an item: not empty, not a comment, not a closing bracket. */
function isFollowedByItem(source: Source, lineStart: number): boolean {
  const { text } = source
  const first = skipBlanks(text, lineStart)
  if (atLineBreak(text, first)) return false
  const c = text.charCodeAt(first)
  const second = text.charCodeAt(first + 1)
  return !(c === 125 || c === 93 || c === 35 || (c === 47 && (second === 47 || second === 42)))
}

/**
 * Start of the first of the comment lines directly above a line, or the line's own. A rule of signs (`#####`) among them
 * makes them the heading of a section, which stays.
 */
function aboveComments(source: Source, lineStart: number): number {
  const { text } = source
  let top = lineStart
  for (;;) {
    const comment = source.commentBefore(top)
    if (comment === undefined) return top
    const end = skipBlanks(text, comment.end)
    if (!atLineBreak(text, end) || pastLineBreak(text, end) !== top || !source.startsLine(comment.start)) {
      return top
    }
    if (isRule(text, comment.start, comment.end)) return lineStart
    top = source.lineStart(comment.start)
  }
}

/** Whether a comment says nothing: at least five signs that draw a line. */
function isRule(text: string, start: number, end: number): boolean {
  let signs = 0
  for (let i = start; i < end; i++) {
    const c = text.charAt(i)
    if ('#/=*~_-'.includes(c)) signs++
    else if (c !== ' ') return false
  }
  return signs >= 5
}

/** One of the empty lines above and below goes too where the removal would leave two, or one at the edge of a body. */
function withSpareLine(source: Source, start: number, end: number): { start: number; end: number } {
  const { text } = source
  const above = start > 0 ? source.lineStart(start - 1) : start
  const isTop = start <= source.body.start
  const blankAbove = !isTop && isBlank(text, above)
  const first = isTop || opens(source, start)
  const below = skipBlanks(text, end)
  const blankBelow = below < text.length && atLineBreak(text, below)
  const last = text.charCodeAt(below) === 125 || text.charCodeAt(below) === 93 || below >= text.length
  if (blankBelow && (blankAbove || first)) return atEnd(source, start, pastLineBreak(text, below))
  if (blankAbove && last) return atEnd(source, above, end)
  return atEnd(source, start, end)
}

function isBlank(text: string, lineStart: number): boolean {
  return atLineBreak(text, skipBlanks(text, lineStart))
}

/** Whether the line above a line start ends with an opening bracket. */
function opens(source: Source, lineStart: number): boolean {
  const line = source.text.slice(source.lineStart(lineStart - 1), lineStart).trimEnd()
  return line.endsWith('{') || line.endsWith('[')
}

/** A last line without a line break takes the one before it along: the text ends as it did. */
function atEnd(source: Source, start: number, end: number): { start: number; end: number } {
  const { text } = source
  if (end < text.length || text.endsWith('\n') || start <= source.body.start) return { start, end }
  const c = text.charCodeAt(start - 2)
  return { start: c === 13 ? start - 2 : start - 1, end }
}
