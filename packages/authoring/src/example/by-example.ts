import type { Severity } from '@regraft/model'
import { RegraftError } from '@regraft/model'
import type { CaseFailure, Texts } from '@regraft/testing'
import { describeFailure } from '@regraft/testing'
import { checkRuleId } from '../scaffold/id.ts'
import type { Proposal } from './policy.ts'
import { titleOf } from './policy.ts'
import type { Example } from './propose.ts'
import { proposals } from './propose.ts'
import type { Toolchain } from './prove.ts'
import { prove } from './prove.ts'

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
  let first: readonly CaseFailure[] | undefined
  for (const proposal of candidates) {
    const proof = await prove(proposal, { before, after }, request)
    if (proof.ok) {
      const { files, rewritten } = proof
      const chosen = proposal.choices.map(({ clause: { place }, reading }) => `${place.name} ${reading.says}`)
      return {
        ...{ id, framework: proposal.dialect, files, rewritten, others: othersOf(proposal) },
        chosen: [...chosen, ...proposal.companions.map(({ type, says }) => `${type}: ${says}`)],
      }
    }
    first ??= proof.failures
  }
  throw ambiguous(candidates, first ?? [])
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
  const why = failure === undefined ? '' : `\n${describeFailure(failure)}`
  const tried = [...new Set(candidates.map(titleOf))].map((title) => `  - ${title}`).join('\n')
  return new RegraftError('EXAMPLE_AMBIGUOUS', `No reading of the example heals it:\n${tried}${why}`, {
    hint: 'Change one thing at a time between --before and --after, or take out of both what the rule is not about.',
  })
}
