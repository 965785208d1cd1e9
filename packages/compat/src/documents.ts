import type { Diagnostic, Json, JsonObject, Path } from '@regraft/model'
import { codeFrame, isObject, Lines } from '@regraft/model'
import { goYamlSyntax } from '@regraft/syntax/yaml'

/** An object of a YAML or JSON file. */
export interface ForeignDocument {
  readonly file: string
  readonly value: JsonObject
  /** A diagnostic at a path of it. */
  at(path: Path, message: string, hint: string, severity?: Diagnostic['severity']): Diagnostic
}

export interface ReadDocuments {
  readonly documents: readonly ForeignDocument[]
  readonly diagnostics: readonly Diagnostic[]
}

/** The objects of a file, those in a `List` among them. JSON is YAML. */
export function documentsOf(file: string, text: string): ReadDocuments {
  const parsed = goYamlSyntax.parse(text)
  const diagnostics = parsed.diagnostics
    .filter(({ severity }) => severity === 'error')
    .map(({ message, range }) => placed(file, text, range, message, 'Mend the file.', 'error'))
  const documentAt = (value: JsonObject, root: Path): ForeignDocument => ({
    file,
    value,
    at: (path, message, hint, severity = 'error') => {
      const range = nearestRange(path, (to) => parsed.range([...root, ...to]))
      return placed(file, text, range, message, hint, severity)
    },
  })
  const collect = (value: Json, root: Path): ForeignDocument[] => {
    if (!isObject(value)) return []
    const items = value['items']
    if (value['kind'] !== 'List' || !Array.isArray(items)) return [documentAt(value, root)]
    return items.flatMap((item: Json, i) => collect(item, [...root, 'items', i]))
  }
  return { documents: parsed.parts.flatMap(({ value }, i) => collect(value, [i])), diagnostics }
}

interface TextRange {
  readonly start: number
  readonly end: number
}

function nearestRange(path: Path, rangeOf: (path: Path) => TextRange | undefined): TextRange {
  for (let length = path.length; length > 0; length--) {
    const range = rangeOf(path.slice(0, length))
    if (range !== undefined) return range
  }
  return rangeOf([]) ?? { start: 0, end: 0 }
}

function placed(
  file: string,
  text: string,
  range: TextRange,
  message: string,
  hint: string,
  severity: Diagnostic['severity'],
): Diagnostic {
  return {
    code: 'FOREIGN_POLICY',
    severity,
    message,
    file,
    ...new Lines(text).range(range),
    frame: codeFrame(text, range),
    hint,
  }
}
