import type { Snapshot, UnitFinding } from '@regraft/fixer'
import type { Diagnostic, Rule } from '@regraft/model'
import { Lines } from '@regraft/model'
import { shownAddress } from './fingerprint.ts'
import { globMatches } from './glob.ts'
import { locate } from './locate.ts'
import type { IgnoreSetting, RunOptions } from './options.ts'
import { fileOf } from './place-in-run.ts'
import type { RuleChoice } from './select.ts'
import { ruleMatches } from './select.ts'

interface InlineIgnore {
  readonly patterns: readonly string[]
  readonly reason: string
  readonly line: number
}

const marker = /regraft:ignore\s+(?<rules>[^\s]+)(?<rest>[^\r\n]*)/

/** Days are `YYYY-MM-DD`, which text order puts in order; without `today` nothing ends. */
function hasEnded(until: string | undefined, { today }: RunOptions): boolean {
  return until !== undefined && today !== undefined && until < today
}

/** Ignores of the configuration whose day is past: they no longer hold, and somebody should know. */
export function endedIgnores(options: RunOptions): readonly Diagnostic[] {
  return (options.ignores ?? [])
    .filter(({ until }) => hasEnded(until, options))
    .map(({ rule, until }) => ({
      code: 'IGNORE_EXPIRED',
      severity: 'warning',
      message: `the configured ignore of ${rule} ended on ${until}`,
      hint: 'Heal what it ignored, or agree on a new date.',
    }))
}

/** Decides which findings of one snapshot are ignored: by a comment beside them, by the configuration, by a baseline. */
export class Ignores {
  readonly #options: RunOptions
  readonly #choices: ReadonlyMap<string, RuleChoice>
  readonly #inline = new Map<string, readonly InlineIgnore[]>()
  readonly diagnostics: readonly Diagnostic[]

  constructor(snapshot: Snapshot, options: RunOptions, choices: ReadonlyMap<string, RuleChoice>) {
    this.#options = options
    this.#choices = choices
    const diagnostics: Diagnostic[] = []
    for (const file of snapshot.unit.files) {
      const document = snapshot.document(file)
      if (!document?.text.includes('regraft:ignore')) continue
      this.#inline.set(file, inlineIgnores(file, document, options, diagnostics))
    }
    this.diagnostics = diagnostics
  }

  /** Why a finding is ignored, if it is. Places are those of the snapshot it was made for. */
  reason(finding: Omit<UnitFinding, 'ignored'>, snapshot: Snapshot): string | undefined {
    const rule = this.#choices.get(finding.rule)?.rule
    if (rule === undefined) return undefined
    const file = fileOf(finding, snapshot) ?? finding.resource.file
    const setting = (this.#options.ignores ?? []).find((ignore) => this.#applies(ignore, rule, finding, file))
    if (setting) return setting.reason
    const inline = this.#inline.get(file)
    if (!inline || inline.length === 0) return undefined
    const lines = [locate(snapshot, finding.resource, finding.path), locate(snapshot, finding.resource, [])]
      .filter((location) => location.file === file)
      .map((location) => location.start.line)
    return inline.find(
      (ignore) =>
        lines.some((line) => ignore.line === line || ignore.line === line - 1) &&
        ignore.patterns.some((pattern) => ruleMatches(pattern, rule)),
    )?.reason
  }

  #applies(ignore: IgnoreSetting, rule: Rule, finding: Omit<UnitFinding, 'ignored'>, file: string): boolean {
    if (hasEnded(ignore.until, this.#options)) return false
    return (
      ruleMatches(ignore.rule, rule) &&
      (ignore.paths?.some((glob) => globMatches(glob, file)) ?? true) &&
      (ignore.resources?.some((glob) => globMatches(glob, shownAddress(finding.resource))) ?? true)
    )
  }
}

type Document = NonNullable<ReturnType<Snapshot['document']>>

function inlineIgnores(
  file: string,
  document: Document,
  options: RunOptions,
  out: Diagnostic[],
): readonly InlineIgnore[] {
  const lines = new Lines(document.text)
  return document.comments.flatMap((comment) => {
    const match = marker.exec(comment.text)
    if (!match?.groups) return []
    const rest = match.groups['rest'] ?? ''
    const place = lines.range(comment.range)
    const complain = (code: string, message: string, hint: string): [] => {
      out.push({ code, severity: 'warning', message, file, ...place, hint })
      return []
    }
    const reason = /--\s*(\S.*?)\s*(?:\*\/)?$/.exec(rest)?.[1]
    if (reason === undefined)
      return complain(
        'IGNORE_WITHOUT_REASON',
        'this ignore has no reason and is not applied',
        'Add -- and why.',
      )
    const until = /\buntil=(\S+)/.exec(rest)?.[1]
    if (until !== undefined && !/^\d{4}-\d{2}-\d{2}$/.test(until))
      return complain('IGNORE_DATE', `until=${until} is no date`, 'Write it as YYYY-MM-DD.')
    if (hasEnded(until, options))
      return complain(
        'IGNORE_EXPIRED',
        `this ignore ended on ${until}`,
        'Heal the finding, or agree on a new date.',
      )
    return [{ patterns: (match.groups['rules'] ?? '').split(','), reason, line: place.end.line }]
  })
}
