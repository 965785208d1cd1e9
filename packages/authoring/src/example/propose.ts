import type { Severity } from '@regraft/model'
import { RegraftError } from '@regraft/model'
import type { Texts } from '@regraft/testing'
import type { Changes } from './changes.ts'
import { compareModels } from './changes.ts'
import type { Clause } from './clause.ts'
import { clausesOf } from './clause.ts'
import { manifestRule } from './companion-manifest.ts'
import { companionRule } from './companion-rule.ts'
import { loadModels } from './models.ts'
import type { Dialect } from './place.ts'
import { dialectOf } from './place.ts'
import type { Choice, Proposal } from './policy.ts'

/** Files as they are and as they should be, by path. Both sides have the same paths. */
export interface Example {
  readonly before: Texts
  readonly after: Texts
  /** Only resources of these frameworks count; absent, all. */
  readonly frameworks?: readonly string[]
}

/** More would be guessing in the dark. */
const most = 16

/**
 * The rules that an example may mean, the likeliest first; none is tried yet.
 * Throws RegraftError `EXAMPLE_UNREADABLE`, `EXAMPLE_SAME`, `EXAMPLE_AMBIGUOUS`.
 */
export async function proposals(
  { before, after, frameworks }: Example,
  rule: { readonly id: string; readonly severity?: Severity },
): Promise<readonly Proposal[]> {
  const wanted = ({ framework }: { readonly framework: string }): boolean =>
    frameworks?.includes(framework) ?? true
  const [old, young] = [await loadModels(before), await loadModels(after)]
  const changes = compareModels(old.filter(wanted), young.filter(wanted))
  const clauses = clausesOf(changes.changed)
  const companions = [...changes.companions.map(companionRule), ...changes.manifests.map(manifestRule)]
  const made = { ...rule, severity: rule.severity ?? 'medium', dialect: oneDialect(changes), companions }
  return ways(clauses)
    .flatMap((choices) => togethers(clauses).map((together): Proposal => ({ ...made, choices, together })))
    .slice(0, most)
}

function oneDialect({ changed, companions, manifests }: Changes): Dialect {
  const dialects = new Set([...changed, ...companions, ...manifests].map(({ type }) => dialectOf(type)))
  const [dialect, ...others] = dialects
  if (dialect === undefined || others.length > 0)
    throw new RegraftError('EXAMPLE_AMBIGUOUS', 'The example changes resources of several frameworks', {
      hint: 'A policy is written for one: name it with --framework, or give an example of each.',
    })
  return dialect
}

/** All at their likeliest, then each one in turn at its others, then all at their second. */
function ways(clauses: readonly Clause[]): readonly (readonly Choice[])[] {
  const likeliest = clauses.map((clause) => choice(clause, 0))
  const turns = clauses.flatMap((clause, at) =>
    clause.readings.slice(1).map((_, i) => likeliest.with(at, choice(clause, i + 1))),
  )
  const seconds = clauses.map((clause) => choice(clause, Math.min(1, clause.readings.length - 1)))
  return clauses.length < 2 ? [likeliest, ...turns] : [likeliest, ...turns, seconds]
}

function choice(clause: Clause, at: number): Choice {
  const reading = clause.readings[at] ?? clause.readings[0]
  if (reading === undefined) throw new Error('a clause has a reading')
  return { clause, reading }
}

/** One fix for what one resource has in common, or one for each; there is no difference for a single clause. */
function togethers(clauses: readonly Clause[]): readonly boolean[] {
  return clauses.length > 1 ? [true, false] : [true]
}
