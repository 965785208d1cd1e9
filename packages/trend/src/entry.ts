import { isList, isObject, type Json, RegraftError, type Severity, severities } from '@regraft/model'

/** One run: what it found, and which findings came and went since the run before. */
export interface TrendEntry {
  /** When the run was, `YYYY-MM-DDTHH:MM:SSZ`. */
  readonly at: string
  readonly files: number
  readonly resources: number
  /** Open and healed ones together. */
  readonly found: number
  readonly healed: number
  readonly undetermined: number
  readonly ignored: number
  /** Open findings by severity. */
  readonly open: { readonly [severity in Severity]: number }
  /** Shortened fingerprints of findings that no earlier run had open. */
  readonly seen: readonly string[]
  /** Those that were open and are healed, or are found no more. */
  readonly gone: readonly string[]
  /** Those that were open and are ignored now, or not determined: nobody healed them. */
  readonly aside: readonly string[]
}

const counts = ['files', 'resources', 'found', 'healed', 'undetermined', 'ignored'] as const
const lists = ['seen', 'gone', 'aside'] as const

/**
 * Reads runs, one JSON object a line, oldest first.
 * @throws RegraftError `TREND_INVALID` with the line
 */
export function readTrend(text: string): readonly TrendEntry[] {
  const entries: TrendEntry[] = []
  for (const [i, line] of text.split('\n').entries()) {
    if (line.trim() === '') continue
    const entry = entryOf(line, i + 1)
    const before = entries.at(-1)
    if (before !== undefined && entry.at < before.at) throw invalid(i + 1, `it is older than the line before`)
    entries.push(entry)
  }
  return entries
}

/** The line that is kept of a run, with its line break. */
export function entryText(entry: TrendEntry): string {
  return `${JSON.stringify(entry)}\n`
}

/** A moment as it is kept: UTC, whole seconds. Undefined for what is no moment: a zone belongs to it. */
export function momentOf(text: string): string | undefined {
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})$/.test(text)) return undefined
  const time = Date.parse(text)
  if (Number.isNaN(time) || new Date(time).getUTCFullYear() > 9999) return undefined
  // Date.parse takes the 31st of a month that has none for the 1st of the next.
  const day = Number(text.slice(8, 10))
  const last = new Date(Date.UTC(Number(text.slice(0, 4)), Number(text.slice(5, 7)), 0)).getUTCDate()
  return day > last ? undefined : `${new Date(time).toISOString().slice(0, 19)}Z`
}

function entryOf(line: string, number: number): TrendEntry {
  let data: Json
  try {
    data = JSON.parse(line) as Json
  } catch {
    throw invalid(number, 'it is not JSON')
  }
  if (!isObject(data)) throw invalid(number, 'it is no object')
  const { at, open } = data
  if (typeof at !== 'string' || momentOf(at) !== at)
    throw invalid(number, 'at is no time such as 2026-01-31T08:00:00Z')
  const countOf = (value: Json | undefined, name: string): number => {
    if (typeof value === 'number' && Number.isSafeInteger(value) && value >= 0) return value
    throw invalid(number, `${name} is no count`)
  }
  const ids = (value: Json | undefined, name: string): readonly string[] => {
    if (isList(value) && value.every((id) => typeof id === 'string' && /^[0-9a-f]{1,64}$/.test(id)))
      return value.map(String)
    throw invalid(number, `${name} is no list of fingerprints`)
  }
  const own = { ...data }
  const severity = isObject(open) ? open : {}
  return {
    at,
    ...fromEntries(counts, (name) => countOf(own[name], name)),
    open: fromEntries(severities, (name) => countOf(severity[name], `open.${name}`)),
    ...fromEntries(lists, (name) => ids(own[name], name)),
  }
}

function fromEntries<K extends string, V>(names: readonly K[], value: (name: K) => V): { [name in K]: V } {
  // fromEntries knows no more than that keys are strings; they are exactly the names.
  return Object.fromEntries(names.map((name) => [name, value(name)])) as { [name in K]: V }
}

function invalid(line: number, why: string): RegraftError {
  return new RegraftError('TREND_INVALID', `line ${line} of the trend is not one of a run: ${why}`, {
    hint: 'Take the line out, or begin a new file.',
  })
}
