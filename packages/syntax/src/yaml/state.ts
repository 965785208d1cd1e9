import type { Json, Path, Refusal, Result, TextEdit } from '@regraft/model'
import { applyEdits } from '@regraft/model'
import type { FlatOp, StepState } from '../steps.ts'
import { danglingAlias } from './aliases.ts'
import { chunkEdits } from './edits.ts'
import { locate } from './locate.ts'
import { type ParsedChunk, parseChunk } from './parse-chunk.ts'
import { jsonOf } from './value.ts'

/** A document's text between two steps of one operation. */
export class ChunkState implements StepState {
  readonly #chunk: ParsedChunk
  readonly #eol: string

  /** `eol`: the line break of the stream it is part of. */
  constructor(chunk: ParsedChunk, eol: string) {
    this.#chunk = chunk
    this.#eol = eol
  }

  get text(): string {
    return this.#chunk.text
  }

  valueAt(path: Path): Json | undefined {
    const { root, dialect, text } = this.#chunk
    const found = root && locate(root, path)
    if (root === undefined || found === undefined || !('site' in found)) return undefined
    const { node } = found.site
    // An anchor inside that is read elsewhere must not change on the way.
    if (danglingAlias({ root, text }, node, node) !== undefined) return undefined
    // What `<<` brings cannot be taken out entry by entry, and what an alias stands for is elsewhere.
    if (node.kind === 'alias' || (node.kind === 'map' && node.entries.some((entry) => entry.merge)))
      return undefined
    return jsonOf(node, dialect)
  }

  flat(op: FlatOp): Result<readonly TextEdit[], Refusal> {
    return chunkEdits(this.#chunk, op, this.#eol)
  }

  after(edits: readonly TextEdit[]): ChunkState {
    return new ChunkState(parseChunk(applyEdits(this.text, edits), this.#chunk.dialect), this.#eol)
  }
}
