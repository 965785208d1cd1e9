import type { Path, Refusal, Result, TextEdit } from '@regraft/model'
import { err, ok } from '@regraft/model'
import type { Content } from '../document.ts'
import { addEntries, addItem, override } from './add.ts'
import { bracketsOf } from './brackets.ts'
import type { TypescriptDocument } from './document.ts'
import { follow } from './follow.ts'
import { locate, type Target } from './locate.ts'
import { obstacle } from './obstacle.ts'
import { unwritable } from './render.ts'
import { replace } from './replace.ts'
import type { Style } from './style.ts'

/** Writes a value at a path whose parent exists. */
export function put(
  document: TypescriptDocument,
  style: Style,
  path: Path,
  content: Content,
): Result<readonly TextEdit[], Refusal> {
  const problem = unwritable(content) ?? obstacle(document, path)
  if (problem !== undefined) return err(problem)
  const target = locate(document, path)
  if (target?.kind === 'value') return ok(replace(document.text, style, target.value, target.holder, content))
  if (target !== undefined)
    return err({ code: 'TYPESCRIPT_NOT_A_VALUE', reason: 'a new expression cannot be replaced' })
  const parent = locate(document, path.slice(0, -1))
  const step = path.at(-1)
  if (parent === undefined || step === undefined) return err(missing(document, path))
  return create(document, style, parent, step, content)
}

function create(
  document: TypescriptDocument,
  style: Style,
  parent: Target,
  step: string | number,
  content: Content,
): Result<readonly TextEdit[], Refusal> {
  const { text } = document
  if (parent.kind === 'new')
    return err({ code: 'TYPESCRIPT_PARENT_MISSING', reason: 'arguments are put one by one' })
  if (parent.kind === 'arguments') {
    const refusal = notNext(parent.node.items.length, step)
    return refusal ? err(refusal) : ok(addItem(text, style, parent, content))
  }
  const { value } = parent
  if (value.kind === 'map') return ok(addEntries(text, style, value, [[String(step), content]]))
  if (value.kind === 'list') {
    const refusal = notNext(value.items.length, step) ?? hole(bracketsOf(value).items)
    return refusal ? err(refusal) : ok(addItem(text, style, parent, content))
  }
  if (value.kind === 'reference') {
    const owner = follow(document, value.path)
    if (owner !== undefined && document.value(owner)?.kind === 'map')
      return ok(override(text, style, value, parent.holder, String(step), content))
  }
  return err(notLiteral(parent))
}

function notNext(length: number, step: string | number): Refusal | undefined {
  if (step === length) return undefined
  return { code: 'TYPESCRIPT_PARENT_MISSING', reason: `there are ${length} items: ${step} is not the next` }
}

/** `[a, , b]`: an item that is left out has no text to write beside. */
function hole(items: readonly { readonly start: number; readonly end: number }[]): Refusal | undefined {
  const found = items.find((item) => item.start >= item.end)
  return found && { code: 'TYPESCRIPT_NOT_A_LITERAL', reason: 'the list leaves an item out', at: found }
}

function notLiteral(target: Target): Refusal {
  const at = target.kind === 'value' ? target.value.range : target.node.range
  return {
    code: 'TYPESCRIPT_NOT_A_LITERAL',
    reason: 'the value is computed, so nothing can be written inside it',
    at,
  }
}

function missing(document: TypescriptDocument, path: Path): Refusal {
  for (let length = path.length - 1; length >= 2; length--) {
    const target = locate(document, path.slice(0, length))
    if (target?.kind === 'value' && target.value.kind !== 'map' && target.value.kind !== 'list')
      return notLiteral(target)
    if (target !== undefined) break
  }
  return { code: 'TYPESCRIPT_PARENT_MISSING', reason: `nothing stands at ${path.slice(0, -1).join('.')}` }
}
