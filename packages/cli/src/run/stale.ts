import type { Baseline, BaselineEntry } from '@regraft/config'
import type { Report } from '@regraft/model'
import { printable } from '@regraft/reporters'

/** Entries of a baseline by whether a report on everything still holds their finding. */
export function stillFound(
  entries: readonly BaselineEntry[],
  { findings }: Pick<Report, 'findings'>,
): { readonly found: readonly BaselineEntry[]; readonly stale: readonly BaselineEntry[] } {
  const ids = new Set(findings.map(({ id }) => id))
  return { found: entries.filter(({ id }) => ids.has(id)), stale: entries.filter(({ id }) => !ids.has(id)) }
}

/** `2 entries of known.json no longer match; regraft baseline --prune takes them out.` */
export function staleNote(count: number, { name }: Pick<Baseline, 'name'>): string {
  const [entries, them] = count === 1 ? ['1 entry', 'it'] : [`${count} entries`, 'them']
  return `${entries} of ${printable(name)} no longer ${count === 1 ? 'matches' : 'match'}; regraft baseline --prune takes ${them} out.\n`
}
