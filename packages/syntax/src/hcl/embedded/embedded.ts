import type { Path, Range, TextEdit } from '@regraft/model'
import type { RangePart } from '../../document.ts'
import { type JsonDocument, parseJsonText } from '../../json/document.ts'
import { parseJson } from '../../json/parse.ts'
import type { Expression, Heredoc, Template } from '../ast.ts'
import { encoded } from './chunks.ts'
import { firstEndingAfter, type Masked, maskOf } from './mask.ts'
import { type EmbeddedJson, embeddedTree } from './tree.ts'

/** A template whose text is a JSON object or list, and how places in that JSON lie in the source. */
export class Embedded {
  readonly node: Heredoc | Template
  readonly root: EmbeddedJson
  readonly #masked: Masked
  #document: JsonDocument | undefined

  constructor(node: Heredoc | Template, root: EmbeddedJson, masked: Masked) {
    this.node = node
    this.root = root
    this.#masked = masked
  }

  /** The JSON with masks in the place of interpolations. */
  get document(): JsonDocument {
    this.#document ??= parseJsonText(this.#masked.text)
    return this.#document
  }

  /** Where a part of what stands at a path of the JSON, which leads to something, stands in the source. */
  range(path: Path, part: RangePart): Range {
    return this.#sourceRange(this.document.range(path, part) ?? { start: 0, end: 0 })
  }

  #sourceRange({ start, end }: Range): Range {
    return { start: this.#source(start), end: this.#source(end) }
  }

  /** An edit of the JSON as one of the source; undefined where it would touch an interpolation. */
  sourceEdit(edit: TextEdit): TextEdit | undefined {
    const touched = this.#masked.holes.some(({ start, end }) => edit.start < end && edit.end > start)
    const text = encoded(edit.text, this.node.kind)
    return touched || text === undefined ? undefined : { ...this.#sourceRange(edit), text }
  }

  #source(offset: number): number {
    const { segments } = this.#masked
    const segment = segments[Math.min(firstEndingAfter(segments, offset), segments.length - 1)]
    if (segment === undefined) return this.node.end
    const { start, end, from, to } = segment
    // Tokens begin and end at the ends of escapes and masks, never inside.
    if (to - from !== end - start) return offset < end ? from : to
    return from + offset - start
  }
}

const known: WeakMap<Expression, Embedded | null> = new WeakMap()

/** The JSON that a template of this source holds, if it does. */
export function embeddedIn(expression: Expression, source: string): Embedded | undefined {
  if (expression.kind !== 'heredoc' && expression.kind !== 'template') return undefined
  const found = known.get(expression) ?? undefined
  if (found !== undefined || known.has(expression)) return found
  const embedded = readEmbedded(expression, maskOf(expression, source))
  known.set(expression, embedded ?? null)
  return embedded
}

/** JSON without what only some readers allow: comments, commas before closing brackets. */
function readEmbedded(node: Heredoc | Template, masked: Masked | undefined): Embedded | undefined {
  const tree = masked && readTree(masked)
  return masked === undefined || tree === undefined ? undefined : new Embedded(node, tree, masked)
}

function readTree(masked: Masked): EmbeddedJson | undefined {
  const { root, diagnostics } = parseJson(masked.text)
  if (root === undefined || diagnostics.some(({ code }) => code !== 'JSON_DUPLICATE_KEY')) return undefined
  return embeddedTree(root, masked)
}

/**
 * The JSON object or list that the text of a heredoc (or quoted string) of the source `text` says, with the interpolations
 * in it. Undefined when it says none, and when directives or strip markers decide what it says.
 */
export function heredocJson(node: Heredoc | Template, text: string): EmbeddedJson | undefined {
  return embeddedIn(node, text)?.root
}

/** As `heredocJson`, from the tree alone. */
export function jsonTreeOf(node: Heredoc | Template): EmbeddedJson | undefined {
  const masked = maskOf(node)
  return masked && readTree(masked)
}
