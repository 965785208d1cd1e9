import type { Heredoc, Interpolation, Template, TemplateText } from '../ast.ts'
import { type Chunk, chunksOf } from './chunks.ts'

/** Half of a surrogate pair: no HCL text holds one, so no text is taken for a mask. */
const MASK = '\uDC00'

/** A stretch of the masked text and the stretch of the source that says it. Stretches follow one another in both. */
export interface Segment {
  readonly start: number
  readonly end: number
  readonly from: number
  readonly to: number
}

/** A masked interpolation. */
export interface Hole extends Segment {
  readonly interpolation: Interpolation
  /** It stands for a value, not inside a string. */
  readonly bare: boolean
}

/** What a template says as text, with its interpolations masked so that it reads as JSON if it is. */
export interface Masked {
  readonly text: string
  readonly segments: readonly Segment[]
  /** The segments of interpolations. */
  readonly holes: readonly Hole[]
}

/**
 * Masks the interpolations of a text that begins like a JSON object or list: by plain characters inside a string, by a
 * string of the same length elsewhere. Undefined for other texts, with directives, and with strip markers inside a string
 * (which would change it). Without the source the stretches are as long as the parts: good for the tree, not for places.
 */
export function maskOf(node: Heredoc | Template, source?: string): Masked | undefined {
  const [first] = node.parts
  if (first?.kind !== 'text' || !/^[ \t\r\n]*[[{]/.test(first.value)) return undefined
  const masking = new Masking()
  for (const part of node.parts) {
    if (part.kind === 'text') masking.add(chunks(part, node, source))
    else if (part.kind !== 'interpolation' || !masking.hide(part)) return undefined
  }
  return masking
}

function chunks(part: TemplateText, node: Heredoc | Template, source: string | undefined): readonly Chunk[] {
  if (source === undefined) return [{ from: part.start, to: part.end, text: part.value }]
  return chunksOf(source, part.start, part.end, node.kind)
}

/** Text being masked: knows whether it stands inside a JSON string. */
class Masking implements Masked {
  text = ''
  readonly segments: Segment[] = []
  readonly holes: Hole[] = []
  #inString = false
  #escaped = false

  add(chunks: readonly Chunk[]): void {
    for (const { from, to, text } of chunks) {
      this.segments.push(this.#append(text, from, to))
      this.#read(text)
    }
  }

  /** Whether the interpolation can be masked. */
  hide(interpolation: Interpolation): boolean {
    const { start: from, end: to, stripBefore, stripAfter } = interpolation
    if (this.#inString && (stripBefore || stripAfter)) return false
    const quote = this.#inString ? '' : '"'
    const mask = quote + MASK.repeat(to - from - 2 * quote.length) + quote
    const hole = { ...this.#append(mask, from, to), interpolation, bare: !this.#inString }
    this.segments.push(hole)
    this.holes.push(hole)
    return true
  }

  #append(text: string, from: number, to: number): Segment {
    const start = this.text.length
    this.text += text
    return { start, end: this.text.length, from, to }
  }

  #read(text: string): void {
    for (let i = 0; i < text.length; i++) {
      const c = text.charCodeAt(i)
      if (this.#escaped) this.#escaped = false
      else if (c === 34) this.#inString = !this.#inString
      else if (c === 92) this.#escaped = this.#inString
    }
  }
}

/** The holes inside a range of the masked text. */
export function holesIn({ holes }: Masked, start: number, end: number): readonly Hole[] {
  const first = firstEndingAfter(holes, start)
  let last = first
  while (last < holes.length && (holes[last] as Hole).end <= end) last++
  return holes.slice(first, last)
}

/** Index of the first of some segments in order that ends after an offset; their number if none does. */
export function firstEndingAfter(segments: readonly Segment[], offset: number): number {
  let low = 0
  let high = segments.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((segments[middle] as Segment).end <= offset) low = middle + 1
    else high = middle
  }
  return low
}
