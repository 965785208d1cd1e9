import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Json } from '@regraft/model'
import type { VariableSet } from './oracle.ts'

/** An example of OpenTofu's documentation, with what the oracle makes of it. */
export type DocumentedRow = readonly [name: string, expression: string, printed: string, answer: Json]

/** A case that the documentation has no example of; with a message where there is no value. */
export type CaseRow = readonly [name: string, expression: string, answer: Json, message?: string]

const folder = new URL('./functions/', import.meta.url)

/** Where the examples find the files that they read. */
export const exampleFiles: string = fileURLToPath(new URL('./files/', folder))
export const documentedFile: string = fileURLToPath(new URL('./documented.jsonl', folder))
export const casesFile: string = fileURLToPath(new URL('./cases.jsonl', folder))

const text = (value: string): Json => ['s', value]
const object = (fields: { readonly [name: string]: Json }): Json => ['o', Object.entries(fields).sort()]

/** What the names in the examples stand for. */
export const exampleNames: VariableSet = {
  vars: [
    ['path', object({ cwd: text('.'), module: text('.'), root: text('.') })],
    ['var', object({ name: text('Valentina'), unknown: ['?', 's'], any: ['?', 'any'] })],
    [
      'local',
      object({
        broken_template: text(`Hello, \${name`),
        foo: object({ bar: text('baz') }),
        template: text(`Hello, \${name}!`),
      }),
    ],
  ],
}

/** Rows of a table, one a line. The tables are ours, written by `regenerate-functions.ts`. */
export function readRows<Row>(file: string): readonly Row[] {
  const lines = readFileSync(file, 'utf8').trimEnd().split('\n')
  return lines.map((line) => JSON.parse(line) as Row)
}
