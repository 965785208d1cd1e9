import { corpus } from '../test/terraform-corpora.ts'
import type { Comparison, Wanted } from './compare.ts'
import { compare } from './compare.ts'
import { expressionsOf, guessedRoots, unknownRoots } from './corpora.ts'
import type { VariableSet } from './oracle.ts'
import { ask } from './oracle.ts'
import type { Outcome } from './ours.ts'
import { outcome } from './ours.ts'
import { fromForm } from './read.ts'
import { questions, readIndex, readResults } from './stored.ts'
import { variables } from './variables.ts'

/** Expressions with what their names stand for and what HashiCorp says of them. */
export interface Batch {
  readonly set: VariableSet
  readonly expressions: readonly string[]
  readonly wanted: readonly Wanted[]
}

export const corpora: readonly string[] = [
  'terragoat',
  'kaimonkey',
  'terraform-aws-vpc',
  'terraform-aws-s3-bucket',
]

/** The generated expressions with the stored answers. */
export function generatedBatch(): Batch {
  const wanted = readResults(readIndex()).map((text) => ({ text }))
  return { set: { vars: variables }, expressions: questions().expressions, wanted }
}

/** The expressions of a corpus, with nothing known and with several guesses of what names are; none where it is missing. */
export function corpusBatches(name: string, binary: string): readonly Batch[] | undefined {
  const files = corpus(name)
  if (files === undefined) return undefined
  const expressions = expressionsOf(files)
  const guesses = [1, 2, 3, 4, 5].map((seed) => guessedRoots(expressions, seed))
  return [unknownRoots, ...guesses].map((set) => ({
    set,
    expressions,
    wanted: ask(binary, set, expressions),
  }))
}

/** Our evaluator with the names of a batch. */
function evaluator(set: VariableSet): (expression: string) => Outcome {
  const values = new Map(set.vars.map(([name, form]) => [name, fromForm(form)]))
  return (expression) => outcome(expression, { values, open: set.open === true })
}

export function compareBatch({ set, expressions, wanted }: Batch): Comparison {
  return compare(expressions, wanted, evaluator(set))
}
