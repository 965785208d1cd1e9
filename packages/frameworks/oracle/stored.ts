import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { brotliDecompressSync } from 'node:zlib'
import type { Json } from '@regraft/model'
import { generate } from './generate.ts'
import { variables } from './variables.ts'

export const seed = 1
export const count = 50_000
export const resultsFile: string = fileURLToPath(new URL('./results.br', import.meta.url))
export const indexFile: string = fileURLToPath(new URL('./results.json', import.meta.url))

/** Stands for an answer that the oracle gives one way or another, by chance. */
export const varies = '~'

/** What the results were made from, and what they are. */
export interface Index {
  readonly seed: number
  readonly count: number
  /** SHA-256 of what was asked, of the results and of the file that holds them. */
  readonly asked: string
  readonly results: string
  readonly file: string
}

interface Questions {
  readonly expressions: readonly string[]
  readonly hash: string
}

let asked: Questions | undefined

/** The generated expressions, and a hash of them and of the variables that they are about. */
export function questions(): Questions {
  if (asked === undefined) {
    const expressions = generate(seed, count)
    asked = { expressions, hash: sha256(JSON.stringify([variables, expressions])) }
  }
  return asked
}

export function readIndex(): Index {
  return JSON.parse(readFileSync(indexFile, 'utf8')) as Index
}

/** The stored answers, one for each expression: a canonical text, `E` or `~`. Throws when the file is not what the index says. */
export function readResults({ file, results }: Index): readonly string[] {
  const packed = readFileSync(resultsFile)
  if (sha256(packed) !== file) throw new Error('results.br is not what results.json says')
  const text = brotliDecompressSync(packed).toString('utf8')
  if (sha256(text) !== results) throw new Error('results.br does not hold what results.json says')
  return text.split('\n')
}

export function sha256(data: string | Uint8Array): string {
  return createHash('sha256').update(data).digest('hex')
}

/** A canonical form without bounds of unknown numbers, which our values do not have. */
export function withoutRanges(text: string): string {
  return text.includes('"r":') ? JSON.stringify(stripped(JSON.parse(text) as Json)) : text
}

function stripped(form: Json): Json {
  if (!Array.isArray(form)) return form
  const [kind, type, known] = form as readonly Json[]
  if (kind !== '?' || known === null || typeof known !== 'object') return form.map(stripped)
  const rest = Object.entries(known).filter(([name]) => name !== 'r')
  return rest.length > 0 ? ['?', type as Json, Object.fromEntries(rest)] : ['?', type as Json]
}
