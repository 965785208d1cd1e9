import type { BodySchema, MemberSchema, Nesting, ValueType } from './types.ts'

/** A body that other lines share, by its number. */
export type SharedBody = (id: number) => BodySchema

const scalars: { readonly [letter: string]: ValueType } = {
  s: { kind: 'string' },
  n: { kind: 'number' },
  b: { kind: 'bool' },
  a: { kind: 'any' },
}
const nestings: { readonly [mark: string]: Nesting } = { '?': 'single', '*': 'list', '+': 'set' }
const collections: { readonly [letter: string]: 'list' | 'set' | 'map' } = { l: 'list', e: 'set', m: 'map' }
const string: ValueType = { kind: 'string' }
const none: ReadonlyMap<string, MemberSchema> = new Map()

/** Reads the fields of one line of a generated table; scripts/encode-schema.mjs has the grammar. */
export function decodeFields(text: string, shared: SharedBody): BodySchema {
  return new Decoder(text, shared).fields()
}

class Decoder {
  readonly #text: string
  readonly #shared: SharedBody
  #at = 0

  constructor(text: string, shared: SharedBody) {
    this.#text = text
    this.#shared = shared
  }

  fields(): BodySchema {
    if (this.#take('*')) return { members: new Map(), computed: none, complete: false }
    const members = this.#members()
    const computed = this.#take('|') ? this.#members() : none
    return { members, computed, complete: true }
  }

  #members(): Map<string, MemberSchema> {
    const members = new Map<string, MemberSchema>()
    while (this.#at < this.#text.length && this.#text[this.#at] !== '}' && this.#text[this.#at] !== '|') {
      const member = this.#member()
      members.set(member.name, member)
      if (!this.#take(',')) break
    }
    return members
  }

  #member(): MemberSchema {
    const required = this.#take('!')
    const start = this.#at
    while (isNameCode(this.#text.charCodeAt(this.#at))) this.#at++
    const name = this.#text.slice(start, this.#at)
    const nesting = nestings[this.#text[this.#at] ?? '']
    if (nesting === undefined) {
      return { kind: 'attribute', name, required, type: this.#take(':') ? this.#type() : string }
    }
    this.#at++
    const body = this.#body()
    return {
      kind: 'block',
      name,
      required,
      nesting,
      get body() {
        return body()
      },
    }
  }

  #type(): ValueType {
    const letter = this.#text[this.#at++] ?? ''
    const collection = collections[letter]
    if (collection !== undefined) return { kind: collection, of: this.#type() }
    if (letter !== 'o') return scalars[letter] ?? { kind: 'any' }
    const body = this.#body()
    return {
      kind: 'object',
      get body() {
        return body()
      },
    }
  }

  /** A shared body is decoded when it is first asked for. */
  #body(): () => BodySchema {
    if (this.#take('@')) {
      const start = this.#at
      while (isNameCode(this.#text.charCodeAt(this.#at))) this.#at++
      const id = Number.parseInt(this.#text.slice(start, this.#at), 36)
      return () => this.#shared(id)
    }
    this.#take('{')
    const body = this.fields()
    this.#take('}')
    return () => body
  }

  #take(mark: string): boolean {
    if (this.#text[this.#at] !== mark) return false
    this.#at++
    return true
  }
}

function isNameCode(code: number): boolean {
  return (code >= 97 && code <= 122) || code === 95 || (code >= 48 && code <= 57)
}
