import { fail } from '../language/failure.ts'
import type { Type } from '../language/type.ts'
import { anyType, listOf, objectOf, stringType, tupleOf } from '../language/type.ts'
import type { Value } from '../language/value.ts'
import { list, nullOf, object, str, textOf, tuple } from '../language/value.ts'
import { at, boundedItems, returnsText, text } from './arguments.ts'
import type { FunctionTable } from './define.ts'
import { compiled, findAll, findFirst, type Match, re2, replaceAll, replaceText } from './regex-engine.ts'
import { changed } from './strings.ts'

/** Functions of regular expressions. */
export const regexes: FunctionTable = {
  regex: {
    parameters: [text('pattern'), text('string')],
    needs: re2,
    returns: ([pattern]) => (pattern?.kind === 'string' ? resultType(pattern.value) : anyType),
    call: (args) => {
      const [pattern, value] = [textOf(at(args, 0)), textOf(at(args, 1))]
      const type = resultType(pattern)
      return result(pattern, findFirst(compiled(pattern), value) ?? fail('the pattern does not match'), type)
    },
  },
  regexall: {
    parameters: [text('pattern'), text('string')],
    needs: re2,
    returns: ([pattern]) => listOf(pattern?.kind === 'string' ? resultType(pattern.value) : anyType),
    call: (args) => {
      const [pattern, value] = [textOf(at(args, 0)), textOf(at(args, 1))]
      const type = resultType(pattern)
      const found: Value[] = []
      for (const match of findAll(compiled(pattern), value)) {
        found.push(result(pattern, match, type))
        boundedItems(found.length)
      }
      return list(found, type)
    },
  },
  replace: {
    parameters: [text('str'), text('substr'), text('replace')],
    needs: re2,
    returns: returnsText,
    call: (args) => {
      const [value, part, replacement] = [textOf(at(args, 0)), textOf(at(args, 1)), textOf(at(args, 2))]
      const after =
        part.length > 1 && part.startsWith('/') && part.endsWith('/')
          ? replaceAll(compiled(part.slice(1, -1)), value, replacement)
          : replaceText(value, part, replacement)
      return changed(at(args, 0), after)
    },
  },
}

/** A string; with groups a tuple of theirs; with names an object. */
function resultType(pattern: string): Type {
  const regex = compiled(pattern)
  const names = Object.keys(regex.namedGroups())
  const groups = regex.groupCount()
  if (groups === 0) return stringType
  if (names.length === 0) return tupleOf(Array.from({ length: groups }, () => stringType))
  if (names.length !== groups) return fail('a pattern cannot mix groups with names and groups without')
  return objectOf(new Map(names.map((name) => [name, stringType])))
}

function result(pattern: string, match: Match, type: Type): Value {
  const [whole, ...groups] = match.groups
  if (type.kind === 'string') return str(whole ?? '')
  const values = groups.map((group) => (group === undefined ? nullOf(stringType) : str(group)))
  if (type.kind === 'tuple') return tuple(values)
  const indexes = Object.entries(compiled(pattern).namedGroups() as { readonly [name: string]: number })
  return object(new Map(indexes.map(([name, index]) => [name, values[index - 1] as Value])))
}
