import type { Refusal, Result } from '@regraft/model'
import { ok } from '@regraft/model'
import type { Agrees, Change, Landing, Loaded, ReadDocument, Resource } from '../../framework.ts'
import { unitIn } from '../loaded-unit.ts'
import { metaArguments } from '../meta.ts'
import { TerraformResource } from '../resource.ts'
import { landNewResource } from './add-resource.ts'
import type { LandContext, Landed } from './context.ts'
import { landing } from './context.ts'
import { landPut } from './put.ts'
import { refuse } from './refusals.ts'
import { landRemove, landRename } from './remove.ts'
import { refersTo } from './values.ts'

/** Turns a change of a resource's model into operations on the files of its unit, or says why it cannot land. */
export function land(
  change: Change,
  resource: Resource,
  loaded: Loaded,
  _read: ReadDocument,
  agrees: Agrees = () => false,
): Result<Landing, Refusal> {
  const unit = unitIn(loaded)
  if (unit === undefined || !(resource instanceof TerraformResource))
    return refuse('WRONG_SHAPE', `${resource.address} is no resource of this module`)
  const landed = landIn(change, { resource, unit, agrees })
  if (!landed.ok) return landed
  return ok(landing(landed.value, change.kind === 'add_resource' ? change.type : resource.type))
}

function landIn(change: Change, context: LandContext): Landed {
  if (change.kind === 'add_resource') return landNewResource(change, context)
  const [first] = change.path
  const { type, block } = context.resource
  if (first === undefined)
    return refuse('WRONG_SHAPE', 'a resource as a whole is neither written nor removed')
  if (metaArguments.has(String(first)))
    return refuse('META_ARGUMENT', `${first} says nothing of the resource`)
  const base = `${type}.${block.name}`
  switch (change.kind) {
    case 'put':
      if (refersTo(change.value, base)) return refuse('SELF_REFERENCE', `${base} would refer to itself`)
      return landPut(change, context)
    case 'remove':
      return landRemove(change, context)
    case 'rename':
      return landRename(change, context)
  }
}
