import type { Path, Range, TextEdit } from '@regraft/model'
import type { Node } from 'jsonc-parser'
import type { RangePart } from '../document.ts'
import type { JsonDocument } from './document.ts'

const escapes = /\\(?:u[0-9a-fA-F]{4}|["\\/bfnrt])/g

/** A string that says a JSON object or list, and how places in that lie in the text around it. */
export class EmbeddedText {
  readonly document: JsonDocument
  /** Where each unit of what the string says begins in the text, and where the last one ends. */
  readonly #starts: readonly number[]

  constructor(document: JsonDocument, node: Node, source: string) {
    this.document = document
    this.#starts = startsOf(source, node.offset + 1, node.offset + node.length - 1)
  }

  range(path: Path, part: RangePart): Range | undefined {
    const range = this.document.range(path, part)
    return range && this.#outside(range)
  }

  outside(edits: readonly TextEdit[]): readonly TextEdit[] {
    return edits.map((edit) => ({ ...this.#outside(edit), text: JSON.stringify(edit.text).slice(1, -1) }))
  }

  #outside({ start, end }: Range): Range {
    return { start: this.#starts[start] as number, end: this.#starts[end] as number }
  }
}

/** What a string says, when that is an object or a list that every reader of JSON understands alike. */
export function embeddedIn(
  node: Node,
  source: string,
  parse: (text: string) => JsonDocument,
): EmbeddedText | undefined {
  const said: unknown = node.type === 'string' ? node.value : undefined
  if (typeof said !== 'string' || !/^[ \t\r\n]*[{[]/.test(said)) return undefined
  const document = parse(said)
  return document.diagnostics.length > 0 ? undefined : new EmbeddedText(document, node, source)
}

function startsOf(source: string, from: number, to: number): readonly number[] {
  const starts: number[] = []
  let at = from
  for (const match of source.slice(from, to).matchAll(escapes)) {
    while (at < from + match.index) starts.push(at++)
    starts.push(at)
    at += match[0].length
  }
  while (at <= to) starts.push(at++)
  return starts
}
