import type { Document } from '@regraft/syntax'
import type { ReadDocument, Surroundings } from '../framework.ts'
import type { FileFacts } from './facts.ts'
import { factsOf } from './facts.ts'
import { isConfiguration, mergeOrder } from './files.ts'
import { fromUtf8, utf8 } from './functions/bytes.ts'
import type { Module } from './module.ts'
import { moduleOf } from './module.ts'
import { parseFile } from './parse-file.ts'

const encoded = new WeakMap<Document, Uint8Array>()
const documents = new WeakMap<Uint8Array, Document | 'no text'>()

/** All that loading a unit may read: its documents, which may be edited, and what lies around them, which may not. */
export class UnitFiles {
  readonly #read: ReadDocument
  readonly #around: Surroundings | undefined

  constructor(read: ReadDocument, around: Surroundings | undefined) {
    this.#read = read
    this.#around = around
  }

  /** Whether a file is one of the unit's. */
  owns(path: string): boolean {
    return this.#read(path) !== undefined
  }

  /** Bytes of a file as a function reads them; of a document what it says now. */
  bytes(path: string): Uint8Array | undefined {
    const document = this.#read(path)
    if (document === undefined) return this.#around?.file(path)
    let bytes = encoded.get(document)
    if (bytes === undefined) {
      bytes = utf8(document.text)
      encoded.set(document, bytes)
    }
    return bytes
  }

  exists(path: string): boolean | undefined {
    return this.owns(path) ? true : this.#around?.exists(path)
  }

  list(directory: string): readonly string[] | undefined {
    return this.#around?.files(directory, true)
  }

  /** What a variables file sets that lies wherever its user says. */
  variables(path: string): FileFacts | undefined {
    const document = this.#read(path) ?? this.#foreign(path)
    return document && factsOf(path, document, true)
  }

  /** The module of a directory that is none of the unit's. Undefined unless all its files can be read. */
  foreignModule(directory: string): Module | undefined {
    const names = this.#around?.files(directory, false)?.filter(isConfiguration)
    if (names === undefined || names.length === 0) return undefined
    const paths = mergeOrder(names.map((name) => (directory === '.' ? name : `${directory}/${name}`)))
    const facts = paths.map((path) => {
      const document = this.#foreign(path)
      return document && factsOf(path, document)
    })
    const known = facts.filter((file) => file !== undefined)
    return known.length === facts.length ? moduleOf(directory, known) : undefined
  }

  #foreign(path: string): Document | undefined {
    const bytes = this.#around?.file(path)
    if (bytes === undefined) return undefined
    let document = documents.get(bytes)
    if (document === undefined) {
      const text = fromUtf8(bytes)
      document = text === undefined ? 'no text' : parseFile(path, text)
      documents.set(bytes, document)
    }
    return document === 'no text' ? undefined : document
  }
}
