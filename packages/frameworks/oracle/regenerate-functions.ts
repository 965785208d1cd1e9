import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { compareText, type Json } from '@regraft/model'
import { examplesOf } from './documented.ts'
import type { CaseRow, DocumentedRow } from './function-tables.ts'
import { casesFile, documentedFile, exampleFiles, exampleNames, readRows } from './function-tables.ts'
import type { Answer } from './oracle.ts'
import { ask } from './oracle.ts'
import { failed } from './ours.ts'

/**
 * Writes the examples of OpenTofu's documentation and what the oracle answers to them and to our own cases, or only
 * compares. Returns the exit code.
 */
export function regenerateFunctions(binary: string, pages: string, check: boolean): number {
  const examples = readdirSync(pages)
    .filter((page) => page.endsWith('.mdx') && page !== 'index.mdx')
    .sort()
    .flatMap((page) => examplesOf(readFileSync(join(pages, page), 'utf8'), nameOf(page)))
  const documented = answersTo(
    binary,
    examples.map(({ expression }) => expression),
  ).map((answer, i): DocumentedRow => {
    const { function: name = '', expression = '', printed = '' } = examples[i] ?? {}
    return [name, expression, printed, answer]
  })
  const cases = readRows<CaseRow>(casesFile)
  const answers = answersTo(
    binary,
    cases.map(([, expression]) => expression),
  )
  const answered = cases.map(([name, expression, , ...message], i) => [
    name,
    expression,
    answers[i],
    ...message,
  ])
  const same = [settle(documentedFile, documented, check), settle(casesFile, answered, check)].every(Boolean)
  process.stdout.write(
    `${documented.length} documented examples and ${cases.length} cases of functions${same ? ', as stored' : ''}\n`,
  )
  return check && !same ? 1 : 0
}

function nameOf(page: string): string {
  return page.replace(/(?:_function)?\.mdx$/, '')
}

/** Often enough to find answers that hang on the random order of Go's maps: of those the first by text is taken. */
const tries = 12

function answersTo(binary: string, expressions: readonly string[]): readonly Json[] {
  const rounds = Array.from({ length: tries }, () => ask(binary, exampleNames, expressions, exampleFiles))
  return expressions.map((_, i) => {
    const forms = rounds.map((round) => answerForm(round[i] as Answer))
    return [...forms].sort((a, b) => compareText(JSON.stringify(a), JSON.stringify(b)))[0] as Json
  })
}

/** A value in canonical form, or `E`. */
function answerForm({ text }: Answer): Json {
  return text === failed ? failed : (JSON.parse(text) as Json)
}

/** Whether a file holds these rows; unless it is only checked it does afterwards. */
function settle(file: string, rows: readonly unknown[], check: boolean): boolean {
  const text = rows.map((row) => `${JSON.stringify(row)}\n`).join('')
  const same = !check || readFileSync(file, 'utf8') === text
  if (!check) writeFileSync(file, text)
  return same
}
