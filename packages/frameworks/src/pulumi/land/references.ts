import type { Path, Refusal, Result } from '@regraft/model'
import { ok } from '@regraft/model'
import { writtenPath } from '@regraft/syntax/typescript'
import { camelCase } from '../../schema/names.ts'
import { PulumiResource } from '../resource.ts'
import type { LandContext } from './owners.ts'
import { refuse } from './refusals.ts'

/** How the program writes a reference of the model: `['$self', 'id']` is `bucket.id` where `bucket` holds the resource. */
export function referenceIn(context: LandContext, steps: Path): Result<Path, Refusal> {
  const { resource, loaded } = context
  if (resource.schema === undefined)
    return refuse('NO_VARIABLE', 'a manifest does not refer to the values of another resource')
  const self = steps[0] === '$self'
  const address = self ? resource.address : steps.slice(0, 2).join('.')
  const target = loaded.resources.find((other) => other.address === address)
  const holder =
    target instanceof PulumiResource && target.file === resource.file ? target.node.holder : undefined
  const read = holder && resource.program.resolve(resource.file, holder)
  // A variable that may hold something else would not read back as the resource.
  if (holder === undefined || read?.kind !== 'resource' || read.address !== address)
    return refuse('NO_VARIABLE', `no variable holds ${address} alone`)
  const rest = steps.slice(self ? 1 : 2).map((step) => (typeof step === 'string' ? camelCase(step) : step))
  return ok([...writtenPath(holder), ...rest])
}
