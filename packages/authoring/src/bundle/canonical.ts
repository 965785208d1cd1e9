const number = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y
const string = /"(?:[^"\\]|\\.)*"/y
const word = /true|false|null/y
const maxDepth = 2_000

/**
 * JSON text as OPA hashes structured files of a bundle: keys in order of their bytes, no white space, texts as Go's
 * encoder writes them, and every number with the digits that it is written with. Throws SyntaxError when it is no JSON.
 */
export function canonicalText(text: string): string {
  // What JSON.parse takes is JSON; the numbers it reads lose their digits, so the text is walked again.
  JSON.parse(text)
  return new Walk(text).value(0)
}

class Walk {
  readonly #text: string
  #at = 0

  constructor(text: string) {
    this.#text = text
  }

  value(depth: number): string {
    if (depth > maxDepth) throw new SyntaxError('it nests too deeply')
    this.#space()
    const next = this.#text[this.#at]
    if (next === '{') return this.#object(depth)
    if (next === '[') return `[${this.#items(']', () => this.value(depth + 1)).join(',')}]`
    if (next === '"') return this.#string()
    return next === '-' || (next !== undefined && /\d/.test(next)) ? this.#take(number) : this.#take(word)
  }

  /** Of keys that stand twice the last one counts, as in Go. */
  #object(depth: number): string {
    const members = new Map<string, string>()
    this.#items('}', () => {
      this.#space()
      const key = this.#string()
      this.#space()
      this.#at++
      members.set(key, this.value(depth + 1))
      return key
    })
    const sorted = [...members].sort(([a], [b]) => Buffer.compare(keyBytes(a), keyBytes(b)))
    return `{${sorted.map(([key, value]) => `${key}:${value}`).join(',')}}`
  }

  #items(end: string, item: () => string): string[] {
    const items: string[] = []
    this.#at++
    for (;;) {
      this.#space()
      if (this.#text[this.#at] === end) break
      items.push(item())
      this.#space()
      if (this.#text[this.#at] === ',') this.#at++
    }
    this.#at++
    return items
  }

  #string(): string {
    return goString(JSON.parse(this.#take(string)) as string)
  }

  #space(): void {
    while (/[ \t\r\n]/.test(this.#text[this.#at] ?? '')) this.#at++
  }

  #take(pattern: RegExp): string {
    pattern.lastIndex = this.#at
    const found = pattern.exec(this.#text)?.[0]
    if (found === undefined) throw new SyntaxError(`it is no JSON at ${this.#at}`)
    this.#at += found.length
    return found
  }
}

/** As `encoding/json` of Go writes a text without escapes for HTML. */
function goString(text: string): string {
  return JSON.stringify(text.replace(/\p{Surrogate}/gu, '\ufffd'))
    .replaceAll('\u2028', '\\u2028')
    .replaceAll('\u2029', '\\u2029')
}

function keyBytes(written: string): Buffer {
  return Buffer.from(JSON.parse(written) as string)
}
