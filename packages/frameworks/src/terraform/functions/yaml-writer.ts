import { maxLength, tooLarge } from './results.ts'

const bestWidth = 80

const escapes: Readonly<Record<string, string>> = {
  '\0': '0',
  '\u0007': 'a',
  '\b': 'b',
  '\t': 't',
  '\n': 'n',
  '\v': 'v',
  '\f': 'f',
  '\r': 'r',
  '\u001b': 'e',
  '"': '"',
  '\\': '\\',
  '\u0085': 'N',
  '\u2028': 'L',
  '\u2029': 'P',
}

/** Text of YAML as libyaml lays it out: where a line breaks depends on what the last sign was. */
export class YamlWriter {
  readonly #out: string[] = []
  #length = 0
  #column = 0
  /** The last that was written is a space or as good as one. */
  #space = true
  /** Columns that a new line starts with; negative outside of everything. */
  #indent = -2
  /** Nothing but indentation and `-`, `?`, `:` stands on the line. */
  indention = true

  text(): string {
    return this.#out.join('')
  }

  nest(by: number, write: () => void): void {
    const before = this.#indent
    this.#indent += by
    write()
    this.#indent = before
  }

  /** Writes text of characters that are one unit each. */
  #put(text: string): void {
    this.#length += text.length
    if (this.#length > maxLength) tooLarge()
    this.#out.push(text)
    this.#column += text.length
  }

  #newLine(): void {
    this.#put('\n')
    this.#column = 0
  }

  /** A new line, unless one has just begun, and its indentation. */
  lineBreak(): void {
    const indent = Math.max(this.#indent, 0)
    if (!this.indention || this.#column > indent || (this.#column === indent && !this.#space)) this.#newLine()
    if (this.#column < indent) this.#put(' '.repeat(indent - this.#column))
    this.#space = true
    this.indention = true
  }

  /** A sign or a scalar without quotes. */
  indicator(text: string): void {
    if (!this.#space) this.#put(' ')
    this.#put(text)
    this.#space = false
    this.indention = false
  }

  /** `-`, `?` or `:` at the start of a line: what follows may start its own structure on this line. */
  structure(sign: string): void {
    const { indention } = this
    this.indicator(sign)
    this.indention = indention
  }

  /** After a key. */
  colon(): void {
    this.#put(':')
  }

  /** In double quotes, folded at spaces past the width when `fold`. */
  quoted(text: string, fold: boolean): void {
    this.indicator('"')
    // Libyaml asks at each character whether the text starts with a mark.
    const marked = text.startsWith('\ufeff')
    let spaces = false
    for (const { 0: run, index } of text.matchAll(
      marked ? /./gsu : /[!#-[\]-~\u00a0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd]+|./gsu,
    )) {
      const folds = fold && run === ' ' && !marked && !spaces && this.#column > bestWidth
      if (folds && index > 0 && index < text.length - 1) {
        this.lineBreak()
        if (text[index + 1] === ' ') this.#put('\\')
      } else this.#put(marked || mustEscape(run) ? escaped(run) : run)
      spaces = run === ' ' && !marked
    }
    this.#put('"')
    this.#space = false
    this.indention = false
  }

  /** As a block, line by line. The text has a line break and nothing that a block cannot say. */
  literal(text: string): void {
    this.indicator(`|${/^[ \n\u2028\u2029]/.test(text) ? '2' : ''}${chomping(text)}`)
    this.#newLine()
    this.indention = true
    this.#space = true
    let breaks = true
    for (const [run] of text.matchAll(/[^\n\u2028\u2029]+|./gs)) {
      if (run === '\n') this.#newLine()
      else if (isBreak(run)) {
        this.#put(run)
        this.#column = 0
      } else {
        if (breaks) this.lineBreak()
        this.#put(run)
      }
      breaks = isBreak(run)
      this.indention = breaks
    }
  }
}

function isBreak(character: string): boolean {
  return character === '\n' || character === '\u2028' || character === '\u2029'
}

/** How a block says what it ends with: `-` no line break, `+` more than one. */
function chomping(text: string): string {
  const last = text.at(-1) ?? ''
  if (!isBreak(last)) return '-'
  return text.length === 1 || isBreak(text.at(-2) ?? '') ? '+' : ''
}

/** Of a single character or of a run that needs none. */
function mustEscape(run: string): boolean {
  return !/^[ !#-[\]-~\u00a0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd]/.test(run)
}

function escaped(character: string): string {
  const short = escapes[character] ?? (character === '\u00a0' ? '_' : undefined)
  if (short !== undefined) return `\\${short}`
  const code = character.codePointAt(0) as number
  const hex = code.toString(16).toUpperCase()
  if (code <= 0xff) return `\\x${hex.padStart(2, '0')}`
  return code <= 0xffff ? `\\u${hex.padStart(4, '0')}` : `\\U${hex.padStart(8, '0')}`
}
