import type { Json, Range, SyntaxDiagnostic } from '@regraft/model'
import type { CST, Document as LibraryDocument } from 'yaml'
import { Composer, Lexer, Parser } from 'yaml'
import { buildTree } from './build.ts'
import { parseFast } from './fast/fast.ts'
import { SimpleChunk } from './fast-chunk.ts'
import { inOneLine, restoreQuoted } from './hanging.ts'
import type { Dialect } from './resolve.ts'
import type { YamlNode } from './tree.ts'
import { jsonOf } from './value.ts'

/** Collections inside one another that are read; more is a diagnostic. Manifests stay below 60. */
const depthLimit = 400

/** A parsed document. Offsets count from the start of its chunk. */
export interface ParsedChunk {
  readonly text: string
  readonly dialect: Dialect
  /** Absent when the document does not parse. */
  readonly root?: YamlNode
  /** End of `---`, or 0. */
  readonly contentStart: number
  readonly comments: readonly Range[]
  /** Offset of the first `{{` that stands where YAML has a flow mapping: the mark of a text template. */
  readonly template?: number
  readonly diagnostics: readonly SyntaxDiagnostic[]
  /** The document's value; absent when it does not parse. */
  readonly value?: Json
}

/** Parses the text of one document. Never throws. */
export function parseChunk(text: string, dialect: Dialect): ParsedChunk {
  const control = controlCharacter(text)
  if (control !== undefined) return { text, dialect, contentStart: 0, comments: [], diagnostics: [control] }
  const fast = parseFast(text, dialect)
  return fast === undefined ? parseSlow(text, dialect) : new SimpleChunk(text, dialect, fast)
}

/** Texts in quotes of one document that may hang: each has the document parsed once more. */
const hangingLimit = 20

/** What the library makes of a document. */
export function parseSlow(text: string, dialect: Dialect): ParsedChunk {
  const strict = new Scan(text)
  const parsed = composed(strict, text, dialect)
  if (dialect === 'core' || strict.open === undefined) return parsed
  const warnings: SyntaxDiagnostic[] = []
  let lexed = text
  for (let at: number | undefined = strict.open; at !== undefined; ) {
    const joined = inOneLine(lexed, at)
    if (joined === undefined || warnings.length === hangingLimit) return parsed
    warnings.push(problem('warning', [at, at + 1], hanging))
    lexed = joined
    const scan = new Scan(text, lexed)
    const taken = composed(scan, text, dialect)
    at = scan.open
    if (at === undefined)
      return taken.root === undefined
        ? parsed
        : { ...taken, diagnostics: byPlace([...taken.diagnostics, ...warnings]) }
  }
  return parsed
}

const hanging = 'quoted text that goes on no deeper than its key: Kubernetes reads it, YAML 1.2 forbids it'

function composed(scan: Scan, text: string, dialect: Dialect): ParsedChunk {
  const documents = scan.run()
  const diagnostics = [...scan.diagnostics, ...documents.flatMap(problems)]
  const template = scan.template === undefined ? {} : { template: scan.template }
  const base = { text, dialect, comments: scan.comments, contentStart: 0, ...template }
  const [document, second] = documents
  if (second !== undefined)
    diagnostics.push(
      problem('error', [second.range[0], second.range[0]], 'content after the end of a document'),
    )
  if (document === undefined || diagnostics.some(({ severity }) => severity === 'error'))
    return { ...base, diagnostics: byPlace(diagnostics) }
  const mark = scan.start.find((token) => token.type === 'doc-start')
  const contentStart = mark === undefined ? 0 : mark.offset + mark.source.length
  const tree = buildTree(document, scan.start, contentStart, dialect)
  const broken = tree.diagnostics.some(({ severity }) => severity === 'error')
  const root = broken ? {} : { root: tree.root, value: jsonOf(tree.root, dialect) }
  return { ...base, contentStart, ...root, diagnostics: byPlace([...diagnostics, ...tree.diagnostics]) }
}

