import { plainSpec, type Spec } from './spec.ts'
import { type Argument, formatArgument } from './verbs.ts'

/** Numbers of a format beyond this are errors, as in Go. */
const largest = 1_000_000

/** Go's fmt.Sprintf over the arguments OPA makes of Rego values. */
export function sprintf(format: string, args: readonly Argument[]): string {
  return new Printer(format, args).print()
}

class Printer {
  readonly #format: string
  readonly #args: readonly Argument[]
  #at = 0
  #next = 0
  #reordered = false
  #goodIndex = true
  /** What was just read was an index such as `[3]`. */
  #afterIndex = false

  constructor(format: string, args: readonly Argument[]) {
    this.#format = format
    this.#args = args
  }

  print(): string {
    let out = ''
    while (this.#at < this.#format.length) {
      const percent = this.#format.indexOf('%', this.#at)
      if (percent === -1) {
        out += this.#format.slice(this.#at)
        break
      }
      out += this.#format.slice(this.#at, percent)
      this.#at = percent + 1
      out += this.#verb()
    }
    return out + this.#extra()
  }

  #verb(): string {
    this.#goodIndex = true
    this.#afterIndex = false
    const flags = this.#flags()
    this.#index()
    const [width, badWidth] = this.#width()
    const [precision, badPrecision] = this.#precision()
    if (!this.#afterIndex) this.#index()
    const problems = badWidth + badPrecision
    const verb = String.fromCodePoint(this.#format.codePointAt(this.#at) ?? 0)
    if (this.#at >= this.#format.length) return `${problems}%!(NOVERB)`
    this.#at += verb.length
    if (verb === '%') return `${problems}%`
    if (!this.#goodIndex) return `${problems}%!${verb}(BADINDEX)`
    const argument = this.#args[this.#next]
    if (argument === undefined) return `${problems}%!${verb}(MISSING)`
    this.#next++
    const minus = flags.minus || (width !== undefined && width < 0)
    const spec: Spec = {
      ...flags,
      minus,
      zero: flags.zero && !minus,
      width: width === undefined ? undefined : Math.abs(width),
      precision,
    }
    // No error is an argument here, so %w prints what %v prints, but says it is wrong.
    return problems + formatArgument(argument, verb, spec)
  }

  #flags(): Omit<Spec, 'width' | 'precision'> {
    const start = this.#at
    while ('#0+- '.includes(this.#format[this.#at] ?? '!')) this.#at++
    const flags = this.#format.slice(start, this.#at)
    return {
      sharp: flags.includes('#'),
      zero: flags.includes('0'),
      plus: flags.includes('+'),
      minus: flags.includes('-'),
      space: flags.includes(' '),
    }
  }

  #width(): [number | undefined, string] {
    if (this.#format[this.#at] === '*') {
      this.#at++
      this.#afterIndex = false
      const width = this.#integerArgument()
      return [width, width === undefined ? '%!(BADWIDTH)' : '']
    }
    const width = this.#number()
    if (this.#afterIndex && width !== undefined) this.#goodIndex = false
    return [width, '']
  }

  #precision(): [number | undefined, string] {
    if (this.#format[this.#at] !== '.' || this.#at + 1 >= this.#format.length) return [undefined, '']
    this.#at++
    if (this.#afterIndex) this.#goodIndex = false
    this.#index()
    if (this.#format[this.#at] !== '*') return [this.#number() ?? 0, '']
    this.#at++
    this.#afterIndex = false
    const precision = this.#integerArgument()
    return precision === undefined || precision < 0 ? [undefined, '%!(BADPREC)'] : [precision, '']
  }

  /** `[n]`: the argument to use next. */
  #index(): void {
    this.#afterIndex = false
    if (this.#format[this.#at] !== '[') return
    this.#reordered = true
    const close = this.#format.indexOf(']', this.#at)
    if (close === -1) {
      this.#goodIndex = false
      this.#at++
      return
    }
    const written = this.#format.slice(this.#at + 1, close)
    const index = /^\d{1,7}$/.test(written) ? Number(written) - 1 : -1
    this.#at = close + 1
    this.#afterIndex = /^\d{1,7}$/.test(written)
    if (index >= 0 && index < this.#args.length) this.#next = index
    else this.#goodIndex = false
  }

  #number(): number | undefined {
    const digits = /^\d+/.exec(this.#format.slice(this.#at, this.#at + 20))?.[0]
    if (digits === undefined) return undefined
    if (Number(digits) > largest * 10) {
      // Go gives up on the rest of the format.
      this.#at = this.#format.length
      return undefined
    }
    this.#at += digits.length
    return Number(digits)
  }

  #integerArgument(): number | undefined {
    const argument = this.#args[this.#next]
    if (argument === undefined) return undefined
    this.#next++
    if (argument.type !== 'int64') return undefined
    const value = Number(argument.value)
    return Math.abs(value) > largest ? undefined : value
  }

  #extra(): string {
    if (this.#reordered || this.#next >= this.#args.length) return ''
    const rest = this.#args
      .slice(this.#next)
      .map((argument) => `${argument.type}=${formatArgument(argument, 'v', plainSpec)}`)
    return `%!(EXTRA ${rest.join(', ')})`
  }
}
