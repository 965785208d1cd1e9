import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { hclSyntax } from '@regraft/syntax'
import { loadLibraries } from '../src/terraform/functions/late.ts'
import { evaluate } from '../src/terraform/language/evaluate.ts'
import { Failure } from '../src/terraform/language/failure.ts'
import { Meter } from '../src/terraform/language/meter.ts'
import type { Scope } from '../src/terraform/language/scope.ts'
import { anyType } from '../src/terraform/language/type.ts'
import type { Value } from '../src/terraform/language/value.ts'
import { str, unknownOf } from '../src/terraform/language/value.ts'
import { canonical } from './canonical.ts'

await loadLibraries('all')

/** Where functions that read files find them; both evaluators take it for the module's folder. */
export const filesFolder: string = fileURLToPath(new URL('./files/', import.meta.url))

export interface Names {
  readonly values: ReadonlyMap<string, Value>
  /** A root that is not there is unknown. */
  readonly open: boolean
}

/** The canonical text of what our evaluator makes of an expression, and why there is none. */
export interface Outcome {
  readonly text: string
  readonly why?: string
}

/** How an expression that has no value is written. */
export const failed = 'E'

export function outcome(expression: string, names: Names): Outcome {
  try {
    return { text: JSON.stringify(canonical(valueOfText(expression, scopeOf(names)))) }
  } catch (thrown) {
    if (thrown instanceof Failure) return { text: failed, why: thrown.message }
    return { text: 'thrown', why: String(thrown instanceof Error ? thrown.stack : thrown) }
  }
}

/** Reads the expression as that of an argument, so that line breaks count as they do in a file. */
function valueOfText(expression: string, scope: Scope): Value {
  const text = `a = ${expression}\n`
  const { body, diagnostics } = hclSyntax.parse(text)
  const [first] = diagnostics
  if (first !== undefined) throw new Failure(first.message)
  const [argument] = body.items
  if (body.items.length !== 1 || argument?.kind !== 'attribute') throw new Failure('not one argument')
  return evaluate(argument.value, text, scope)
}

function scopeOf({ values, open }: Names): Scope {
  const scope: Scope = {
    lookup(root) {
      const value = values.get(root) ?? (open ? unknownOf(anyType, { text: root }) : undefined)
      return value && { value, taken: 0 }
    },
    functions: { readFile, render, moduleDirectory: '.' },
    site: { file: 'main.tf', path: [] },
    meter: new Meter(() => undefined),
  }
  return scope
}

function readFile(path: string): Uint8Array | undefined {
  try {
    return readFileSync(`${filesFolder}${path}`)
  } catch {
    return undefined
  }
}

function render(text: string, variables: ReadonlyMap<string, Value>): Value {
  // As the text of a heredoc, which always ends in a line break: that one is taken off again.
  const value = valueOfText(
    `<<END_OF_TEMPLATE\n${text}\nEND_OF_TEMPLATE`,
    scopeOf({ values: variables, open: false }),
  )
  return value.kind === 'string' ? str(value.value.slice(0, -1)) : value
}
