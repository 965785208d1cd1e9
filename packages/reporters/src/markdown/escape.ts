import { printable } from '../text/printable.ts'

/** An invisible character that parts what services would turn into a link, a mention or a reference. */
const parted = '&#8203;'

/**
 * A text on one line that Markdown shows as it is (CommonMark 0.31, 2.4): no markup, no HTML, no link, and, as GitHub and
 * GitLab read it, no mention, no reference, no emoji and no command.
 */
export function inline(text: string): string {
  return printable(text)
    .trim()
    .replace(/[\\`*_[\]<>|~&$@#!{}]/g, '\\$&')
    .replace(/[@#:!~%$&](?=\S)|\bwww(?=\.)/gi, `$&${parted}`)
    .replace(/^[-+=/.]|^(\d+)(?=[.)])/, (it, digits?: string) => (digits ? digits + parted : `\\${it}`))
}

/** A text on one line as code: within it, nothing is markup. */
export function code(text: string): string {
  const shown = printable(text)
  if (shown.trim() === '') return '` `'
  const fence = '`'.repeat(longestRun(shown) + 1)
  // One space on either side is taken off again; a backtick at an end needs it.
  const pad = /^[` ]|[` ]$/.test(shown) ? ' ' : ''
  return `${fence}${pad}${shown}${pad}${fence}`
}

/** A block of code whose fence no line of it can close. The lines are printable. */
export function fenced(lines: readonly string[], language: string): string {
  const fence = '`'.repeat(Math.max(3, ...lines.map((line) => longestRun(line) + 1)))
  return `${fence}${language}\n${lines.join('\n')}\n${fence}`
}

function longestRun(text: string): number {
  return Math.max(0, ...[...text.matchAll(/`+/g)].map(([run]) => run.length))
}
