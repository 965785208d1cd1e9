import type { Json, Path, Range, Refusal, Result, SyntaxDiagnostic, TextEdit } from '@regraft/model'
import { equalJson, err, ok } from '@regraft/model'
import { contentValue } from '../content.ts'
import type { Comment, Content, Document, DocumentOp, RangePart } from '../document.ts'
import { eolAt } from '../lines.ts'
import { editInSteps, type FlatOp } from '../steps.ts'
import { type Chunk, chunksOf } from './chunks.ts'
import { locate, type Site } from './locate.ts'
import { type ParsedChunk, parseChunk } from './parse-chunk.ts'
import type { Dialect } from './resolve.ts'
import { contentEnd, openScalar } from './splice.ts'
import { ChunkState } from './state.ts'
import { addDocument, dropDocument } from './stream.ts'
import { layoutOf } from './style.ts'
import { isMergeSource, traceIn, usesIn, type YamlTrace } from './trace.ts'
import type { YamlNode } from './tree.ts'
import { jsonOf } from './value.ts'

/** A YAML stream. The first step of every path is the 0-based document. */
export interface YamlDocument extends Document {
  readonly format: 'yaml'
  readonly dialect: Dialect
  /** The documents of the stream, in order. */
  readonly parts: readonly YamlPart[]
  /** Where the value at a path, read with aliases and merge keys resolved, is written; undefined when its document has no tree. */
  trace(path: Path): YamlTrace | undefined
  /** Every path at which the value written at `path` is read: its own first. At most 1,000. */
  uses(path: Path): readonly Path[]
  /** Whether a `<<` takes the entries of the map at a path into another map, so that replacing it changes that as well. */
  isMerged(path: Path): boolean
  /** A document's value with stand-ins for the nodes that `mark` answers. */
  marked(part: YamlPart, mark: (node: YamlNode) => Json | undefined): Json
}

/** One document of a stream. */
export interface YamlPart {
  /** From its first comment, directive or `---` to the start of the next document. */
  readonly range: Range
  /** Its value as JSON, aliases and merge keys resolved; null when it does not parse or is empty. Shared, never copied. */
  readonly value: Json
  /** Its tree, offsets from `range.start`; absent when it does not parse. Made again when it is not in memory. */
  readonly root: YamlNode | undefined
  /** Where a text template's `{{` stands as if it were a flow mapping, from the start of the text. */
  readonly template: number | undefined
}

/** Problems of one stream that are told; an error is always among them. */
const problemLimit = 100

/** Parses a stream. Documents of `previous` whose text and dialect are the same are taken over. */
export function parseYaml(text: string, dialect: Dialect, previous?: Document): YamlDocument {
  const known = new Map<string, ParsedChunk>()
  if (previous instanceof ParsedYaml && previous.dialect === dialect)
    for (const part of previous.parts) known.set(part.chunk.text, part.chunk)
  const parts = chunksOf(text).map((range) => {
    const own = text.slice(range.start, range.end)
    return new Part(range, known.get(own) ?? parseChunk(own, dialect))
  })
  return new ParsedYaml(text, dialect, parts)
}

class Part implements YamlPart {
  readonly range: Chunk
  readonly chunk: ParsedChunk

  constructor(range: Chunk, chunk: ParsedChunk) {
    this.range = range
    this.chunk = chunk
  }

  get root(): YamlNode | undefined {
    return this.chunk.root
  }

  get value(): Json {
    return this.chunk.value ?? null
  }

  get template(): number | undefined {
    return this.chunk.template === undefined ? undefined : this.range.start + this.chunk.template
  }
}

class ParsedYaml implements YamlDocument {
  readonly format = 'yaml'
  readonly text: string
  readonly dialect: Dialect
  readonly parts: readonly Part[]
  #diagnostics: readonly SyntaxDiagnostic[] | undefined
  #comments: readonly Comment[] | undefined

  constructor(text: string, dialect: Dialect, parts: readonly Part[]) {
    this.text = text
    this.dialect = dialect
    this.parts = parts
  }

  get diagnostics(): readonly SyntaxDiagnostic[] {
    this.#diagnostics ??= this.#problems()
    return this.#diagnostics
  }

