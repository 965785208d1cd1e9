import type { Path, Range, Refusal, Result, SyntaxDiagnostic, TextEdit } from '@regraft/model'
import type { Comment, Document, DocumentOp, ParseOptions, RangePart, Syntax } from '../document.ts'
import type { Body, Node } from './ast.ts'
import { editsFor } from './edits/edits.ts'
import { Source } from './edits/source.ts'
import { placeAt } from './locate.ts'
import { parseFile } from './parse.ts'
import { rangeOf } from './ranges.ts'

/** A parsed HCL text: a document with its tree. */
export class HclDocument implements Document {
  readonly format = 'hcl' as const
  readonly text: string
  /** The whole tree. Where the text has errors it holds what could be read. */
  readonly body: Body
  readonly diagnostics: readonly SyntaxDiagnostic[]
  readonly #source: Source
  readonly #commentOffsets: readonly number[]
  #comments: readonly Comment[] | undefined

  constructor(text: string) {
    const parsed = parseFile(text)
    this.text = text
    this.body = parsed.body
    this.diagnostics = parsed.diagnostics
    this.#source = new Source(text, parsed)
    this.#commentOffsets = parsed.comments
  }

  get comments(): readonly Comment[] {
    this.#comments ??= commentsOf(this.text, this.#commentOffsets)
    return this.#comments
  }

  /** The source text of a node of this document. */
  source(node: Node): string {
    return this.text.slice(node.start, node.end)
  }

  range(path: Path, part: RangePart = 'value'): Range | undefined {
    const place = placeAt(this.body, path, this.text)
    return place === undefined ? undefined : rangeOf(place, part)
  }

  edits(op: DocumentOp): Result<readonly TextEdit[], Refusal> {
    return editsFor(this.#source, op)
  }
}

function commentsOf(text: string, offsets: readonly number[]): readonly Comment[] {
  const comments: Comment[] = []
  for (let i = 0; i < offsets.length; i += 2) {
    const start = offsets[i] as number
    const end = offsets[i + 1] as number
    comments.push({ range: { start, end }, text: text.slice(start, end) })
  }
  return comments
}

/** HCL's native syntax, as Terraform reads it. */
export const hclSyntax: Syntax<HclDocument> = {
  format: 'hcl',
  parse(text: string, options: ParseOptions = {}): HclDocument {
    const { previous } = options
    if (previous instanceof HclDocument && previous.text === text) return previous
    return new HclDocument(text)
  },
}
