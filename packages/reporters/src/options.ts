import type { Report, Rule } from '@regraft/model'

/** What a report comes from. `check` finds, `dry-run` says what `heal` would write, `heal` has written. */
export type Run = 'check' | 'dry-run' | 'heal'

/** What a reporter may know beside the report. Everything is optional: a report alone can always be rendered. */
export interface RenderOptions {
  /** Default `check`. */
  readonly run?: Run
  /** The text of a file before the run, decoded as the engine decodes it (a BOM stays); undefined when there is none. */
  readonly text?: (file: string) => string | undefined
  /** Whether terminal colours may be used. Default false. */
  readonly color?: boolean
  /** Whether `text` shows unified diffs of healed files. Default true. */
  readonly diff?: boolean
  /** Columns of the terminal; messages are wrapped and code frames cut to it. Absent: nothing is wrapped. */
  readonly width?: number
  /** Metadata of the rules that ran, for formats that describe them. */
  readonly rules?: readonly Rule[]
  /** A rule's reference page as Markdown, for formats that carry help. */
  readonly help?: (rule: string) => string | undefined
  /** Bytes of UTF-8 that `markdown` may take; what is left out is said. Default: no limit. */
  readonly maxBytes?: number
  /** When the run was, as `2026-11-30T12:00:00` in UTC, for formats that must say it. Default: the year 1970. */
  readonly time?: string
}

/** Turns a report into one text. Pure: the same report and options give the same bytes. */
export type Reporter = (report: Report, options: RenderOptions) => string
