/**
 * Odd but mostly valid YAML from a list of choices: every style, comments in and out of place, flow and block, CRLF, a
 * byte order mark, several documents. An exhausted list gives the simplest text, so failures shrink well.
 */
export function yamlText(choices: readonly number[]): string {
  return new Writer(choices).stream()
}

const plain = [
  'a',
  'nginx:1.2',
  'true',
  '12',
  '1e3',
  'x y',
  '-c',
  '"q" in',
  "it's",
  'ü🎉',
  '~',
  'a#b',
  '10.0.0.1',
  'no',
]
const keys = ['a', 'b', 'c', 'name', 'image', '"q k"', "'s'", 'x-y', 'on', '80', 'k.io/v', 'd', 'e', 'f']
const flows = [
  '{}',
  '[]',
  '{a: 1}',
  '[x, y]',
  '{ a: 1, "b": [2, {c: d}] }',
  '[a: 1, b]',
  '{"a":1,"b":"x"}',
  '[ ]',
  '{a, b: }',
  '[[], {}]',
]

class Writer {
  readonly #choices: readonly number[]
  #at = 0
  #anchors = 0
  readonly #known: string[] = []

  constructor(choices: readonly number[]) {
    this.#choices = choices
  }

  #pick(count: number): number {
    const choice = this.#choices[this.#at++] ?? 0
    return choice % count
  }

  #one<T>(list: readonly T[]): T {
    return list[this.#pick(list.length)] as T
  }

  stream(): string {
    const documents: string[] = []
    const count = 1 + (this.#pick(5) === 1 ? this.#pick(3) : 0)
    for (let i = 0; i < count; i++) {
      this.#known.length = 0
      documents.push(this.#document(i))
    }
    let text = documents.join('')
    if (this.#pick(4) === 1) text = text.replaceAll('\n', '\r\n')
    if (this.#pick(4) === 1) text = text.replace(/\r?\n$/, '')
    return this.#pick(8) === 1 ? `\ufeff${text}` : text
  }

  #document(index: number): string {
    const head = this.#pick(6) === 1 ? '# top\n' : ''
    const mark = index > 0 || this.#pick(4) === 1 ? this.#one(['---\n', '--- # mark\n', '---\n\n']) : ''
    const body =
      this.#pick(8) === 1
        ? this.#one(['', '# nothing\n', 'scalar\n', '{a: 1}\n', '- x\n'])
        : this.#block(0, 3)
    const tail = this.#pick(10) === 1 && !/^(?:# nothing\n)?$/.test(body) ? '...\n' : ''
    return `${head}${mark}${body}${tail}`
  }

  #block(indent: number, depth: number): string {
    return this.#pick(3) === 1 ? this.#list(indent, depth) : this.#map(indent, depth)
  }

  #map(indent: number, depth: number): string {
    const used = new Set<string>()
    let out = ''
    for (let i = 1 + this.#pick(3); i > 0; i--) {
      const key = this.#one(keys)
      if (used.has(key)) continue
      used.add(key)
      out += this.#between(indent)
      const explicit = this.#pick(25) === 1
      const colon = explicit
        ? `? ${key}\n${' '.repeat(indent)}:`
        : `${key}${this.#pick(12) === 1 ? ' ' : ''}:`
      out += `${' '.repeat(indent)}${colon}${this.#value(indent, depth, false)}`
    }
    return out
  }

  #list(indent: number, depth: number): string {
    let out = ''
    for (let i = 1 + this.#pick(3); i > 0; i--)
      out += `${this.#between(indent)}${' '.repeat(indent)}-${this.#value(indent, depth, true)}`
    return out
  }

  /** Comments and blank lines between entries. */
  #between(indent: number): string {
    const choice = this.#pick(9)
    if (choice === 1) return `${' '.repeat(indent)}# about\n`
    if (choice === 2) return '\n'
    if (choice === 3) return `${' '.repeat(this.#pick(8))}# stray ${this.#pick(9)}\n`
    if (choice === 4) return `\n${' '.repeat(indent)}# apart\n\n`
    if (choice === 5) return `${' '.repeat(this.#pick(8))}\n`
    return ''
  }

  #trail(): string {
    return this.#one(['\n', '\n', '\n', ' # note\n', '   \n', '\t# tab\n'])
  }

  /** What stands after a colon or dash, to the end of its last line. */
  #value(indent: number, depth: number, item: boolean): string {
    const choice = depth === 0 ? this.#pick(8) : this.#pick(14)
    const props = this.#props()
    switch (choice) {
      case 1:
        return `${props}${this.#trail()}`
      case 2:
        return `${props} ${this.#one(["'it''s'", '"a\\tb"', '"x: y # z"', "''", '"two\n  lines"'])}${this.#trail()}`
      case 3:
        return `${props} ${this.#one(flows)}${this.#trail()}`
      case 4:
        return `${props} ${this.#scalar(indent + 1 + this.#pick(3))}`
      case 5:
        return `${props} {\n${' '.repeat(indent + 3)}a: 1, # one\n${' '.repeat(indent + 3)}b: [x,\n${' '.repeat(indent + 4)}y]${this.#one(['', ','])}\n${' '.repeat(indent + 2)}}${this.#trail()}`
      case 6:
        return this.#known.length > 0
          ? ` *${this.#one(this.#known)}${this.#trail()}`
          : ` ${this.#one(plain)}${this.#trail()}`
      case 7:
        return `${props} one\n${' '.repeat(indent + 2)}two${this.#trail()}`
      case 8:
      case 9:
      case 10:
      case 11: {
        const inner = indent + 1 + this.#one([1, 1, 1, 3, 0])
        if (item && props === '' && this.#pick(2) === 0)
          return ` ${this.#block(indent + 2, depth - 1).replace(/^(?:\s*(?:#.*)?\n)*\s*/, '')}`
        return `${props}${this.#trail()}${this.#block(inner, depth - 1)}`
      }
      case 12:
        return item ? ` ${this.#one(plain)}${this.#trail()}` : `${props}\n${this.#list(indent, depth - 1)}`
      default:
        return `${props} ${this.#one(plain)}${this.#trail()}`
    }
  }

  #props(): string {
    const choice = this.#pick(16)
    if (choice === 1) {
      const name = `n${this.#anchors++}`
      this.#known.push(name)
      return ` &${name}`
    }
    return choice === 2 ? this.#one([' !!str', ' !Ref', ' !']) : ''
  }

  #scalar(indent: number): string {
    const header = this.#one(['|', '|', '>', '|-', '|+', '>-', '| # head'])
    const pad = ' '.repeat(indent)
    const lines = this.#one([['x'], ['x', 'y'], ['x', '', '  deep'], ['# no comment'], [''], ['x', '']])
    return `${header}\n${lines.map((line) => (line === '' ? '\n' : `${pad}${line}\n`)).join('')}`
  }
}
