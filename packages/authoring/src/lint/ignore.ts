import { nearest } from '@regraft/model'
import { isLint, type LintId, lints } from './lints.ts'
import type { Found, LintModule } from './module.ts'

/** `# regraft:ignore print-left, unused-rule -- reason`, on the line or the line before. */
interface Ignore {
  readonly ids: readonly string[]
  readonly reason: string
  /** 1-based. */
  readonly line: number
  readonly at: NonNullable<Found['at']>
}

export interface Placed {
  readonly found: Found
  /** 1-based; 0 without a place. */
  readonly line: number
}

/** Takes out what a comment lets through, and says which comments are wrong or let nothing through. */
export function ignored(
  module: LintModule,
  placed: readonly Placed[],
  lineOf: (offset: number) => number,
): Found[] {
  const ignores = ignoresOf(module, lineOf)
  const used = new Set<Ignore>()
  const kept = placed.filter(({ found, line }) => {
    const ignore = ignores.find(
      ({ ids, line: own }) => ids.includes(found.lint) && (own === line || own + 1 === line),
    )
    if (ignore === undefined) return true
    used.add(ignore)
    return ignore.reason === ''
  })
  return [
    ...kept.map(({ found }) => found),
    ...ignores.flatMap((ignore) => problems(ignore, used.has(ignore))),
  ]
}

function ignoresOf({ facts }: LintModule, lineOf: (offset: number) => number): Ignore[] {
  return facts.comments.flatMap(({ text, at }) => {
    // Metadata is YAML in comments, in which a comment has a `#` of its own.
    const said = /(?:^|#)\s*regraft:ignore\b(.*)$/.exec(text)?.[1]
    if (said === undefined) return []
    const [head = '', ...rest] = said.split('--')
    const ids = head.split(/[\s,]+/).filter(Boolean)
    return [
      {
        ids,
        reason: rest.join('--').trim(),
        line: lineOf(at.start),
        at: { start: at.start, end: at.start + 1 + text.length },
      },
    ]
  })
}

function problems({ ids, reason, at }: Ignore, used: boolean): Found[] {
  const found = (message: string, hint: string): Found => ({ lint: 'ignore-comment', at, message, hint })
  if (ids.length === 0)
    return [found('this comment names no lint', 'Write `# regraft:ignore print-left -- why`.')]
  const unknown = ids.filter((id) => !isLint(id))
  if (unknown.length > 0) return unknown.map((id) => found(`there is no lint ${id}`, meant(id)))
  if (reason === '')
    return [found('this comment gives no reason, so it lets nothing through', 'Say why behind `--`.')]
  return used ? [] : [found(`nothing here is let through by ${ids.join(', ')}`, 'Remove the comment.')]
}

function meant(id: string): string {
  const ids = Object.keys(lints) as LintId[] // the table's own keys
  const near = nearest(id, ids)
  return near === undefined ? `There is ${ids.join(', ')}.` : `Did you mean \`${near}\`?`
}
