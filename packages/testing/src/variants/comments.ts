import type { Variant, Written } from './variant.ts'
import { each } from './variant.ts'

const mark = '# kept'

/**
 * A comment above every line and behind every line. Only where every line of the text starts afresh: not with heredocs,
 * block scalars or strings over several lines.
 */
export function commentVariants({ before }: Written): Variant[] {
  if (!Object.entries(before).every(([path, text]) => /\.(tf|ya?ml)$/.test(path) && linewise(text))) return []
  return [
    { name: 'comments above', before: each(before, (text) => eachLine(text, above)), keeps: mark },
    { name: 'comments behind', before: each(before, (text) => eachLine(text, behind)), keeps: mark },
  ]
}

function linewise(text: string): boolean {
  return !/<<|[|>][-+]?$/m.test(text)
}

function eachLine(text: string, change: (line: string) => string): string {
  return text
    .split('\n')
    .map((line) => (line.trim() === '' || line.startsWith('---') ? line : change(line)))
    .join('\n')
}

function above(line: string): string {
  return `${/^\s*/.exec(line)?.[0] ?? ''}${mark}\n${line}`
}

function behind(line: string): string {
  return line.includes('#') ? line : `${line} ${mark}`
}
