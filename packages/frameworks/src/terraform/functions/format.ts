import { convertTo } from '../language/convert.ts'
import { fail } from '../language/failure.ts'
import { isWhole } from '../language/number.ts'
import { safePrefix } from '../language/prefix.ts'
import { boolType, numberType, stringType } from '../language/type.ts'
import type { Value } from '../language/value.ts'
import { isSequence, isWhollyKnown, list, str, textOf, unknownOf } from '../language/value.ts'
import {
  anything,
  at,
  boundedCharacters,
  boundedItems,
  returnsText,
  returnsTexts,
  text,
} from './arguments.ts'
import type { FunctionTable } from './define.ts'
import { formatFloat, formatWhole, shortText } from './format-number.ts'
import type { Verb } from './format-verb.ts'
import { parseFormat } from './format-verb.ts'
import { graphemeCount, graphemes } from './graphemes.ts'
import { jsonText } from './json-text.ts'

/** `format` and `formatlist`. */
export const formats: FunctionTable = {
  format: {
    parameters: [text('format')],
    rest: anything('args', { nullable: true, open: true }),
    returns: returnsText,
    call: ([format, ...args]) => formatValue(textOf(format as Value), args),
  },
  formatlist: {
    parameters: [text('format')],
    rest: anything('args', { nullable: true, open: true }),
    returns: returnsTexts,
    call: (args) => formatList(textOf(at(args, 0)), args.slice(1)),
  },
}

function formatValue(format: string, args: readonly Value[]): Value {
  const [only] = args
  if (!args.every(isWhollyKnown)) {
    const percent = format.indexOf('%')
    return percent > 0
      ? unknownOf(stringType, { prefix: safePrefix(format.slice(0, percent)) })
      : unknownOf(stringType)
  }
  // What only passes a string on hands it on.
  if ((format === '%s' || format === '%v') && args.length === 1 && only?.kind === 'string') return only
  return str(formatted(format, args))
}

function formatList(format: string, args: readonly Value[]): Value {
  let length: number | undefined
  let open = false
  for (const arg of args) {
    const own = lengthOf(arg)
    if (own === undefined) open = true
    if (typeof own === 'number') {
      if (length !== undefined && own !== length) return fail('the lists differ in length')
      length = own
      if (arg.kind === 'unknown') open = true
    }
  }
  if (open) return unknownOf(returnsTexts())
  const results: Value[] = []
  let size = 0
  for (let i = 0; i < boundedItems(length ?? 1); i++) {
    const own = args.map((arg) => (isSequence(arg) ? at(arg.items, i) : arg))
    const result = own.every(isWhollyKnown)
      ? formatValue(format, own)
      : unknownOf(stringType, { notNull: true })
    if (result.kind === 'string') size = boundedCharacters(size + result.value.length)
    results.push(result)
  }
  return list(results, stringType)
}

/** How many elements an argument lends; `none` when it is one value, undefined when nobody knows. */
function lengthOf(arg: Value): number | 'none' | undefined {
  if (isSequence(arg))
    return arg.kind === 'set' && arg.items.length > 1 && !isWhollyKnown(arg) ? undefined : arg.items.length
  if (arg.kind !== 'unknown') return 'none'
  const { type } = arg
  if (type.kind === 'tuple') return type.items.length
  return type.kind === 'list' || type.kind === 'set' || type.kind === 'any' ? undefined : 'none'
}

function formatted(format: string, args: readonly Value[]): string {
  let used = 0
  let size = 0
  const parts = parseFormat(format).map((part) => {
    const piece = typeof part === 'string' ? part : formatVerb(part, args)
    if (typeof part !== 'string') used = Math.max(used, part.argument + 1)
    size = boundedCharacters(size + piece.length)
    return piece
  })
  return used < args.length ? fail(`too many arguments: the format string uses ${used}`) : parts.join('')
}

function formatVerb(verb: Verb, args: readonly Value[]): string {
  const arg = args[verb.argument] ?? fail(`there are not enough arguments for ${verb.raw}`)
  if (verb.mode === 'v') return padded(verb, plainText(verb, arg))
  if (arg.kind === 'null') return fail(`null has no text for ${verb.raw}`)
  switch (verb.mode) {
    case 't':
      return jsonText(convertTo(arg, boolType))
    case 'b':
    case 'd':
    case 'o':
    case 'x':
    case 'X':
    case 'e':
    case 'E':
    case 'f':
    case 'g':
    case 'G':
      return numeral(verb, convertTo(arg, numberType))
    case 's':
      return padded(verb, cut(verb, textOf(convertTo(arg, stringType))))
    case 'q':
      return padded(verb, jsonText(str(cut(verb, textOf(convertTo(arg, stringType))))))
    default:
      return fail(`there is no verb ${verb.raw}`)
  }
}

function plainText({ flags }: Verb, arg: Value): string {
  if (arg.kind === 'string' && !flags.has('#')) return arg.value
  return arg.kind === 'number' && !flags.has('#') ? shortText(arg.value) : jsonText(arg)
}

function numeral(verb: Verb, arg: Value): string {
  if (arg.kind !== 'number') return fail('a number is required')
  if (/[eEfgG]/.test(verb.mode)) return formatFloat(verb, arg.value)
  return isWhole(arg.value) ? formatWhole(verb, arg.value) : fail(`${verb.raw} needs a whole number`)
}

/** Widths and precisions of strings count characters as people do. */
function cut({ precision }: Verb, value: string): string {
  return precision === undefined || precision === 0 ? value : graphemes(value).slice(0, precision).join('')
}

function padded({ flags, width }: Verb, value: string): string {
  const missing = (width ?? 0) - (width === undefined ? 0 : graphemeCount(value))
  if (missing <= 0) return value
  const pad = (flags.has('0') ? '0' : ' ').repeat(missing)
  return flags.has('-') ? value + pad : pad + value
}
