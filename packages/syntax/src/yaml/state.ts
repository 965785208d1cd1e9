import type { Json, Path, Refusal, Result, TextEdit } from '@regraft/model'
import { applyEdits } from '@regraft/model'
import type { FlatOp, StepState } from '../steps.ts'
import { chunkEdits } from './edits.ts'
import { locate } from './locate.ts'
import { type ParsedChunk, parseChunk } from './parse-chunk.ts'
import { jsonOf } from './value.ts'

/** A document's text between two steps of one operation. */
export class ChunkState implements StepState {
  readonly #chunk: ParsedChunk

  constructor(chunk: ParsedChunk) {
    this.#chunk = chunk
  }

  get text(): string {
    return this.#chunk.text
  }

  valueAt(path: Path): Json | undefined {
    const { root, dialect } = this.#chunk
    const found = root && locate(root, path)
    if (found === undefined || !('site' in found)) return undefined
    const { node } = found.site
    // What `<<` brings cannot be taken out entry by entry, and what an alias stands for is elsewhere.
    if (node.kind === 'alias' || (node.kind === 'map' && node.entries.some((entry) => entry.merge)))
      return undefined
    return jsonOf(node, dialect)
  }

  flat(op: FlatOp): Result<readonly TextEdit[], Refusal> {
    return chunkEdits(this.#chunk, op)
  }

  after(edits: readonly TextEdit[]): ChunkState {
    return new ChunkState(parseChunk(applyEdits(this.text, edits), this.#chunk.dialect))
  }
}
