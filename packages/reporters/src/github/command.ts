import type { Position } from '@regraft/model'
import { printable } from '../text/printable.ts'

export type Level = 'error' | 'warning' | 'notice'

interface Place {
  readonly file?: string
  readonly start?: Position
  readonly end?: Position
}

/**
 * `::error file=main.tf,line=7,…::message` (docs.github.com, "Workflow commands for GitHub Actions"). Columns are only
 * told within one line; the last one is included, as its default, the first, shows.
 */
export function command(level: Level, title: string, message: string, { file, start, end }: Place): string {
  const properties: [string, string][] = []
  if (file !== undefined) properties.push(['file', file])
  if (start) properties.push(['line', String(start.line)], ['endLine', String(end?.line ?? start.line)])
  if (start && end && end.line === start.line)
    properties.push(
      ['col', String(start.column)],
      ['endColumn', String(Math.max(start.column, end.column - 1))],
    )
  properties.push(['title', title])
  const told = properties.map(([name, value]) => `${name}=${property(value)}`).join(',')
  return `::${level} ${told}::${data(message)}`
}

/** What the runner turns back: `%`, line breaks. Any other control character would reach somebody's terminal. */
function data(text: string): string {
  return text
    .split(/(\r|\n)/)
    .map((part) => (part === '\r' ? '%0D' : part === '\n' ? '%0A' : printable(part).replaceAll('%', '%25')))
    .join('')
}

function property(text: string): string {
  return data(text).replaceAll(':', '%3A').replaceAll(',', '%2C')
}
