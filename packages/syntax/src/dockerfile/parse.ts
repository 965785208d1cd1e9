import type { SyntaxDiagnostic } from '@regraft/model'
import type { Comment } from '../document.ts'
import { type Arguments, readers } from './arguments.ts'
import { Directives } from './directives.ts'
import { heredocsOf } from './heredoc.ts'
import type { Heredoc, Instruction, PlacedInstruction } from './instruction.ts'
import { type Line, linesIn } from './text-lines.ts'
import { flagsOf } from './words.ts'

export interface ParsedDockerfile {
  readonly instructions: readonly PlacedInstruction[]
  readonly comments: readonly Comment[]
  readonly diagnostics: readonly SyntaxDiagnostic[]
}

/** Reads a Dockerfile line by line, as BuildKit does. */
export function parseDockerfile(text: string): ParsedDockerfile {
  return new Parser(text).parse()
}

class Parser {
  readonly #lines: readonly Line[]
  readonly #directives = new Directives()
  readonly #instructions: PlacedInstruction[] = []
  readonly #comments: Comment[] = []
  readonly #diagnostics: SyntaxDiagnostic[] = []
  #pending: string[] = []
  #next = 0

  constructor(text: string) {
    this.#lines = linesIn(text)
  }

  parse(): ParsedDockerfile {
    for (let line = this.#lines[this.#next]; line !== undefined; line = this.#lines[this.#next]) {
      this.#next++
      if (isComment(line.text)) this.#comment(line)
      else this.#statement(line)
    }
    const [line] = this.#lines.slice(-1)
    if (this.#instructions.length + this.#diagnostics.length === 0)
      this.#problem('DOCKERFILE_INSTRUCTION', 'the file holds no instruction', {
        text: '',
        start: line?.start ?? 0,
      })
    return {
      instructions: this.#instructions,
      comments: this.#comments,
      diagnostics: this.#diagnostics,
    }
  }

  #comment(line: Line): void {
    this.#note(line)
    const comment = line.text.slice(1).trim()
    const read = this.#directives.read(line.text.trimStart())
    if (read.problem !== undefined) this.#problem('DOCKERFILE_DIRECTIVE', read.problem, line)
    if (read.directive) return
    if (comment === '') this.#pending = []
    else this.#pending.push(comment)
  }

  #note({ start, text }: Line): void {
    const at = start + text.length - text.trimStart().length
    this.#comments.push({ range: { start: at, end: start + text.length }, text: text.trimStart() })
  }

  #statement(first: Line): void {
    this.#directives.end()
    const start = first.start + first.text.length - first.text.trimStart().length
    let { text, more } = this.#directives.continued(first.text.trimStart())
    if (!more && text === '') return
    let last = first
    while (more && this.#next < this.#lines.length) {
      const line = this.#lines[this.#next++] as Line // it is there, as was asked
      last = line
      if (isComment(line.text)) {
        this.#note(line)
        continue
      }
      if (line.text.trim() === '') continue
      const continued = this.#directives.continued(line.text)
      text += continued.text
      more = continued.more
    }
    const read = this.#instruction(text, first)
    if (read === undefined) return
    const { heredocs, end } = this.#heredocs(read, last)
    this.#instructions.push({
      ...read,
      comments: this.#pending,
      heredocs,
      start,
      end: end.start + end.text.length,
      // A name that goes on in the next line has no place of its own.
      nameEnd: first.text.startsWith(read.name, start - first.start)
        ? start + read.name.length
        : end.start + end.text.length,
      startLine: first.number,
      endLine: end.number,
    })
    this.#pending = []
  }

  /** `within`: behind `ONBUILD`, where BuildKit lets a word pass that is no instruction. */
  #instruction(text: string, line: Line, within = false): Instruction | undefined {
    const mark = this.#directives.escape
    const [, name = '', after] = /^(\S+)(?:[\t\v\f\r ]+(.*))?$/s.exec(text.trim()) ?? []
    const { flags, rest } = flagsOf(after ?? '', mark)
    const said = {
      name,
      original: text,
      flags: after === undefined ? undefined : flags,
      heredocs: [],
      comments: [],
    }
    if (/^onbuild$/i.test(name)) {
      const inner = rest === '' ? undefined : this.#instruction(rest, line, true)
      return { ...said, values: [], json: false, ...(inner === undefined ? {} : { inner }) }
    }
    const reader = readers.get(name.toLowerCase())
    const unknown: Arguments = within ? { values: [''] } : `there is no instruction ${name}`
    const read = reader?.(rest, mark, name) ?? unknown
    if (typeof read !== 'string') return { ...said, values: read.values, json: read.json === true }
    this.#problem('DOCKERFILE_INSTRUCTION', read, line)
    return undefined
  }

  #heredocs(
    instruction: Instruction,
    last: Line,
  ): { readonly heredocs: readonly Heredoc[]; readonly end: Line } {
    const heredocs: Heredoc[] = []
    let end = last
    for (const { name, chomp } of heredocsOf(instruction)) {
      let content = ''
      let closed = false
      while (!closed && this.#next < this.#lines.length) {
        end = this.#lines[this.#next++] as Line // it is there, as was asked
        closed = (chomp ? end.text.replace(/^\t+/, '') : end.text) === name
        if (!closed) content += end.text + end.lineBreak
      }
      if (!closed) this.#problem('DOCKERFILE_HEREDOC', `the heredoc ${name} does not end`, last)
      heredocs.push({ name, chomp, content })
    }
    return { heredocs, end }
  }

  #problem(code: string, message: string, { start, text }: Pick<Line, 'start' | 'text'>): void {
    this.#diagnostics.push({
      code,
      severity: 'error',
      message,
      range: { start, end: start + text.length },
    })
  }
}

function isComment(text: string): boolean {
  return text.trimStart().startsWith('#')
}
