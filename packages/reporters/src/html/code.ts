import type { Finding, Position } from '@regraft/model'
import { markup } from '../xml.ts'
import type { Context } from './context.ts'

const around = 2
const longest = 8

/** Characters of a line that are shown; the others are cut. */
const widest = 400

/** The lines of a finding and those around it, its place marked; empty when the text is not at hand. */
export function frame(it: Finding, context: Context): string {
  const lines = context.lines(it.location.file)
  if (!lines) return ''
  const { start, end } = context.placement.range(it.location)
  const last = Math.min(end.line, start.line + longest - 1)
  const out: string[] = []
  // A final line break ends the last line; it does not begin another.
  const count = lines.line(lines.count) === '' ? Math.max(last, lines.count - 1) : lines.count
  for (let line = Math.max(1, start.line - around); line <= Math.min(count, last + around); line++) {
    const text = lines.line(line)
    const shown = line >= start.line && line <= last ? marked(text, line, start, end) : source(text)
    out.push(`<span><i>${line}</i>${shown}</span>`)
  }
  return `<pre tabindex="0" aria-label="Code"><code>${out.join('')}</code></pre>\n`
}

function marked(text: string, line: number, start: Position, end: Position): string {
  const from = line === start.line ? start.column - 1 : 0
  const to = line === end.line ? end.column - 1 : text.length
  if (from >= widest || to <= from) return source(text)
  return `${source(text.slice(0, from))}<mark>${source(text.slice(from, to))}</mark>${source(text.slice(to))}`
}

/** A piece of a line as it is; tabs stay, what a reader would not see is written as an escape. */
export function source(text: string): string {
  const shown = text.length > widest ? `${text.slice(0, widest)}…` : text
  return shown.split('\t').map(markup).join('\t')
}
