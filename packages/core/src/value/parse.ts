import { BigNumber, RegoObject, RegoSet, type RegoValue } from './value.ts'

/**
 * Reads what `opa_value_dump` writes: JSON, `{1, 2}` and `set()` for sets, keys of any type; and what OPA itself writes,
 * whose texts have Go's escapes. Throws SyntaxError on anything else.
 */
export function parseTerm(text: string): RegoValue {
  const parser = new TermParser(text)
  const value = parser.value()
  parser.end()
  return value
}

// OPA's Wasm writes some fractions without the zero in front.
const numberPattern = /-?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?/y

/** Every escape, so that the second half of `\\\\x` is not taken for one. */
const escapePattern = /\\(?:x([0-9a-f]{2})|U([0-9a-f]{8})|.)/gs

/** Go's escapes that JSON does not know, as JSON writes them. */
function jsonEscape(written: string, byte: string | undefined, code: string | undefined): string {
  if (byte !== undefined) return `\\u00${byte}`
  if (code !== undefined) return String.fromCodePoint(Number.parseInt(code, 16))
  if (written === '\\a') return '\\u0007'
  return written === '\\v' ? '\\u000b' : written
}

class TermParser {
  readonly #text: string
  #at = 0

  constructor(text: string) {
    this.#text = text
  }

  value(): RegoValue {
    this.#space()
    switch (this.#text[this.#at]) {
      case '"':
        return this.#string()
      case '[':
        this.#at++
        return this.#take(']') ? [] : this.#items(']')
      case '{':
        this.#at++
        return this.#braces()
      default:
        return this.#wordOrNumber()
    }
  }

  end(): void {
    this.#space()
    if (this.#at < this.#text.length) this.#fail()
  }

  #items(close: string, first: RegoValue = this.value()): RegoValue[] {
    const items = [first]
    while (!this.#take(close)) {
      if (!this.#take(',')) this.#fail()
      items.push(this.value())
    }
    return items
  }

  #braces(): RegoValue {
    if (this.#take('}')) return new RegoObject()
    const first = this.value()
    if (!this.#take(':')) return new RegoSet(this.#items('}', first))
    const members: [RegoValue, RegoValue][] = [[first, this.value()]]
    while (!this.#take('}')) {
      if (!this.#take(',')) this.#fail()
      const key = this.value()
      if (!this.#take(':')) this.#fail()
      members.push([key, this.value()])
    }
    return new RegoObject(members)
  }

  #string(): string {
    const start = this.#at
    let end = start
    // A regular expression would recurse for each character.
    do {
      end = this.#text.indexOf('"', end + 1)
      if (end === -1) return this.#fail()
    } while (this.#escaped(end))
    this.#at = end + 1
    const literal = this.#text.slice(start, end + 1)
    return JSON.parse(literal.includes('\\') ? literal.replace(escapePattern, jsonEscape) : literal) as string
  }

  /** An odd number of backslashes stands in front. */
  #escaped(at: number): boolean {
    let before = at
    while (this.#text[before - 1] === '\\') before--
    return (at - before) % 2 === 1
  }

  #wordOrNumber(): RegoValue {
    for (const [word, value] of words) {
      if (!this.#text.startsWith(word, this.#at)) continue
      this.#at += word.length
      return value
    }
    return numberOf(this.#match(numberPattern).replace(/^(-?)\./, '$10.'))
  }

  #match(pattern: RegExp): string {
    pattern.lastIndex = this.#at
    const found = pattern.exec(this.#text)?.[0]
    if (found === undefined) return this.#fail()
    this.#at += found.length
    return found
  }

  #take(mark: string): boolean {
    this.#space()
    if (this.#text[this.#at] !== mark) return false
    this.#at++
    return true
  }

  #space(): void {
    while (this.#text[this.#at] === ' ') this.#at++
  }

  #fail(): never {
    throw new SyntaxError(`no Rego value at ${this.#at} of ${this.#text.slice(0, 80)}`)
  }
}

const words: readonly (readonly [string, RegoValue])[] = [
  ['true', true],
  ['false', false],
  ['null', null],
  ['set()', new RegoSet()],
]

/** A double where it writes the same text, else the text. */
export function numberOf(text: string): number | BigNumber {
  const value = Number(text)
  return String(value) === text ? value : new BigNumber(text)
}
