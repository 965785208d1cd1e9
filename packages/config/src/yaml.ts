import { codeFrame, type Diagnostic, type Json, Lines, type Path, type Range } from '@regraft/model'
import { type Document, isMap, isNode, isScalar, parseAllDocuments } from 'yaml'
import type { Problem } from './validate.ts'

/** A YAML file as data, and where in its text each part stands. */
export interface YamlData {
  readonly value: Json
  readonly place: (problem: Pick<Problem, 'path' | 'atKey'>) => Range
}

/** Reads one YAML document as plain data. Tags, aliases without end and duplicate keys are problems, never run or expanded. */
export function readYaml(
  file: string,
  text: string,
): YamlData | { readonly diagnostics: readonly Diagnostic[] } {
  const wrong = (message: string, range: Range): { diagnostics: Diagnostic[] } => ({
    diagnostics: [diagnosticAt(file, text, range, message)],
  })
  try {
    const parsed = parseAllDocuments(text, { prettyErrors: false, stringKeys: true })
    const documents = Array.isArray(parsed) ? parsed : []
    const [document, second] = documents
    if (document === undefined) return { value: {}, place: () => ({ start: 0, end: 0 }) }
    if (second)
      return wrong('a configuration is one YAML document', rangeOf(second.contents, second.range[0]))
    const problems = [...document.errors, ...document.warnings]
    if (problems.length > 0)
      return {
        diagnostics: problems.map(({ message, pos: [start, end] }) =>
          diagnosticAt(file, text, { start, end }, message),
        ),
      }
    const value = (document.toJS({ maxAliasCount: 100 }) ?? {}) as Json
    return { value, place: ({ path, atKey }) => placeOf(document, path, atKey === true) }
  } catch (error) {
    // Alias bombs and nesting without end: the library throws, the user reads.
    return wrong(`it cannot be read: ${error instanceof Error ? error.message : String(error)}`, {
      start: 0,
      end: 0,
    })
  }
}

export function diagnosticAt(
  file: string,
  text: string,
  range: Range,
  message: string,
  hint?: string,
): Diagnostic {
  return {
    code: 'CONFIG_INVALID',
    severity: 'error',
    message,
    file,
    ...new Lines(text).range(range),
    frame: codeFrame(text, range),
    ...(hint === undefined ? {} : { hint }),
  }
}

/** The value at a path, or its key; where it is not in the text, the nearest that holds it. */
function placeOf(document: Document, path: Path, atKey: boolean): Range {
  const parent = path.length === 0 ? undefined : document.getIn(path.slice(0, -1), true)
  if (atKey && isMap(parent)) {
    const pair = parent.items.find(({ key }) => isScalar(key) && key.value === path.at(-1))
    if (pair) return rangeOf(pair.key, 0)
  }
  for (let length = path.length; length >= 0; length--) {
    const node = length === 0 ? document.contents : document.getIn(path.slice(0, length), true)
    if (isNode(node) && node.range) return rangeOf(node, 0)
  }
  return { start: 0, end: 0 }
}

function rangeOf(node: unknown, fallback: number): Range {
  const range = isNode(node) ? node.range : undefined
  return range ? { start: range[0], end: range[1] } : { start: fallback, end: fallback }
}
