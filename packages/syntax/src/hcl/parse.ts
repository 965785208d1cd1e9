import type { SyntaxDiagnostic } from '@regraft/model'
import type { Body } from './ast.ts'
import { parseBody } from './parse-body.ts'
import { Parser } from './parser.ts'
import * as t from './tokens.ts'

export interface Parsed {
  readonly body: Body
  readonly diagnostics: readonly SyntaxDiagnostic[]
  /** Start and end of each comment in turn, by place. */
  readonly comments: readonly number[]
}

/** Parses a whole file. Accepts what HashiCorp's `hclsyntax` accepts; never throws. */
export function parseFile(text: string): Parsed {
  const p = new Parser(text)
  checkEncoding(p)
  const start = p.end
  p.next()
  const body = parseBody(p, t.END, start)
  const diagnostics = p.diagnostics.sort((a, b) => a.range.start - b.range.start || a.range.end - b.range.end)
  return { body: { ...body, end: text.length }, diagnostics, comments: p.comments }
}

/** HCL is UTF-8: half of a surrogate pair cannot be written in it. */
function checkEncoding(p: Parser): void {
  const at = p.text.search(/[\uD800-\uDFFF]/u)
  if (at >= 0) p.report('HCL_INVALID_CHARACTER', 'half of a surrogate pair is not a character', at, at + 1)
}
