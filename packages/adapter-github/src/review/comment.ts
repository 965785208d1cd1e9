import { createHash } from 'node:crypto'
import type { Finding } from '@regraft/model'
import { markdownCode, markdownFence, markdownText } from '@regraft/reporters'
import type { Suggestion } from './suggestions.ts'

/** What a suggestion says, whichever lines it stands at: the same one is not made twice. */
export function digestOf({ file, findings, before, after }: Suggestion): string {
  const said = [file, findings.map(({ id }) => id), before, after]
  return createHash('sha256').update(JSON.stringify(said)).digest('hex').slice(0, 32)
}

/** The last line: a line of a file may look like one. */
const marker = /<!-- regraft-suggestion ([0-9a-f]{32}) -->\s*$/

/** The digest that a comment of ours carries where nobody sees it. */
export function digestIn(body: string): string | undefined {
  return marker.exec(body)?.[1]
}

/** A review comment: what was found, the fix, the suggestion that GitHub applies with a click. */
export function commentBody(suggestion: Suggestion): string {
  const digest = digestOf(suggestion)
  return [
    ...suggestion.findings.map((finding) => `${entry(finding)}\n`),
    // A fence around an empty line would leave one; nothing between deletes the lines.
    suggestion.after.length === 0 ? '```suggestion\n```' : markdownFence(suggestion.after, 'suggestion'),
    '',
    `<!-- regraft-suggestion ${digest} -->`,
  ].join('\n')
}

function entry({ rule, severity, message, fix }: Finding): string {
  const unsafe = fix?.level === 'safe' ? '' : `, ${fix?.level ?? 'unsafe'}`
  const because = fix?.reason === undefined ? '' : `: ${markdownText(fix.reason)}`
  const does = fix === undefined ? '' : `\\\nFix${unsafe}: ${markdownText(fix.title)}${because}`
  return `${severity} ${markdownCode(rule)}: ${markdownText(message)}${does}`
}
