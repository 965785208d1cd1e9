import { Lines } from '@regraft/model'
import type { Span } from './protocol.ts'

/** What ESLint's languages say of a comment that switches rules off or on. */
interface Directive {
  readonly type: 'disable' | 'enable' | 'disable-line' | 'disable-next-line'
  readonly node: unknown
  /** Names of rules; empty: all. */
  readonly value: string
}

/** As much of a source code as is needed here. Not every language has such comments. */
export interface Commented {
  readonly text: string
  getRange(node: never): readonly [number, number]
  getDisableDirectives?(): { readonly directives: readonly Directive[] }
}

/** Where comments switch a rule off, as ESLint itself will say afterwards of the messages. */
export function disabledSpans(source: Commented, rule: string): readonly Span[] {
  const directives = (source.getDisableDirectives?.().directives ?? []).filter(({ value }) =>
    names(value, rule),
  )
  if (directives.length === 0) return []
  const lines = new Lines(source.text)
  const spans: Span[] = []
  let since: number | undefined
  for (const { type, node } of directives) {
    const [start, end] = source.getRange(node as never) // a node of the same source
    if (type === 'disable') since ??= start
    else if (type === 'enable') {
      if (since !== undefined) spans.push([since, start])
      since = undefined
    } else if (type === 'disable-line') spans.push(lineAt(lines, source, lines.position(start).line))
    else spans.push(lineAt(lines, source, lines.position(end).line + 1))
  }
  if (since !== undefined) spans.push([since, source.text.length + 1])
  return spans
}

function names(value: string, rule: string): boolean {
  const named = value
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '')
  return named.length === 0 || named.includes(rule)
}

function lineAt(lines: Lines, { text }: Commented, line: number): Span {
  const start = line > lines.count ? text.length + 1 : lines.offset(line, 1)
  return [start, line >= lines.count ? text.length + 1 : lines.offset(line + 1, 1)]
}
