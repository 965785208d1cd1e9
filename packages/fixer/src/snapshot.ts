import type { Framework, Loaded, LoadOptions, ReadDocument, Unit } from '@regraft/frameworks'
import type { TextEdit } from '@regraft/model'
import type { Document } from '@regraft/syntax'
import { Pieces } from './pieces.ts'

interface FileState {
  readonly pieces: Pieces
  readonly document: Document
}

/**
 * One unit's files at one moment: texts, documents and the resources loaded from them. Immutable: an edit yields a new
 * snapshot that parses only what changed, so a fix that fails leaves nothing behind.
 */
export class Snapshot {
  readonly framework: Framework
  readonly unit: Unit
  readonly loaded: Loaded
  readonly read: ReadDocument
  readonly #files: ReadonlyMap<string, FileState>
  readonly #options: LoadOptions

  private constructor(
    framework: Framework,
    unit: Unit,
    files: ReadonlyMap<string, FileState>,
    options: LoadOptions,
    loaded?: Loaded,
  ) {
    this.framework = framework
    this.unit = unit
    this.#files = files
    this.#options = options
    this.read = (path) => files.get(path)?.document
    this.loaded = loaded ?? framework.load(unit, this.read, options)
  }

  /**
   * The snapshot before any edit. `documents` holds every file that the unit owns or reads; it is loaded with `options`,
   * now and after every edit.
   */
  static of(
    framework: Framework,
    unit: Unit,
    documents: ReadonlyMap<string, Document>,
    options: LoadOptions = {},
    loaded?: Loaded,
  ): Snapshot {
    const files = new Map<string, FileState>()
    for (const [path, document] of documents) files.set(path, { pieces: Pieces.of(document.text), document })
    return new Snapshot(framework, unit, files, options, loaded)
  }

  /** Files in the order they were given. */
  get files(): readonly string[] {
    return [...this.#files.keys()]
  }

  document(file: string): Document | undefined {
    return this.#files.get(file)?.document
  }

  pieces(file: string): Pieces | undefined {
    return this.#files.get(file)?.pieces
  }

  text(file: string): string {
    return this.#files.get(file)?.pieces.text ?? ''
  }

  /** The snapshot after edits of one of its files, made by one rule. */
  edit(file: string, edits: readonly TextEdit[], rule: string): Snapshot {
    const state = this.#files.get(file)
    if (state === undefined) throw new RangeError(`${file} is not part of ${this.unit.id}`)
    const pieces = state.pieces.edit(edits, rule)
    const document = this.framework.parse(file, pieces.text, { previous: state.document })
    const files = new Map(this.#files).set(file, { pieces, document })
    return new Snapshot(this.framework, this.unit, files, this.#options)
  }

  /** The same for the same content of all files, to see a cycle. */
  state(): string {
    return [...this.#files.values()].map((file) => file.pieces.hash).join(' ')
  }
}
