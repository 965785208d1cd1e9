import type { Json, Range, SyntaxDiagnostic } from '@regraft/model'
import { type FastChunk, parseFast } from './fast/fast.ts'
import type { ParsedChunk } from './parse-chunk.ts'
import type { Dialect } from './resolve.ts'
import type { YamlNode } from './tree.ts'
import { jsonOf } from './value.ts'

/** The tree that was asked for last. Trees take far more memory than text and value, and are quickly made again. */
let recent: { readonly chunk: ParsedChunk; readonly root: YamlNode } | undefined

/** A document that the fast reader takes: it keeps its value, and its tree only while it is worked on. */
export class SimpleChunk implements ParsedChunk {
  readonly text: string
  readonly dialect: Dialect
  readonly contentStart: number
  readonly comments: readonly Range[]
  readonly diagnostics: readonly SyntaxDiagnostic[] = []
  readonly value: Json

  constructor(text: string, dialect: Dialect, { root, contentStart, comments }: FastChunk) {
    this.text = text
    this.dialect = dialect
    this.contentStart = contentStart
    this.comments = comments
    this.value = jsonOf(root, dialect)
    recent = { chunk: this, root }
  }

  get root(): YamlNode {
    if (recent?.chunk !== this) {
      // The same text gives the same tree.
      const { root } = parseFast(this.text, this.dialect) as FastChunk
      recent = { chunk: this, root }
    }
    return recent.root
  }
}
