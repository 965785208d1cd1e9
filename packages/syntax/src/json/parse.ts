import type { Json, SyntaxDiagnostic } from '@regraft/model'
import type { Node, ParseError } from 'jsonc-parser'
import { parseTree, printParseErrorCode } from 'jsonc-parser'
import { readTree } from './value.ts'

/** Objects and lists inside one another that are read. */
const depthLimit = 400

/** Problems of one text that are told. */
const problemLimit = 20

/** A parsed text. Offsets count from the start of the text without its byte order mark. */
export interface ParsedJson {
  readonly root?: Node
  readonly value: Json
  readonly diagnostics: readonly SyntaxDiagnostic[]
}

/** RFC 8259, with comments and trailing commas let pass with a warning. Never throws. */
export function parseJson(text: string): ParsedJson {
  const deep = tooDeep(text)
  if (deep !== undefined) return { value: null, diagnostics: [deep] }
  const errors: ParseError[] = []
  const root = parseTree(text, errors, { disallowComments: true, allowTrailingComma: true })
  const diagnostics = errors.map(({ error, offset, length }): SyntaxDiagnostic => {
    const code = printParseErrorCode(error)
    const range = { start: offset, end: offset + length }
    if (code === 'InvalidCommentToken')
      return { code: 'JSON_COMMENT', severity: 'warning', message: 'JSON has no comments', range }
    return { code: 'JSON_SYNTAX', severity: 'error', message: words(code), range }
  })
  if (root === undefined || diagnostics.some(({ severity }) => severity === 'error')) {
    const empty = diagnostics.length === 0
    const range = { start: 0, end: text.length }
    const nothing: SyntaxDiagnostic = {
      code: 'JSON_SYNTAX',
      severity: 'error',
      message: 'there is no value',
      range,
    }
    return { value: null, diagnostics: empty ? [nothing] : diagnostics.slice(0, problemLimit) }
  }
  const read = readTree(root, text)
  const all = [...diagnostics, ...read.diagnostics]
  all.sort((a, b) => a.range.start - b.range.start)
  return { root, value: read.value, diagnostics: all.slice(0, problemLimit) }
}

/** `PropertyNameExpected` as words. */
function words(code: string): string {
  return code.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`).trim()
}

/** The library descends by recursion: depth is counted before it does. */
function tooDeep(text: string): SyntaxDiagnostic | undefined {
  let depth = 0
  let string = false
  for (let at = 0; at < text.length; at++) {
    const c = text.charCodeAt(at)
    if (string) {
      if (c === 92) at++
      else if (c === 34 || c === 10) string = false
    } else if (c === 34) string = true
    else if (c === 91 || c === 123) {
      depth++
      if (depth > depthLimit) {
        const message = `more than ${depthLimit} objects and lists inside one another`
        return { code: 'JSON_TOO_DEEP', severity: 'error', message, range: { start: at, end: at + 1 } }
      }
    } else if (c === 93 || c === 125) depth--
  }
  return undefined
}
