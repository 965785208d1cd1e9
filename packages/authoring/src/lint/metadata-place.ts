import type { Range } from '@regraft/model'
import type { LintModule } from './module.ts'

/** Where a field stands in the metadata that begins a module, or the block's first line when it is not there. */
export function fieldAt({ facts, text: module }: LintModule, field: string): Range | undefined {
  const from = facts.comments.findIndex(({ text }) => text.trim() === 'METADATA')
  if (from < 0) return undefined
  const first = facts.comments[from]
  let end = first === undefined ? 0 : endOf(first)
  for (const { text, at } of facts.comments.slice(from + 1)) {
    // The block ends where a line is no comment.
    if (!/^\r?\n[ \t]*$/.test(module.slice(end, at.start))) break
    end = endOf({ text, at })
    const indent = text.length - text.trimStart().length
    if (text.trimStart().startsWith(`${field}:`)) return { start: at.start + 1 + indent, end }
  }
  return facts.comments[from]?.at
}

/** OPA places a comment at its `#` alone. */
function endOf({ text, at }: LintModule['facts']['comments'][number]): number {
  return at.start + 1 + text.length
}
