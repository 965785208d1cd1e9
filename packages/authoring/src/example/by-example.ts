import type { Severity } from '@regraft/model'
import { RegraftError } from '@regraft/model'
import type { CaseFailure, Texts } from '@regraft/testing'
import { describeFailure } from '@regraft/testing'
import { checkRuleId } from '../scaffold/id.ts'
import type { Proposal } from './policy.ts'
import { titleOf } from './policy.ts'
import type { Example } from './propose.ts'
import { proposals } from './propose.ts'
import type { Proof } from './prove.ts'
import { prove } from './prove.ts'
import { screened } from './screen.ts'
import type { Toolchain } from './toolchain.ts'

/** A rule made from an example, its cases passed. */
export interface ExampleRule {
  readonly id: string
  readonly framework: string
  /** Files of the rule's folder, by path in it. */
  readonly files: Texts
  /** How the example was read: one line a place. */
  readonly chosen: readonly string[]
  /** Other ways to read it, a line each. */
  readonly others: readonly string[]
  /** Files of the example whose `after` holds what was wanted in the layout that healing gives. */
  readonly rewritten: readonly string[]
}

export interface ExampleRequest extends Example, Toolchain {
  readonly id: string
  readonly severity?: Severity
}

/**
 * Makes a rule that finds what is wrong in `before` and heals it to `after`, and tries it on both before it gives it back.
 * Throws RegraftError `RULE_ID`, `EXAMPLE_UNREADABLE`, `EXAMPLE_SAME`; `EXAMPLE_AMBIGUOUS` where no reading passes.
 */
export async function ruleByExample(request: ExampleRequest): Promise<ExampleRule> {
  const { id, severity, before, after } = request
  checkRuleId(id)
  const candidates = await proposals(request, { id, ...(severity ? { severity } : {}) })
  const [likeliest, ...rest] = candidates
  if (likeliest === undefined) throw ambiguous(candidates, [])
  const first = await prove(likeliest, { before, after }, request)
  if (first.ok) return ruleOf(likeliest, first)
  for (const proposal of await screened(rest, { before, after }, request)) {
    const proof = await prove(proposal, { before, after }, request)
    if (proof.ok) return ruleOf(proposal, proof)
  }
  throw ambiguous(candidates, first.failures)
}

function ruleOf(proposal: Proposal, { files, rewritten }: Extract<Proof, { ok: true }>): ExampleRule {
  const { id, dialect, choices, companions } = proposal
  const chosen = choices.map(({ clause: { place }, reading }) => `${place.name} ${reading.says}`)
  return {
    ...{ id, framework: dialect, files, rewritten, others: othersOf(proposal) },
    chosen: [...chosen, ...companions.map(({ type, says }) => `${type}: ${says}`)],
  }
}

function othersOf({ choices, together }: Proposal): readonly string[] {
  const others = choices.flatMap(({ clause: { place, readings }, reading }) =>
    readings.filter((other) => other !== reading).map((other) => `${place.name} ${other.says}`),
  )
  if (choices.length < 2) return others
  return [...others, together ? 'a fix of its own for each place' : 'one fix for all places of a resource']
}

function ambiguous(candidates: readonly Proposal[], failures: readonly CaseFailure[]): RegraftError {
  const [failure] = failures
  const why = failure === undefined ? '' : `; the first: ${describeFailure(failure)}`
  const tried = [...new Set(candidates.map(titleOf))].join(', or ')
  return new RegraftError('EXAMPLE_AMBIGUOUS', `no reading of the example heals it (${tried})${why}`, {
    hint: 'Change one thing at a time between --before and --after, or take out of both what the rule is not about.',
  })
}
