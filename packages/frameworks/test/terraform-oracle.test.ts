import { describe, expect, it } from 'vitest'
import { compareBatch, corpora, corpusBatches, generatedBatch } from '../oracle/batches.ts'
import type { Comparison } from '../oracle/compare.ts'
import { exceptions } from '../oracle/exceptions.ts'
import { oracleBinary } from '../oracle/oracle.ts'
import { questions, readIndex, seed } from '../oracle/stored.ts'
import { corpus } from './terraform-corpora.ts'

/**
 * The evaluator says what HashiCorp's own HCL and cty say: equal values, equal types, equal unknowns. Answers to
 * generated expressions are stored; those of the corpora are asked of the oracle, where `oracle/build.mjs` has built it.
 */
function told({ differences }: Comparison): readonly string[] {
  return differences
    .slice(0, 20)
    .map(
      ({ index, expression, wanted, got, wantedWhy = '', gotWhy = '' }) =>
        `#${index} of seed ${seed}: ${expression}\n  oracle ${wanted} ${wantedWhy}\n  here   ${got} ${gotWhy}`,
    )
}

describe('generated expressions', () => {
  it('are those that the oracle was asked', () => {
    const { expressions, hash } = questions()
    expect(expressions).toHaveLength(50_000)
    expect(hash, 'run oracle/build.mjs after a change of the generator').toBe(readIndex().asked)
  })

  it('have the values that HashiCorp says, and each exception still occurs', () => {
    const batch = generatedBatch()
    expect(batch.wanted).toHaveLength(batch.expressions.length)
    const comparison = compareBatch(batch)
    expect(told(comparison)).toEqual([])
    const here = exceptions.filter((exception) => exception.corpora !== true)
    expect([...comparison.excused.keys()].sort()).toEqual(here.map(({ reason }) => reason).sort())
  })
})

describe('expressions of the corpora', () => {
  const binary = oracleBinary()
  for (const name of corpora) {
    const why = binary === undefined ? 'no oracle: oracle/build.mjs --binary' : 'the corpus is not here'
    if (binary === undefined || corpus(name) === undefined) {
      it.skip(`${name} (${why})`, () => undefined)
      continue
    }
    it(`${name}: the values that HashiCorp says`, () => {
      const batches = corpusBatches(name, binary) ?? []
      expect(batches[0]?.expressions.length).toBeGreaterThan(100)
      for (const batch of batches) expect(told(compareBatch(batch))).toEqual([])
    })
  }
})
