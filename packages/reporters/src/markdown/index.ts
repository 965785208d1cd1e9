import type { Report } from '@regraft/model'
import type { RenderOptions } from '../options.ts'
import { blocks } from './blocks.ts'

/** Bytes that GitHub takes of a step's summary (docs.github.com, "Step isolation and limits"). */
export const githubSummaryLimit: number = 1024 * 1024

/**
 * GitHub and GitLab flavoured Markdown for a job summary or a comment: the sums, what is left by severity, the diff. With
 * `maxBytes` whole entries are left out from the end, the mildest, and their number is said.
 */
export function markdown(report: Report, options: RenderOptions): string {
  const all = blocks(report, options)
  const most = options.maxBytes ?? Number.POSITIVE_INFINITY
  const whole = joined(all.map(({ text }) => text))
  return bytes(whole) <= most ? whole : cut(all, most)
}

/** Markdown that fits the summary of a step of GitHub Actions. */
export function githubSummary(report: Report, options: RenderOptions): string {
  return markdown(report, {
    ...options,
    maxBytes: Math.min(options.maxBytes ?? githubSummaryLimit, githubSummaryLimit),
  })
}

/** A piece of the text that is shown whole or not at all. */
export interface Block {
  readonly text: string
  /** Findings or files that are gone with it; a heading counts none. */
  readonly entries: number
}

function cut(all: readonly Block[], most: number): string {
  const total = all.reduce((sum, { entries }) => sum + entries, 0)
  // The longest that the last sentence can get.
  let room = most - bytes(leftOut(total)) - 1
  let shown = 0
  const kept: string[] = []
  for (const { text, entries } of all) {
    room -= bytes(text) + 1
    if (room < 0) break
    kept.push(text)
    shown += entries
  }
  return joined([...kept, leftOut(total - shown)])
}

function leftOut(count: number): string {
  return `\n_Left out for want of room: ${count} more._\n`
}

function joined(texts: readonly string[]): string {
  return texts.length === 0 ? '' : `${texts.join('\n').trimEnd()}\n`
}

function bytes(text: string): number {
  return new TextEncoder().encode(text).length
}
