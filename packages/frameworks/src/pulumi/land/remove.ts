import type { Path, Refusal, Result } from '@regraft/model'
import { err, ok } from '@regraft/model'
import type { DocumentOp } from '@regraft/syntax'
import type { Consumer } from '../../framework.ts'
import { schemaAt } from '../../schema/lookup.ts'
import { checkPath } from '../../terraform/land/check.ts'
import { spellingOf } from '../names.ts'
import { type LandContext, type Target, targetOf } from './owners.ts'
import { refuse } from './refusals.ts'

export interface FileOp {
  readonly file: string
  readonly op: DocumentOp
}

type Landed = Result<{ readonly ops: readonly FileOp[]; readonly also: readonly Consumer[] }, Refusal>

const nothing: Landed = ok({ ops: [], also: [] })

/** Removes the property or item at a path. */
export function landRemove(path: Path, context: LandContext): Landed {
  const { schema } = context.resource
  const place = schema && schemaAt(schema, path)
  if (place !== undefined && place !== 'open' && place.kind !== 'value' && place.required)
    if (typeof path.at(-1) === 'string') return refuse('REQUIRED_ARGUMENT', `${path.join('.')} is required`)
  const target = entryAt(path, context)
  if (target === undefined) return nothing
  if (!target.ok) return target
  const { place: at, also } = target.value
  return ok({ ops: [{ file: at.file, op: { op: 'remove', path: at.path } }], also })
}

/** Gives a property another name; its value stays as it is written. */
export function landRename(path: Path, to: string, context: LandContext): Landed {
  const sibling = [...path.slice(0, -1), to]
  const { schema, type } = context.resource
  const problem = schema && checkPath(schema, sibling)
  if (problem) return err(problem)
  const target = entryAt(path, context)
  if (target === undefined) return nothing
  if (!target.ok) return target
  if (context.resource.find(sibling).missing.length === 0)
    return refuse('WRONG_SHAPE', `${to} is there already`)
  const member = schema && schemaAt(schema, sibling)
  const names = sibling.filter((step) => typeof step === 'string')
  const named = member !== undefined && member !== 'open' && member.kind !== 'value'
  const { place, also } = target.value
  const spelled = named ? spellingOf(type, names, member).name : to
  return ok({ ops: [{ file: place.file, op: { op: 'rename', path: place.path, to: spelled } }], also })
}

/** Where an entry itself is written, key and value: not where its value comes from. Undefined: there is none. */
function entryAt(path: Path, context: LandContext): Result<Target, Refusal> | undefined {
  const { node, missing } = context.resource.find(path)
  if (node.form === 'opaque') return refuse('COMPUTED', node.why ?? 'it is computed')
  if (missing.length > 0 || path.length === 0) return undefined
  const target = targetOf(node.entry, path, context)
  if (target.ok && target.value.atUse)
    return refuse('SHARED_VALUE', `${path.join('.')} comes from a variable that is used elsewhere too`)
  return target
}
