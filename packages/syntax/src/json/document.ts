import type { Json, Path, Range, Refusal, Result, SyntaxDiagnostic, TextEdit } from '@regraft/model'
import { applyEdits, err, ok, valueAt } from '@regraft/model'
import type { Node } from 'jsonc-parser'
import { contentValue } from '../content.ts'
import type { Comment, Document, DocumentOp, RangePart } from '../document.ts'
import { editInSteps } from '../steps.ts'
import { commentsOf } from './comments.ts'
import { jsonEdits } from './edits.ts'
import { type EmbeddedText, embeddedIn } from './embedded.ts'
import { type ParsedJson, parseJson } from './parse.ts'
import { keyOf, locate, pieceOf, throughDuplicate } from './tree.ts'

/** A JSON text. Paths are keys and indices; they go on inside a string that is itself a JSON object or list. */
export interface JsonDocument extends Document {
  readonly format: 'json'
  /** Its value; null when it does not parse. */
  readonly value: Json
}

export function parseJsonText(text: string, previous?: Document): JsonDocument {
  if (previous instanceof ParsedText && previous.text === text) return previous
  const base = text.charCodeAt(0) === 0xfeff ? 1 : 0
  return new ParsedText(text, base, parseJson(base === 0 ? text : text.slice(base)))
}

class ParsedText implements JsonDocument {
  readonly format = 'json'
  readonly text: string
  readonly diagnostics: readonly SyntaxDiagnostic[]
  readonly #base: number
  readonly #parsed: ParsedJson
  #comments: readonly Comment[] | undefined

  constructor(text: string, base: number, parsed: ParsedJson) {
    this.text = text
    this.#base = base
    this.#parsed = parsed
    this.diagnostics = parsed.diagnostics.map((diagnostic) => ({
      ...diagnostic,
      range: this.#shift(diagnostic.range),
    }))
  }

  get value(): Json {
    return this.#parsed.value
  }

  get comments(): readonly Comment[] {
    this.#comments ??= this.text.includes('/') ? commentsOf(this.text) : []
    return this.#comments
  }

  range(path: Path, part: RangePart = 'value'): Range | undefined {
    const { root } = this.#parsed
    const found = root && locate(root, path)
    if (found === undefined) return undefined
    const { node, property } = found.site
    if (found.depth < path.length) {
      const inner = this.#embedded(node)?.range(path.slice(found.depth), part)
      return inner && this.#shift(inner)
    }
    const at = property === undefined || part === 'value' ? node : part === 'key' ? keyOf(property) : property
    return at && this.#shift(pieceOf(at))
  }

  edits(op: DocumentOp): Result<readonly TextEdit[], Refusal> {
    if (this.diagnostics.some(({ severity }) => severity === 'error'))
      return err({ code: 'JSON_SYNTAX', reason: 'the text does not parse' })
    if ('content' in op && contentValue(op.content) === undefined)
      return err({ code: 'JSON_CONTENT', reason: 'JSON has neither blocks nor references' })
    const edits = this.#inside(op) ?? editInSteps(new State(this.#own, this.#parsed), op)
    return edits.ok ? ok(edits.value.map((edit) => ({ ...edit, ...this.#shift(edit) }))) : edits
  }

  /** An operation whose path leads into a string is one of what that says. */
  #inside(op: DocumentOp): Result<readonly TextEdit[], Refusal> | undefined {
    const { root } = this.#parsed
    const path = op.op === 'insert' ? op.after : op.path
    if (root === undefined) return undefined
    const { site, depth } = locate(root, path)
    const embedded =
      depth === path.length || throughDuplicate(site) !== undefined ? undefined : this.#embedded(site.node)
    if (embedded === undefined) return undefined
    const rest = path.slice(depth)
    const edits = embedded.document.edits(op.op === 'insert' ? { ...op, after: rest } : { ...op, path: rest })
    return edits.ok ? ok(embedded.outside(edits.value)) : edits
  }

  #embedded(node: Node): EmbeddedText | undefined {
    return embeddedIn(node, this.#own, parseJsonText)
  }

  /** Without the byte order mark. */
  get #own(): string {
    return this.text.slice(this.#base)
  }

  #shift({ start, end }: Range): Range {
    return { start: start + this.#base, end: end + this.#base }
  }
}

/** A text between two steps of one operation. */
class State {
  readonly text: string
  readonly #parsed: ParsedJson

  constructor(text: string, parsed: ParsedJson) {
    this.text = text
    this.#parsed = parsed
  }

  valueAt(path: Path): Json | undefined {
    const { root, value } = this.#parsed
    return root === undefined ? undefined : valueAt(value, path)
  }

  flat(op: Parameters<typeof jsonEdits>[2]): ReturnType<typeof jsonEdits> {
    return jsonEdits(this.text, this.#parsed, op)
  }

  after(edits: readonly TextEdit[]): State {
    const text = applyEdits(this.text, edits)
    return new State(text, parseJson(text))
  }
}