  #problems(): readonly SyntaxDiagnostic[] {
    const all = this.parts.flatMap(({ range: { start }, chunk }) =>
      chunk.diagnostics.map((diagnostic) => ({ ...diagnostic, range: shift(diagnostic.range, start) })),
    )
    if (all.length <= problemLimit) return all
    const first = all.slice(0, problemLimit)
    const error = all.find(({ severity }) => severity === 'error')
    return error === undefined || first.includes(error) ? first : [...first, error]
  }

  get comments(): readonly Comment[] {
    this.#comments ??= this.parts.flatMap(({ range: { start }, chunk }) =>
      chunk.comments.map((range) => ({
        range: shift(range, start),
        text: chunk.text.slice(range.start, range.end),
      })),
    )
    return this.#comments
  }

  range(path: Path, part: RangePart = 'value'): Range | undefined {
    const [index, ...rest] = path
    const own = typeof index === 'number' ? this.parts[index] : undefined
    const root = own?.root
    if (own === undefined || root === undefined) return undefined
    const found = locate(root, rest)
    return 'site' in found ? shift(rangeOf(found.site, part, own.chunk.text), own.range.start) : undefined
  }

  trace(path: Path): YamlTrace | undefined {
    const [index, ...rest] = path
    const root = typeof index === 'number' ? this.parts[index]?.root : undefined
    if (index === undefined || root === undefined) return undefined
    const { use, ...trace } = traceIn(root, rest)
    const shared = use === undefined ? {} : { use: { ...use, path: [index, ...use.path] } }
    return { ...trace, path: [index, ...trace.path], ...shared }
  }

  uses(path: Path): readonly Path[] {
    const [index, ...rest] = path
    const part = typeof index === 'number' ? this.parts[index] : undefined
    if (index === undefined || part?.root === undefined) return []
    if (!part.chunk.text.includes('&')) return [path]
    return usesIn(part.root, rest).map((use) => [index, ...use])
  }

  isMerged(path: Path): boolean {
    const [index, ...rest] = path
    const part = typeof index === 'number' ? this.parts[index] : undefined
    if (part?.root === undefined || !part.chunk.text.includes('<<')) return false
    const { root } = part
    const found = locate(root, rest)
    return 'site' in found && isMergeSource(root, found.site.node)
  }

  marked(part: YamlPart, mark: (node: YamlNode) => Json | undefined): Json {
    return part.root === undefined ? null : jsonOf(part.root, this.dialect, mark)
  }

  edits(op: DocumentOp): Result<readonly TextEdit[], Refusal> {
    if (this.diagnostics.some(({ severity }) => severity === 'error'))
      return err({ code: 'YAML_SYNTAX', reason: 'the text does not parse' })
    if ('content' in op && contentValue(op.content) === undefined)
      return err({ code: 'YAML_CONTENT', reason: 'YAML has neither blocks nor references' })
    if (('content' in op && !isWellFormed(op.content)) || ('to' in op && surrogate.test(op.to)))
      return err({ code: 'YAML_CONTENT', reason: 'half of a surrogate pair is no character' })
    const [index, ...path] = op.op === 'insert' ? op.after : op.path
    const part = typeof index === 'number' ? this.parts[index] : undefined
    if (part === undefined) {
      if (op.op === 'put' && index === this.parts.length && path.length === 0)
        return this.#append(index - 1, op.content)
      return op.op === 'remove'
        ? ok([])
        : err({ code: 'YAML_NO_PARENT', reason: `there is no document ${index}` })
    }
    if (path.length === 0 && op.op === 'insert') return this.#append(index as number, op.content)
    if (path.length === 0 && op.op === 'remove') return dropDocument(this.text, this.parts, index as number)
    const own: FlatOp = op.op === 'insert' ? { ...op, after: path } : { ...op, path }
    const edits = editInSteps(new ChunkState(part.chunk, eolAt(this.text, 0)), own)
    const { start } = part.range
    if (edits.ok) return ok(edits.value.map((edit) => ({ ...edit, ...shift(edit, start) })))
    const { at } = edits.error
    return at === undefined ? edits : err({ ...edits.error, at: shift(at, start) })
  }

  /** A new document after the one at `index`; -1: the first. */
  #append(index: number, content: Content): Result<readonly TextEdit[], Refusal> {
    const part = this.parts[index]
    const next = this.parts[index + 1]
    if (next !== undefined && equalJson(next.value, contentValue(content))) return ok([])
    const open = part && openScalar(part.chunk.text, part.root)
    if (part !== undefined && open !== undefined)
      return err({ ...open, ...(open.at ? { at: shift(open.at, part.range.start) } : {}) })
    const at = part?.range.end ?? this.text.length
    const layout = layoutOf(part?.root, part?.chunk.text ?? '')
    return ok(addDocument(this.text, at, content, layout, part === undefined))
  }
}

const surrogate = /\p{Surrogate}/u

function isWellFormed(content: Content): boolean {
  if (content.kind === 'scalar') return typeof content.value !== 'string' || !surrogate.test(content.value)
  if (content.kind === 'list') return content.items.every(isWellFormed)
  if (content.kind !== 'map') return false
  return content.entries.every(([key, value]) => !surrogate.test(key) && isWellFormed(value))
}

function shift({ start, end }: Range, by: number): Range {
  return { start: start + by, end: end + by }
}

function rangeOf({ node, holder }: Site, part: RangePart, text: string): Range {
  const value = { start: node.start, end: contentEnd(text, node) }
  if (part === 'value' || holder === undefined) return value
  if (holder.kind === 'item') return part === 'key' ? value : { start: holder.item.start, end: value.end }
  const { key, start } = holder.entry
  return part === 'key' ? { start: key.start, end: key.end } : { start, end: Math.max(value.end, key.end) }
}
