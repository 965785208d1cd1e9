import { decodeFields } from './decode.ts'
import type { BodySchema, ResourceSchema } from './types.ts'

/**
 * One generated table. Nothing happens before the first question; then the text is split into lines, the line of a type
 * is found by bisection (types are sorted) and only that line is expanded and decoded.
 */
export class SchemaTable {
  readonly #text: string
  readonly #expand: (text: string) => string
  #lines: readonly string[] | undefined
  /** Lines of types come first, then those of shared bodies. */
  #firstShared = 0
  readonly #resources = new Map<string, ResourceSchema | undefined>()
  readonly #shared = new Map<number, BodySchema>()

  constructor(text: string, fragments: string) {
    this.#text = text
    this.#expand = expander(fragments)
  }

  types(): readonly string[] {
    return this.#split()
      .slice(0, this.#firstShared)
      .map((line) => this.#typeOf(line))
  }

  resource(type: string): ResourceSchema | undefined {
    if (this.#resources.has(type)) return this.#resources.get(type)
    const line = this.#find(type)
    const schema = line === undefined ? undefined : { type, ...this.#decode(line) }
    this.#resources.set(type, schema)
    return schema
  }

  #split(): readonly string[] {
    if (this.#lines === undefined) {
      this.#lines = this.#text.split(';')
      const first = this.#lines.findIndex((line) => line.startsWith('@'))
      this.#firstShared = first < 0 ? this.#lines.length : first
    }
    return this.#lines
  }

  #typeOf(line: string): string {
    return this.#expand(line.slice(0, line.indexOf(' ')))
  }

  #find(type: string): string | undefined {
    const lines = this.#split()
    let low = 0
    let high = this.#firstShared - 1
    while (low <= high) {
      const middle = (low + high) >> 1
      const line = lines[middle] ?? ''
      const found = this.#typeOf(line)
      if (found === type) return line
      if (found < type) low = middle + 1
      else high = middle - 1
    }
    return undefined
  }

  #decode(line: string): BodySchema {
    return decodeFields(this.#expand(line.slice(line.indexOf(' ') + 1)), (id) => {
      let body = this.#shared.get(id)
      if (body === undefined) {
        body = this.#decode(this.#split()[this.#firstShared + id] ?? '')
        this.#shared.set(id, body)
      }
      return body
    })
  }
}

const codes = /[A-Z][a-z0-9]/g

/** Undoes scripts/compress-text.mjs. A fragment may hold codes of earlier fragments. */
function expander(fragments: string): (text: string) => string {
  let raw: readonly string[] | undefined
  const known: string[] = []
  const fragment = (code: string): string => {
    const n = (code.charCodeAt(0) - 65) * 36 + Number.parseInt(code.charAt(1), 36)
    raw ??= fragments.split(';')
    known[n] ??= expand(raw[n] ?? '')
    return known[n]
  }
  const expand = (text: string): string => text.replace(codes, fragment)
  return expand
}
