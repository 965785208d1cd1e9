import { fail } from '../language/failure.ts'
import { distinct } from '../language/sets.ts'
import { anyType, boolType, setOf, stringType } from '../language/type.ts'
import type { Value } from '../language/value.ts'
import { bool, isMapping, str, textOf, unknownOf } from '../language/value.ts'
import { base64 } from './bytes.ts'
import type { FunctionContext, FunctionTable } from './define.ts'
import { globMatcher, isPattern } from './glob.ts'
import { basename, cleanPath, dirname } from './path.ts'
import { fileBytes, fileIsThere, fileText } from './read-file.ts'
import { bounded, onTexts, text, unknownFrom } from './results.ts'

const unknownText = unknownOf(stringType, { notNull: true })
const texts = setOf(stringType)

/** Functions of paths and files. What cannot be read is unknown: it may be there where Terraform runs. */
export const fileFunctions: FunctionTable = {
  basename: onTexts(['path'], ([path = '']) => str(basename(path))),
  dirname: onTexts(['path'], ([path = '']) => str(dirname(path))),
  abspath: onTexts(['path'], ([path = '']) => (path.startsWith('/') ? str(cleanPath(path)) : unknownText)),
  pathexpand: onTexts(['path'], ([path = '']) => {
    if (!path.startsWith('~')) return str(path)
    return /^~(?:$|[/\\])/.test(path) ? unknownText : fail('pathexpand: no home directory of another user')
  }),
  file: onTexts(['path'], ([path = ''], context) => {
    const content = fileText(path, context)
    return content === undefined ? unknownText : bounded(content)
  }),
  filebase64: onTexts(['path'], ([path = ''], context) => {
    const bytes = fileBytes(path, context)
    return bytes === undefined ? unknownText : bounded(base64(bytes))
  }),
  fileexists: {
    parameters: [text('path')],
    returns: () => boolType,
    call: ([path], context) => {
      const exists = fileIsThere(textOf(path as Value), context)
      return exists === undefined ? unknownOf(boolType, { notNull: true }) : bool(exists)
    },
  },
  fileset: {
    parameters: [text('path'), text('pattern')],
    returns: () => texts,
    call: ([path, pattern], context) => fileSet(textOf(path as Value), textOf(pattern as Value), context),
  },
  templatefile: {
    parameters: [
      { ...text('path'), open: true },
      { name: 'vars', type: anyType, open: true },
    ],
    returns: () => anyType,
    call: (args, context) => {
      const [path, variables] = args as [Value, Value]
      if (path.kind === 'unknown' || variables.kind === 'unknown') return unknownFrom(args, anyType)
      const content = fileText(textOf(path), context)
      const names = variablesOf(variables)
      return content === undefined
        ? unknownFrom(args, anyType)
        : context.render(content, names, cleanPath(textOf(path)))
    },
  },
  templatestring: {
    parameters: [
      { ...text('template'), open: true },
      { name: 'vars', type: anyType, open: true },
    ],
    returns: () => anyType,
    call: (args, context) => {
      const [template, variables] = args as [Value, Value]
      if (template.kind === 'unknown' || variables.kind === 'unknown') return unknownFrom(args, anyType)
      return context.render(textOf(template), variablesOf(variables), '')
    },
  },
}

/** The variables of a template by name. */
function variablesOf(value: Value): ReadonlyMap<string, Value> {
  if (!isMapping(value)) return fail('the variables of a template must be a map')
  for (const name of value.entries.keys())
    if (!/^[\p{ID_Start}_][\p{ID_Continue}-]*$/u.test(name))
      fail(`${JSON.stringify(name)} cannot be the name of a variable`)
  return value.entries
}

function fileSet(path: string, pattern: string, context: FunctionContext): Value {
  const directory = cleanPath(path)
  const relative = cleanPath(pattern.replace(/^\/+/, ''))
  const matches = globMatcher(relative)
  // Such a pattern leaves the directory, or the directory is itself one.
  const listed =
    /^\.\.(?:\/|$)/.test(relative) || isPattern(directory) ? undefined : context.listFiles?.(directory)
  if (listed === undefined) return unknownOf(texts, { notNull: true })
  const found = listed.filter(matches).map(str)
  return { kind: 'set', items: distinct(found), of: stringType }
}
