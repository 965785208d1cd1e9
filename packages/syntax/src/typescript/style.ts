import { ts } from 'ts-morph'
import type { Survey } from './survey.ts'
import { hasBreak, indentOf, skipTrivia, startsLine } from './text.ts'

/** How a file is written, as most of it is. What it does not show is as Prettier has it, with four spaces as Pulumi's templates. */
export interface Style {
  readonly newline: string
  /** One step of indentation. */
  readonly indent: string
  readonly quote: '"' | "'"
  /** After the last statement of a line. */
  readonly semicolon: string
  /** After the last entry of a literal that has a line for each. */
  readonly trailingComma: string
  /** Inside the braces of a literal on one line. */
  readonly space: string
}

export function styleOf(from: Survey): Style {
  const { text } = from.file
  const breaks = text.split('\n').length - 1
  const crlf = text.split('\r\n').length - 1
  return {
    newline: crlf * 2 > breaks ? '\r\n' : '\n',
    indent: indentStep(from),
    ...punctuation(from),
  }
}

/** The step by which most literals indent what they hold. */
function indentStep(from: Survey): string {
  const { text } = from.file
  const counts = new Map<string, number>()
  for (const literal of from.literals) {
    const [first] = children(literal)
    if (first === undefined) continue
    const start = first.getStart(from.file, false)
    const outer = indentOf(text, literal.getStart(from.file, false))
    if (startsLine(text, start)) count(counts, outer, indentOf(text, start))
  }
  if (counts.size === 0) countLines(counts, text)
  let best = '    '
  let most = 0
  for (const [step, times] of counts)
    if (times > most) {
      best = step
      most = times
    }
  return best
}

function countLines(counts: Map<string, number>, text: string): void {
  let outer = ''
  for (const line of text.split(/\r\n|[\n\r]/)) {
    if (line.trim() === '') continue
    const inner = indentOf(line, 0)
    // A line of a block comment starts with one more space than its first.
    if (!line.trimStart().startsWith('*')) count(counts, outer, inner)
    outer = inner
  }
}

function count(counts: Map<string, number>, outer: string, inner: string): void {
  if (inner.length <= outer.length || !inner.startsWith(outer)) return
  const step = inner.slice(outer.length)
  counts.set(step, (counts.get(step) ?? 0) + 1)
}

function punctuation(from: Survey): Pick<Style, 'quote' | 'semicolon' | 'trailingComma' | 'space'> {
  const { text } = from.file
  let single = 0
  for (const atom of from.atoms) {
    if (text[atom.start] === "'") single++
    else if (text[atom.start] === '"') single--
  }
  let bare = 0
  for (const statement of from.statements) bare += text[statement.end - 1] === ';' ? -1 : 1
  let noComma = 0
  let tight = 0
  for (const literal of from.literals) {
    const items = children(literal)
    const last = items.at(-1)
    const first = items[0]
    if (first === undefined || last === undefined) continue
    const start = literal.getStart(from.file, false)
    if (hasBreak(text.slice(start, first.getStart(from.file, false))))
      noComma += text[skipTrivia(text, last.end)] === ',' ? -1 : 1
    else if (text[start] === '{') tight += text[start + 1] === ' ' ? -1 : 1
  }
  return {
    quote: single > 0 ? "'" : '"',
    semicolon: bare > 0 ? '' : ';',
    trailingComma: noComma > 0 ? '' : ',',
    space: tight > 0 ? '' : ' ',
  }
}

function children(node: ts.ObjectLiteralExpression | ts.ArrayLiteralExpression): readonly ts.Node[] {
  return ts.isObjectLiteralExpression(node) ? node.properties : node.elements
}
