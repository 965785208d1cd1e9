import type { Refusal, Result } from '@regraft/model'
import type { Change, Landing, Loaded, Resource } from '../../framework.ts'
import { refersTo } from '../../terraform/land/values.ts'
import { PulumiResource } from '../resource.ts'
import { landCompanion } from './companion.ts'
import type { LandContext } from './owners.ts'
import { landPut } from './put.ts'
import { refuse } from './refusals.ts'
import { landRemove, landRename } from './remove.ts'

/** Turns a change of a resource's model into operations on the files of its program, or says why it cannot land. */
export function land(change: Change, resource: Resource, loaded: Loaded): Result<Landing, Refusal> {
  if (!(resource instanceof PulumiResource))
    return refuse('WRONG_SHAPE', `${resource.address} is no resource of a program`)
  const context: LandContext = { resource, loaded }
  if (change.kind === 'add_resource') return landCompanion(change, context)
  if (change.path.length === 0)
    return refuse('WRONG_SHAPE', 'a resource as a whole is neither written nor removed')
  switch (change.kind) {
    case 'put':
      if (refersTo(change.value, resource.address))
        return refuse('WRONG_SHAPE', `${resource.address} would refer to itself`)
      return landPut(change.path, change.value, context)
    case 'remove':
      return landRemove(change.path, context)
    case 'rename':
      return landRename(change.path, change.to, context)
  }
}
