import { BigNumber, RegoObject, RegoSet, type RegoValue } from './value.ts'

/**
 * Reads what `opa_value_dump` writes: JSON, `{1, 2}` and `set()` for sets, keys of any type.
 * Throws SyntaxError on anything else.
 */
export function parseTerm(text: string): RegoValue {
  if (text.charCodeAt(0) === 34) return JSON.parse(text) as string
  const parser = new TermParser(text)
  const value = parser.value()
  parser.end()
  return value
}

const numberPattern = /-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/y
const stringPattern = /"(?:[^"\\]|\\.)*"/y

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
        return this.#word() ?? this.#number()
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
    return JSON.parse(this.#match(stringPattern)) as string
  }

  #number(): number | BigNumber {
    return numberOf(this.#match(numberPattern))
  }

  #word(): RegoValue | undefined {
    for (const [word, value] of words) {
      if (!this.#text.startsWith(word, this.#at)) continue
      this.#at += word.length
      return value
    }
    return undefined
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
