import { describe, expect, it } from 'vitest'
import type { Comparison } from '../oracle/compare.ts'
import { compare } from '../oracle/compare.ts'
import { expressionsOf, guessedRoots, unknownRoots } from '../oracle/corpora.ts'
import { exceptions } from '../oracle/exceptions.ts'
import type { VariableSet } from '../oracle/oracle.ts'
import { ask, oracleBinary } from '../oracle/oracle.ts'
import { outcome } from '../oracle/ours.ts'
import { fromForm } from '../oracle/read.ts'
import { questions, readIndex, readResults, seed } from '../oracle/stored.ts'
import { variables } from '../oracle/variables.ts'
import { corpus } from './terraform-corpora.ts'

/** The evaluator says what HashiCorp's own HCL and cty say: equal values, equal types, equal unknowns. */
const corpora = ['terragoat', 'kaimonkey', 'terraform-aws-vpc', 'terraform-aws-s3-bucket']

function compareWith(
  set: VariableSet,
  expressions: readonly string[],
  wanted: Parameters<typeof compare>[1],
): Comparison {
  const names = {
    values: new Map(set.vars.map(([name, form]) => [name, fromForm(form)])),
    open: set.open === true,
  }
  return compare(expressions, wanted, (expression) => outcome(expression, names))
}

/** The first differences, for people. */
function told({ differences }: Comparison): readonly string[] {
  return differences
    .slice(0, 20)
    .map(
      ({ index, expression, wanted, got, wantedWhy = '', gotWhy = '' }) =>
        `#${index} of seed ${seed}: ${expression}\n  oracle ${wanted} ${wantedWhy}\n  here   ${got} ${gotWhy}`,
    )
}

describe('generated expressions', () => {
  const { expressions, hash } = questions()
  const index = readIndex()

  it('are those that the oracle was asked', () => {
    expect(expressions).toHaveLength(50_000)
    expect(hash, 'run packages/frameworks/oracle/build.mjs after a change of the generator').toBe(index.asked)
  })

  it('have the values that HashiCorp says, and each exception still occurs', () => {
    const wanted = readResults(index).map((text) => ({ text }))
    expect(wanted).toHaveLength(expressions.length)
    const comparison = compareWith({ vars: variables }, expressions, wanted)
    expect(told(comparison)).toEqual([])
    expect([...comparison.excused.keys()].sort()).toEqual(exceptions.map(({ reason }) => reason).sort())
  })
})

describe('expressions of the corpora', () => {
  const binary = oracleBinary()
  for (const name of corpora) {
    const files = corpus(name)
    const why =
      files === undefined
        ? 'the corpus is not here'
        : 'no oracle: packages/frameworks/oracle/build.mjs --binary'
    if (files === undefined || binary === undefined) {
      it.skip(`${name} (${why})`, () => undefined)
      continue
    }
    it(`${name}: the values that HashiCorp says`, () => {
      const expressions = expressionsOf(files)
      expect(expressions.length).toBeGreaterThan(100)
      for (const set of [unknownRoots, ...[1, 2, 3, 4, 5].map((guess) => guessedRoots(expressions, guess))])
        expect(told(compareWith(set, expressions, ask(binary, set, expressions)))).toEqual([])
    })
  }
})
