import { printableLines } from '../text/printable.ts'
import { type Style, style } from '../text/style.ts'

/** A unified diff for a terminal. Ends with a line break unless it is empty. */
export function renderDiff(diff: string, options: { readonly color?: boolean } = {}): string {
  if (diff === '') return ''
  return `${shownDiff(diff, style(options.color ?? false)).join('\n')}\n`
}

/** A unified diff for the eye: nothing in it reaches the terminal as a command, line breaks of the file are not shown. */
export function shownDiff(diff: string, paint: Style): string[] {
  const lines = diff.endsWith('\n') ? diff.slice(0, -1).split('\n') : diff.split('\n')
  return lines.map((line) => painted(printableLines(line.replace(/\r$/, '')).join('\\r'), paint))
}

function painted(line: string, paint: Style): string {
  if (/^(diff |new file|--- |\+\+\+ )/.test(line)) return paint.bold(line)
  if (line.startsWith('@@')) return paint.cyan(line)
  if (line.startsWith('+')) return paint.green(line)
  if (line.startsWith('-')) return paint.red(line)
  return line
}
