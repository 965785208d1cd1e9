import type { Path, Range, Refusal, Result, SyntaxDiagnostic, TextEdit } from '@regraft/model'

export type Format = 'yaml' | 'json' | 'hcl' | 'typescript' | 'dockerfile'

/**
 * A parsed text. Paths are the file's own shape, meaning unknown:
 * - YAML: `[document, ...keys and indices]`, the first step the 0-based document of the stream.
 * - JSON: keys and indices. They go on inside a string that is itself a JSON object or list.
 * - HCL: a body maps names to attributes and block types to lists of blocks: `['resource', 3, 'versioning', 0, 'enabled']`
 *   is the attribute `enabled` of the first `versioning` block of the fourth `resource` block of the file (labels are not
 *   steps). Inside an attribute's value, literal objects and lists go on: `['resource', 0, 'tags', 'Name']`. In every other
 *   expression a number is one of the expressions that it is made of, in the order of the text: an argument of a call;
 *   condition, consequent and alternate of a conditional; the operands of an operator; the interpolations of a template
 *   (not those inside directives); collection, key, result and condition of a `for`; the source of a traversal, then the
 *   keys in brackets. `['locals', 0, 'x', 1, 'encrypted']` is `encrypted` in the second argument of the call that `x` is.
 *   Parentheses are no step. A template, mostly a heredoc, whose text is a JSON object or list goes on inside that JSON:
 *   `['resource', 0, 'policy', 'Statement', 0, 'Action']`; a number at a JSON list is an item, at one of its strings (or an
 *   interpolation in the place of a value) an interpolation in it. `pathWithin` gives the steps to an expression.
 * - TypeScript: see `@regraft/syntax/typescript`.
 * - Dockerfile: the number of an instruction.
 */
export interface Document {
  readonly format: Format
  readonly text: string
  /** Every problem the parser met, by place. Parsing never throws; a text with an `error` is never edited. */
  readonly diagnostics: readonly SyntaxDiagnostic[]
  /** Comments, by place, with their marks (`# note`), for ignores. */
  readonly comments: readonly Comment[]
  /**
   * Where the node at a path stands, or undefined when nothing is there.
   * `value`: the value alone (of a block its body with braces). `key`: the key, attribute name or block header
   * (`resource "a" "b"`), the list item itself when it has none. `node`: all of it, key to end of value.
   */
  range(path: Path, part?: RangePart): Range | undefined
  /**
   * Turns an operation into text edits. Pure. Applying them yields a text that parses and whose tree differs exactly
   * there; comments, order, quoting and layout of everything else stay. `[]` when the text already says so.
   */
  edits(op: DocumentOp): Result<readonly TextEdit[], Refusal>
}

export type RangePart = 'value' | 'key' | 'node'

export interface Comment {
  readonly range: Range
  readonly text: string
}

/** A change of a document. Idempotent. */
export type DocumentOp =
  | {
      /**
       * Writes the value at `path`, replacing what is there. The parent must exist: a missing key, attribute, or block
       * is created in it, and a list index equal to the length appends.
       */
      readonly op: 'put'
      readonly path: Path
      readonly content: Content
    }
  | {
      /** Removes the entry, item, attribute or block with the comments that belong to it alone. */
      readonly op: 'remove'
      readonly path: Path
    }
  | { readonly op: 'rename'; readonly path: Path; readonly to: string }
  | {
      /** Writes a new sibling after the node at `after`: an HCL block after a block, a YAML document after a document. */
      readonly op: 'insert'
      readonly after: Path
      readonly content: Content
    }

/** What is written. `block`, `reference` and `call` mean what the format has for them, or are refused. */
export type Content =
  | { readonly kind: 'scalar'; readonly value: string | number | boolean | null }
  | { readonly kind: 'list'; readonly items: readonly Content[] }
  | { readonly kind: 'map'; readonly entries: readonly ContentEntry[] }
  | {
      /** HCL block. As the value of an entry or of a `put` its type is the key and `type` is absent. */
      readonly kind: 'block'
      readonly type?: string
      readonly labels?: readonly string[]
      readonly entries: readonly ContentEntry[]
    }
  | {
      /** HCL traversal (`aws_s3_bucket.logs.id`), TypeScript property access. Steps are names or list indices. */
      readonly kind: 'reference'
      readonly path: Path
      /** An index that is a reference itself, after so many steps: `aws_s3_bucket.logs[count.index].id`. HCL only. */
      readonly index?: { readonly after: number; readonly by: Path }
    }
  /** A function call; HCL only. */
  | { readonly kind: 'call'; readonly name: string; readonly arguments: readonly Content[] }

export type ContentEntry = readonly [key: string, value: Content]

export interface ParseOptions {
  /** The document of an earlier version of the same text: parts whose text did not change may be reused. */
  readonly previous?: Document
}

/** One folder a format. */
export interface Syntax<D extends Document = Document> {
  readonly format: Format
  parse(text: string, options?: ParseOptions): D
}
