import { fail } from '../language/failure.ts'
import { parseNumber } from '../language/number.ts'
import { anyType, equalTypes } from '../language/type.ts'
import type { Value } from '../language/value.ts'
import { bool, nullOf, num, object, str, tuple, typeOf } from '../language/value.ts'

/** Deeper than any document that people write, and no danger to the stack. */
const maxDepth = 500

/** The value that a JSON text says, with the types that follow from it; fails when it is none. */
export function parseJson(text: string): Value {
  try {
    JSON.parse(text)
  } catch {
    fail('the string is not JSON')
  }
  return new JsonReader(text).value(0)
}

/** Reads a text that is known to be JSON: with the digits of its numbers and every key, which `JSON.parse` loses. */
class JsonReader {
  readonly #text: string
  #at = 0

  constructor(text: string) {
    this.#text = text
  }

  value(depth: number): Value {
    if (depth > maxDepth) fail('the JSON is nested too deeply')
    switch (this.#next()) {
      case '{':
        return this.#object(depth)
      case '[':
        return this.#array(depth)
      case '"':
        return str(this.#string())
      case 't':
        this.#at += 4
        return bool(true)
      case 'f':
        this.#at += 5
        return bool(false)
      case 'n':
        this.#at += 4
        return nullOf(anyType)
      default:
        return this.#number()
    }
  }

  /** The next character that is not white space. */
  #next(): string {
    while (/[ \t\r\n]/.test(this.#text[this.#at] ?? '')) this.#at++
    return this.#text[this.#at] as string
  }

  #object(depth: number): Value {
    const entries = new Map<string, Value>()
    this.#at++
    while (this.#next() !== '}') {
      if (this.#next() === ',') this.#at++
      this.#next()
      const name = this.#string().normalize('NFC')
      this.#next()
      this.#at++
      const item = this.value(depth + 1)
      const earlier = entries.get(name)
      if (earlier !== undefined && !equalTypes(typeOf(earlier), typeOf(item)))
        fail(`the JSON has ${JSON.stringify(name)} twice`)
      entries.set(name, item)
    }
    this.#at++
    return object(entries)
  }

  #array(depth: number): Value {
    const items: Value[] = []
    this.#at++
    while (this.#next() !== ']') {
      if (this.#next() === ',') this.#at++
      items.push(this.value(depth + 1))
    }
    this.#at++
    return tuple(items)
  }

  #string(): string {
    const start = this.#at
    let end = start + 1
    for (; this.#text[end] !== '"'; end++) if (this.#text[end] === '\\') end++
    this.#at = end + 1
    const value: unknown = JSON.parse(this.#text.slice(start, end + 1))
    return String(value).replace(/\p{Surrogate}/gu, '\ufffd')
  }

  #number(): Value {
    const start = this.#at
    while (/[-+.eE\d]/.test(this.#text[this.#at] ?? '')) this.#at++
    return num(parseNumber(this.#text.slice(start, this.#at)) ?? fail('a number of the JSON is out of range'))
  }
}
