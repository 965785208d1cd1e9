import type { Path, Refusal, Result, TextEdit } from '@regraft/model'
import { compareEdits, err, ok } from '@regraft/model'
import type { DocumentOp } from '../document.ts'
import { sequenceOf } from './brackets.ts'
import type { TypescriptDocument } from './document.ts'
import { insertStatement } from './insert.ts'
import { locate } from './locate.ts'
import { obstacle } from './obstacle.ts'
import { put } from './put.ts'
import { rename } from './rename.ts'
import { removeItem } from './sequence.ts'
import type { Style } from './style.ts'

/** Turns an operation into edits, by place; no two touch the same offset. */
export function editsFor(
  document: TypescriptDocument,
  style: Style,
  op: DocumentOp,
): Result<readonly TextEdit[], Refusal> {
  const result = dispatch(document, style, op)
  return result.ok ? ok([...result.value].sort(compareEdits)) : result
}

function dispatch(
  document: TypescriptDocument,
  style: Style,
  op: DocumentOp,
): Result<readonly TextEdit[], Refusal> {
  switch (op.op) {
    case 'put':
      return put(document, style, op.path, op.content)
    case 'remove':
      return remove(document, style, op.path)
    case 'rename':
      return rename(document, style, op.path, op.to)
    case 'insert':
      return insertStatement(document, style, op.after, op.content)
  }
}

function remove(
  document: TypescriptDocument,
  style: Style,
  path: Path,
): Result<readonly TextEdit[], Refusal> {
  const step = path.at(-1)
  const parent = locate(document, path.slice(0, -1))
  const problem = obstacle(document, path, true)
  if (problem !== undefined) return err(problem)
  const target = locate(document, path)
  if (target === undefined) return ok([])
  const sequence = parent && sequenceOf(parent, style.space)
  if (sequence === undefined || target.kind !== 'value' || step === undefined)
    return err({
      code: 'TYPESCRIPT_NOT_REMOVABLE',
      reason: 'only properties, list items and the last argument can be removed',
    })
  const { holder } = target
  const range =
    holder.kind === 'property' ? holder.entry.range : holder.kind === 'item' ? holder.item.range : undefined
  const index = sequence.items.findIndex((item) => item.start === range?.start)
  if (parent?.kind === 'arguments' && index !== sequence.items.length - 1)
    return err({
      code: 'TYPESCRIPT_NOT_REMOVABLE',
      reason: 'removing an argument would change what those after it mean',
    })
  return ok(removeItem(document.text, sequence, index))
}
