import { existsSync, writeFileSync } from 'node:fs'
import { brotliCompressSync, constants } from 'node:zlib'
import type { Answer } from './oracle.ts'
import { ask } from './oracle.ts'
import type { Index } from './stored.ts'
import { count, indexFile, questions, readIndex, resultsFile, seed, sha256, varies } from './stored.ts'
import { variables } from './variables.ts'

// cty walks Go maps in random order, so that some answers come out one way or the other: often enough to find them.
const tries = 12

/** Writes what the oracle answers, or only compares it. Returns the exit code. */
export function regenerate(binary: string, check: boolean): number {
  const { expressions, hash } = questions()
  const rounds = Array.from({ length: tries }, () => ask(binary, { vars: variables }, expressions))
  const answers = expressions.map((_, i) => {
    const texts = new Set(rounds.map((round) => (round[i] as Answer).text))
    return texts.size === 1 ? [...texts].join() : varies
  })
  const text = answers.join('\n')
  const packed = brotliCompressSync(text, {
    params: { [constants.BROTLI_PARAM_LGWIN]: 24, [constants.BROTLI_PARAM_SIZE_HINT]: text.length },
  })
  const index: Index = { seed, count, asked: hash, results: sha256(text), file: sha256(packed) }
  const withValue = answers.filter((answer) => answer.startsWith('[')).length
  const unstable = answers.filter((answer) => answer === varies).length
  process.stdout.write(
    `${count} expressions, ${withValue} with a value, ${unstable} that vary; ${packed.length} bytes\n`,
  )
  if (check) {
    const stored = existsSync(indexFile) ? readIndex() : undefined
    // Another zlib may pack the same text into other bytes: that is no change.
    const same = stored?.asked === index.asked && stored.results === index.results
    process.stdout.write(same ? 'as stored\n' : 'not as stored: run without --check\n')
    return same ? 0 : 1
  }
  writeFileSync(resultsFile, packed)
  writeFileSync(indexFile, `${JSON.stringify(index, null, 2)}\n`)
  return 0
}
