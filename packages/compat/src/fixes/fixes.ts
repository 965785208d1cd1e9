import type { JsonObject, Level } from '@regraft/model'
import { levels } from '@regraft/model'
import type { ForeignDocument } from '../documents.ts'
import { literal } from '../wrapper.ts'
import { fixesLibrary } from './library.ts'

/** A fix that is attached to a rule from outside. */
export interface AttachedFix {
  /** A rule id, or what one begins with up to a `/`. */
  readonly rule: string
  readonly level: Level
  /** Only for findings whose message matches this regular expression (RE2). */
  readonly message?: string
  /** Title, because, path, ops: as they stand in the file. */
  readonly fix: JsonObject
  readonly document: ForeignDocument
}

export type AttachedFixes = readonly AttachedFix[]

/** What a wrapper needs: how far its fixes may be trusted at most, and the rules that find the fix of a message. */
export interface Attachment {
  readonly level?: Level
  readonly rules: string
}

/** The fixes of one rule as Rego: `fix_of(message)`, the first that fits. */
export function attachmentOf(fixes: AttachedFixes, id: string, above: string): Attachment {
  const own = fixes.filter(({ rule }) => rule === id || rule === above)
  const level = levels.find((each) => own.some((fix) => fix.level === each))
  const branches = own.map(({ message, fix }) => {
    const condition = message === undefined ? '' : `\tregex.match(${literal(message)}, message)\n`
    return `{"fix": fix} if {\n${condition}\tfix := ${fixesLibrary}.fix(input, ${literal(fix)})\n} else := `
  })
  const argument = own.some(({ message }) => message !== undefined) ? 'message' : '_'
  return {
    ...(level === undefined ? {} : { level }),
    rules: `fix_of(${argument}) := ${branches.join('')}{}\n`,
  }
}

/** Rules of a file of fixes that no policy has. */
export function unusedFixes(fixes: AttachedFixes, ids: readonly string[]): AttachedFixes {
  return fixes.filter(({ rule }) => !ids.some((id) => id === rule || id.startsWith(`${rule}/`)))
}
