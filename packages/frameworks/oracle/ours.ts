import { readdirSync, readFileSync, type Stats, statSync } from 'node:fs'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { hclSyntax } from '@regraft/syntax'
import type { FunctionContext } from '../src/terraform/functions/define.ts'
import { loadLibraries } from '../src/terraform/functions/late.ts'
import { parseTemplate } from '../src/terraform/json-template.ts'
import { evaluate } from '../src/terraform/language/evaluate.ts'
import { Failure, fail } from '../src/terraform/language/failure.ts'
import { LimitReached, Meter } from '../src/terraform/language/meter.ts'
import type { Scope } from '../src/terraform/language/scope.ts'
import { anyType } from '../src/terraform/language/type.ts'
import type { Value } from '../src/terraform/language/value.ts'
import { unknownOf } from '../src/terraform/language/value.ts'
import { canonical } from './canonical.ts'

await loadLibraries('all')

/** Where functions that read files find them; both evaluators take it for the module's folder. */
export const filesFolder: string = fileURLToPath(new URL('./files/', import.meta.url))

export interface Names {
  readonly values: ReadonlyMap<string, Value>
  /** A root that is not there is unknown. */
  readonly open: boolean
  /** Where functions find files; absent: in `filesFolder`. */
  readonly folder?: string
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
    if (thrown instanceof LimitReached) return { text: failed, why: 'too much work' }
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

function scopeOf(names: Names, meter: Meter = new Meter(() => undefined)): Scope {
  const { values, open, folder = filesFolder } = names
  const scope: Scope = {
    lookup(root) {
      const value = values.get(root) ?? (open ? unknownOf(anyType, { text: root }) : undefined)
      return value && { value, taken: 0 }
    },
    functions: {
      ...filesIn(folder),
      render: (text, variables, file) => {
        const template = parseTemplate(text) ?? fail(`${file === '' ? 'the string' : file} is no template`)
        return evaluate(
          template.node,
          template.text,
          scopeOf({ values: variables, open: false, folder }, meter),
        )
      },
      moduleDirectory: '.',
    },
    site: { file: 'main.tf', path: [] },
    meter,
  }
  return scope
}

function filesIn(folder: string): Pick<FunctionContext, 'readFile' | 'fileExists' | 'listFiles'> {
  const stats = (path: string): Stats | undefined => statSync(join(folder, path), { throwIfNoEntry: false })
  return {
    readFile: (path) => (stats(path)?.isFile() ? readFileSync(join(folder, path)) : undefined),
    fileExists: (path) => (stats(path)?.isDirectory() ? undefined : stats(path)?.isFile() === true),
    listFiles: (path) => {
      const root = join(folder, path)
      if (stats(path) === undefined) return undefined
      const entries = readdirSync(root, { recursive: true, withFileTypes: true })
      return entries
        .filter((entry) => entry.isFile())
        .map((entry) => relative(root, join(entry.parentPath, entry.name)))
    },
  }
}
