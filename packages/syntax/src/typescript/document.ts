import type { Path, Range, Refusal, Result, SyntaxDiagnostic, TextEdit } from '@regraft/model'
import { err } from '@regraft/model'
import type { ts } from 'ts-morph'
import type { Comment, Document, DocumentOp, RangePart } from '../document.ts'
import { commentsOf } from './comments.ts'
import { editsFor } from './edits.ts'
import { locate, rangeAt } from './locate.ts'
import { Reader } from './read.ts'
import { type Style, styleOf } from './style.ts'
import { Survey } from './survey.ts'
import { isFrozen, isReassigned } from './uses.ts'
import type { ImportedName, NewExpression, Value, Variable } from './values.ts'

/**
 * A TypeScript file as its text alone tells: no type is resolved, nothing runs. Paths start at one of
 * - `['new', i]`: the `new X(…)` expression of that number, of all in the file in the order of their text, counted from 0;
 *   `['new', i, 'arguments', j]` is its argument j;
 * - `['variable', name]`: the value of `const name = …` (`let`, `var`); further variables of that name are `name#2`,
 *   `name#3` and so on in the order of their text;
 *
 * and go on through object and list literals by keys and indices:
 * `['new', 0, 'arguments', 1, 'metadataOptions', 'httpTokens']`. Parentheses and type assertions are no steps.
 */
export interface TypescriptDocument extends Document {
  readonly format: 'typescript'
  readonly news: readonly NewExpression[]
  readonly imports: readonly ImportedName[]
  /** Exported name → name in the file, of a variable its id. */
  readonly exports: ReadonlyMap<string, string>
  /** Undefined when the file declares none with a value. `id` is the name, or `name#2`. */
  variable(id: string): Variable | undefined
  /** The expression at a path. */
  value(path: Path): Value | undefined
}

/** Memoizes what not every caller needs. */
export class ParsedTypescript implements TypescriptDocument {
  readonly format = 'typescript'
  readonly text: string
  readonly diagnostics: readonly SyntaxDiagnostic[]
  readonly #survey: Survey
  readonly #reader: Reader
  #news: readonly NewExpression[] | undefined
  #comments: readonly Comment[] | undefined
  #style: Style | undefined
  readonly #variables = new Map<string, Variable | undefined>()

  constructor(file: ts.SourceFile, diagnostics: readonly SyntaxDiagnostic[]) {
    this.text = file.text
    this.diagnostics = diagnostics
    this.#survey = new Survey(file)
    this.#reader = new Reader(this.#survey)
  }

  get comments(): readonly Comment[] {
    this.#comments ??= commentsOf(this.text, this.#survey.atoms)
    return this.#comments
  }

  get news(): readonly NewExpression[] {
    this.#news ??= this.#survey.news.map((node, index) => this.#reader.construction(node, index))
    return this.#news
  }

  get imports(): readonly ImportedName[] {
    return this.#survey.imports
  }

  get exports(): ReadonlyMap<string, string> {
    return this.#survey.exports
  }

  get style(): Style {
    this.#style ??= styleOf(this.#survey)
    return this.#style
  }

  variable(id: string): Variable | undefined {
    if (!this.#variables.has(id)) this.#variables.set(id, this.#variable(id))
    return this.#variables.get(id)
  }

  value(path: Path): Value | undefined {
    const target = locate(this, path)
    return target?.kind === 'value' ? target.value : undefined
  }

  range(path: Path, part: RangePart = 'node'): Range | undefined {
    return rangeAt(this, path, part)
  }

  edits(op: DocumentOp): Result<readonly TextEdit[], Refusal> {
    const error = this.diagnostics.find((item) => item.severity === 'error')
    if (error !== undefined)
      return err({
        code: 'TYPESCRIPT_SYNTAX',
        reason: `the file has a syntax error: ${error.message}`,
        at: error.range,
      })
    return editsFor(this, this.style, op)
  }

  #variable(id: string): Variable | undefined {
    const { names, file } = this.#survey
    const binding = names.byId(id)
    const node = binding?.declaration
    if (binding === undefined || node?.initializer === undefined) return undefined
    const constant = !isReassigned(binding)
    return {
      id,
      range: { start: node.getStart(file, false), end: node.end },
      nameRange: { start: node.name.getStart(file, false), end: node.name.end },
      value: this.#reader.value(node.initializer),
      uses: binding.uses.length,
      constant,
      frozen: constant && isFrozen(binding, names),
    }
  }
}

/** A text that could not be parsed at all: it has its diagnostics and nothing else. */
export class UnparsedTypescript implements TypescriptDocument {
  readonly format = 'typescript'
  readonly text: string
  readonly diagnostics: readonly SyntaxDiagnostic[]
  readonly comments: readonly Comment[] = []
  readonly news: readonly NewExpression[] = []
  readonly imports: readonly ImportedName[] = []
  readonly exports: ReadonlyMap<string, string> = new Map()

  constructor(text: string, diagnostic: SyntaxDiagnostic) {
    this.text = text
    this.diagnostics = [diagnostic]
  }

  variable(): undefined {
    return undefined
  }

  value(): undefined {
    return undefined
  }

  range(): undefined {
    return undefined
  }

  edits(): Result<readonly TextEdit[], Refusal> {
    const [diagnostic] = this.diagnostics
    return err({ code: 'TYPESCRIPT_SYNTAX', reason: diagnostic?.message ?? 'the file could not be parsed' })
  }
}
