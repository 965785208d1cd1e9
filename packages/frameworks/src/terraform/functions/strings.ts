import { fail } from '../language/failure.ts'
import type { Value } from '../language/value.ts'
import { str, textOf } from '../language/value.ts'
import { at, boundedCharacters, number, returnsText, text, wholeOf } from './arguments.ts'
import type { FunctionTable, LanguageFunction } from './define.ts'
import { graphemes } from './graphemes.ts'
import { isSpace, toLower, toTitle, toUpper } from './letters.ts'

/** Functions that change a string. */
export const strings: FunctionTable = {
  chomp: unary((value) => trimmed(value, false, (character) => character === '\n' || character === '\r')),
  indent: {
    parameters: [number('spaces'), text('str')],
    returns: returnsText,
    call: (args) => changed(at(args, 1), indent(textOf(at(args, 1)), wholeOf(at(args, 0)))),
  },
  lower: unary(toLower),
  strrev: unary((value) => [...graphemes(value)].reverse().join('')),
  substr: {
    parameters: [text('str'), number('offset'), number('length')],
    returns: returnsText,
    call: (args) =>
      changed(at(args, 0), substring(textOf(at(args, 0)), wholeOf(at(args, 1)), wholeOf(at(args, 2)))),
  },
  title: unary(toTitle),
  trim: binary('cutset', (value, cutset) => {
    const cut = new Set(cutset)
    return trimmed(value, true, (character) => cut.has(character))
  }),
  trimprefix: binary('prefix', (value, prefix) =>
    value.startsWith(prefix) ? value.slice(prefix.length) : value,
  ),
  trimspace: unary((value) => trimmed(value, true, isSpace)),
  trimsuffix: binary('suffix', (value, suffix) =>
    value.endsWith(suffix) ? value.slice(0, value.length - suffix.length) : value,
  ),
  upper: unary(toUpper),
}

/** The argument itself where nothing changed, so that it still counts as the literal it was. */
export function changed(before: Value, after: string): Value {
  return before.kind === 'string' && before.value === after ? before : str(after)
}

function unary(change: (value: string) => string): LanguageFunction {
  return {
    parameters: [text('str')],
    returns: returnsText,
    call: (args) => changed(at(args, 0), change(textOf(at(args, 0)))),
  }
}

function binary(second: string, change: (value: string, second: string) => string): LanguageFunction {
  return {
    parameters: [text('str'), text(second)],
    returns: returnsText,
    call: (args) => changed(at(args, 0), change(textOf(at(args, 0)), textOf(at(args, 1)))),
  }
}

function trimmed(value: string, atStart: boolean, cut: (character: string) => boolean): string {
  const characters = Array.from(value)
  let start = 0
  let end = characters.length
  while (end > start && cut(characters[end - 1] as string)) end--
  while (atStart && start < end && cut(characters[start] as string)) start++
  return characters.slice(start, end).join('')
}

function indent(value: string, spaces: number): string {
  if (spaces < 0) return fail('indent: the number of spaces must not be negative')
  const lines = value.split('\n')
  boundedCharacters(value.length + spaces * (lines.length - 1))
  return lines.length === 1 ? value : lines.join(`\n${' '.repeat(spaces)}`)
}

function substring(value: string, offset: number, length: number): string {
  if (offset >= 0 && length === 0) return ''
  const all = graphemes(value)
  const start = Math.max(0, offset < 0 ? offset + all.length : offset)
  // With an offset from the end, Terraform takes a length of nothing for no bound at all.
  const end = length <= 0 ? all.length : start + length
  return all.slice(start, end).join('')
}