function problems(document: LibraryDocument.Parsed): SyntaxDiagnostic[] {
  const errors = document.errors.map(({ pos, message }) => problem('error', pos, message))
  // Tags of other formats are no mistake: what they mean is the framework's business.
  const warnings = document.warnings.filter(({ code }) => code !== 'TAG_RESOLVE_FAILED')
  return [...errors, ...warnings.map(({ pos, message }) => problem('warning', pos, message))]
}

/** Problems of one document that are told: a text that is no YAML at all would have one on every line. */
const problemLimit = 20

function byPlace(diagnostics: readonly SyntaxDiagnostic[]): readonly SyntaxDiagnostic[] {
  const errors = diagnostics.filter(({ severity }) => severity === 'error')
  const others = diagnostics.filter(({ severity }) => severity !== 'error')
  const told = [...errors, ...others].slice(0, problemLimit)
  return told.sort((a, b) => a.range.start - b.range.start || a.range.end - b.range.end)
}

/** Feeds the library token by token, watching what it passes: comments, depth, template marks. */
class Scan {
  readonly comments: Range[] = []
  readonly diagnostics: SyntaxDiagnostic[] = []
  template: number | undefined
  /** Tokens before the document's content. */
  start: readonly CST.SourceToken[] = []
  /** Offset of the first text in quotes that nothing closes. */
  open: number | undefined
  readonly #text: string
  readonly #lexed: string
  readonly #composer = new Composer({
    schema: 'failsafe',
    resolveKnownTags: false,
    uniqueKeys: false,
    keepSourceTokens: true,
    logLevel: 'silent',
  })
  readonly #documents: LibraryDocument.Parsed[] = []

  /** `lexed`: a text of the same length whose lines the lexer is to see. */
  constructor(text: string, lexed = text) {
    this.#text = text
    this.#lexed = lexed
  }

  run(): readonly LibraryDocument.Parsed[] {
    const parser = new Parser()
    let scalar = false
    let brace = -1
    for (const lexeme of new Lexer().lex(this.#lexed)) {
      const at = parser.offset
      if (scalar) scalar = false
      else if (lexeme === '\u001f') scalar = true
      else if (lexeme === '{') {
        if (brace === at) this.template ??= at - 1
        brace = at + 1
      } else if (lexeme.charCodeAt(0) === 35) this.comments.push({ start: at, end: at + lexeme.length })
      for (const token of parser.next(lexeme)) this.#compose(token)
      if (parser.stack.length > depthLimit) return this.#tooDeep(at)
    }
    for (const token of parser.end()) this.#compose(token)
    this.#documents.push(...this.#composer.end())
    return this.#documents
  }

  #compose(token: CST.Token): void {
    if (token.type === 'document') {
      this.start = token.start
      this.open ??= restoreQuoted(token, this.#text)
    }
    this.#documents.push(...this.#composer.next(token))
  }

  #tooDeep(at: number): readonly LibraryDocument.Parsed[] {
    const message = `more than ${depthLimit} collections inside one another`
    this.diagnostics.push({
      code: 'YAML_TOO_DEEP',
      severity: 'error',
      message,
      range: { start: at, end: at + 1 },
    })
    return []
  }
}

function problem(
  severity: 'error' | 'warning',
  pos: readonly [number, number],
  message: string,
): SyntaxDiagnostic {
  const end = Math.max(pos[0], pos[1])
  return { code: 'YAML_SYNTAX', severity, message, range: { start: pos[0], end } }
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: YAML 1.2.2, 5.1 forbids exactly these
const forbidden = /[\0-\x08\x0b\x0c\x0e-\x1f\x7f]|\r(?!\n)/

function controlCharacter(text: string): SyntaxDiagnostic | undefined {
  const at = text.search(forbidden)
  if (at < 0) return undefined
  const code = text.charCodeAt(at).toString(16).padStart(2, '0')
  const message =
    code === '0d'
      ? 'a carriage return without a line feed'
      : `the control character 0x${code} is not allowed in YAML`
  return { code: 'YAML_CHARACTER', severity: 'error', message, range: { start: at, end: at + 1 } }
}
