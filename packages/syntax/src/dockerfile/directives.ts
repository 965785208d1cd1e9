const known = /^#\s*(syntax|escape|check)\s*=\s*(.+?)\s*$/i

/** Parser directives: comments at the top of a file, which may say what escapes and continues a line. */
export class Directives {
  readonly #seen = new Set<string>()
  #open = true
  #escape = '\\'
  #continuation = continuation('\\')

  get escape(): string {
    return this.#escape
  }

  /** No directive follows what is none. */
  end(): void {
    this.#open = false
  }

  read(comment: string): { readonly directive: boolean; readonly problem?: string } {
    const [, name = '', value = ''] = (this.#open ? known.exec(comment) : null) ?? []
    const key = name.toLowerCase()
    if (key === '') {
      this.end()
      return { directive: false }
    }
    if (this.#seen.has(key)) return { directive: true, problem: `${key} is said twice` }
    this.#seen.add(key)
    if (key !== 'escape') return { directive: true }
    if (value !== '\\' && value !== '`')
      return { directive: true, problem: `escape is \\ or \`, not ${value}` }
    this.#escape = value
    this.#continuation = continuation(value)
    return { directive: true }
  }

  /** A line without the mark that the next one goes on with it. */
  continued(line: string): { readonly text: string; readonly more: boolean } {
    const text = line.replace(this.#continuation, '$1')
    return { text, more: text !== line }
  }
}

function continuation(mark: string): RegExp {
  return new RegExp(`(^|[^\\${mark}])\\${mark}[ \\t]*$`)
}
