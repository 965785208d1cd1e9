import type { Variant, Written } from './variant.ts'
import { each } from './variant.ts'

const kept = 'kept'

/** How a format writes a comment to the end of the line, by the ending of its files. */
const marks: readonly (readonly [ending: RegExp, mark: string])[] = [
  [/\.(tf|ya?ml)$/, '#'],
  [/\.(tf|ts)$/, '//'],
]

/**
 * A comment above every line and behind every line. Only where every line of the text starts afresh: not with heredocs,
 * block scalars or strings over several lines.
 */
export function commentVariants({ before }: Written): Variant[] {
  const all = Object.entries(before)
  return marks
    .filter(([ending]) => all.every(([path, text]) => ending.test(path) && linewise(text)))
    .flatMap(([, mark]) => {
      const comment = `${mark} ${kept}`
      return [
        {
          name: `${mark} above`,
          before: each(before, (text) => eachLine(text, above(comment))),
          keeps: comment,
        },
        {
          name: `${mark} behind`,
          before: each(before, (text) => eachLine(text, behind(comment))),
          keeps: comment,
        },
      ]
    })
}

function linewise(text: string): boolean {
  return !/<<|[|>][-+]?$|`/m.test(text)
}

function eachLine(text: string, change: (line: string) => string): string {
  return text
    .split('\n')
    .map((line) => (line.trim() === '' || line.startsWith('---') ? line : change(line)))
    .join('\n')
}

function above(comment: string): (line: string) => string {
  return (line) => `${/^\s*/.exec(line)?.[0] ?? ''}${comment}\n${line}`
}

function behind(comment: string): (line: string) => string {
  return (line) => (/#|\/\//.test(line) ? line : `${line} ${comment}`)
}
