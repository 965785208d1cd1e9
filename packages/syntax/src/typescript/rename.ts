import type { Path, Refusal, Result, TextEdit } from '@regraft/model'
import { err, ok } from '@regraft/model'
import type { TypescriptDocument } from './document.ts'
import { locate } from './locate.ts'
import { obstacle } from './obstacle.ts'
import { keyText } from './render.ts'
import type { Style } from './style.ts'

/** Gives a property another key. Nothing to do when there is no such property. */
export function rename(
  document: TypescriptDocument,
  style: Style,
  path: Path,
  to: string,
): Result<readonly TextEdit[], Refusal> {
  const problem = obstacle(document, path, true) ?? obstacle(document, [...path.slice(0, -1), to], true)
  if (problem !== undefined) return err(problem)
  const target = locate(document, path)
  if (target === undefined || path.at(-1) === to) return ok([])
  if (target.kind !== 'value' || target.holder.kind !== 'property')
    return err({
      code: 'TYPESCRIPT_NOT_A_PROPERTY',
      reason: 'only properties of an object have a name to change',
    })
  const { entry } = target.holder
  if (locate(document, [...path.slice(0, -1), to]) !== undefined)
    return err({ code: 'TYPESCRIPT_KEY_EXISTS', reason: `${to} is there already`, at: entry.range })
  const { start, end } = entry.keyRange
  const quoted = /["']/.test(document.text.charAt(start))
  const key = keyText(to, style, quoted)
  return ok([entry.shorthand ? { start, end: start, text: `${key}: ` } : { start, end, text: key }])
}
