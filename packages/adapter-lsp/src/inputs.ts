import type { Finding, InputSpec, Json } from '@regraft/model'
import { isObject } from '@regraft/model'

export type Answers = { readonly [name: string]: Json }

/** What the fix of a finding asks its owner, by name. */
export function questionsOf({ fix }: Finding): readonly (readonly [string, InputSpec])[] {
  // The engine gives the specifications of the policy as they are, as JSON.
  return Object.entries(fix?.inputs ?? {}).map(([name, spec]) => [name, spec as unknown as InputSpec])
}

/** The finding waits for answers, and everything it asks can be asked. */
export function asks(finding: Finding): boolean {
  const questions = questionsOf(finding)
  return (
    finding.fix?.level === 'manual' &&
    questions.length > 0 &&
    Object.values(finding.fix.inputs ?? {}).every(isObject)
  )
}

const mostChoices = 6

/**
 * Sets of answers that need no keyboard: both of a boolean, each of an enumeration, and defaults. None when a question has
 * no such answer, or when they are too many for a menu.
 */
export function obviousAnswers(finding: Finding): readonly Answers[] {
  let sets: readonly Answers[] = [{}]
  for (const [name, spec] of questionsOf(finding)) {
    const values = obviousValues(spec)
    sets = sets.flatMap((set) => values.map((value) => ({ ...set, [name]: value })))
    if (sets.length > mostChoices) return []
  }
  return sets
}

function obviousValues({ type, values, default: usual }: InputSpec): readonly Json[] {
  const all = type === 'boolean' ? [true, false] : type === 'enum' ? (values ?? []) : []
  if (usual === undefined) return all
  return [usual, ...all.filter((value) => value !== usual)]
}

/** Answers as a run takes them: for this rule only. */
export function inputsFor({ rule }: Finding, answers: Answers): Answers {
  return Object.fromEntries(Object.entries(answers).map(([name, value]) => [`${rule}:${name}`, value]))
}

/** `cidr = "10.0.0.0/8"` */
export function shownAnswers(answers: Answers): string {
  return Object.entries(answers)
    .map(([name, value]) => `${name} = ${JSON.stringify(value)}`)
    .join(', ')
}
